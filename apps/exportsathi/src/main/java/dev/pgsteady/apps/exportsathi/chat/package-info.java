/// Questions about a report, answered from what is kept about it, with the places where it stands.
@NullMarked
package dev.pgsteady.apps.exportsathi.chat;

import org.jspecify.annotations.NullMarked;
