/// Columns that nobody reads without a key: sealed before they are written, and sealed anew when the key
/// changes.
@NullMarked
package dev.pgsteady.apps.exportsathi.secrets;

import org.jspecify.annotations.NullMarked;
