/// The rules, one file each; nothing else lists them. A rule is named as its class is, with hyphens.
@NullMarked
package dev.pgsteady.migrate.lint.rules;

import org.jspecify.annotations.NullMarked;
