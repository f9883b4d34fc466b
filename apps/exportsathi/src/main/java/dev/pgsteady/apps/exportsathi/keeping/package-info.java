/// What happens to rows that change or go: the audit trail, the trash, the partitions.
@NullMarked
package dev.pgsteady.apps.exportsathi.keeping;

import org.jspecify.annotations.NullMarked;
