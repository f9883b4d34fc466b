/// The rules, one file each, named by their id. The list of rules is this folder: a rule announces itself
/// (`@AutoService(Rule.class)`) and needs no entry anywhere else. Its trap cases are in the file of the same id among
/// the test resources.
@NullMarked
package dev.pgsteady.readiness.rules;

import org.jspecify.annotations.NullMarked;
