/// Breaks backups on purpose, on a scratch server, and looks whether that is noticed: a backup program that was never
/// seen to refuse a damaged backup is believed, not known.
@NullMarked
package dev.pgsteady.backup.selftest;

import org.jspecify.annotations.NullMarked;
