/// The judge: facts about a database in, a [Report] with a score out. [Readiness] is the front door; a rule is one file
/// in the package `rules`; [Live] is what the server is doing; [Evidence] is what has been recorded about it.
@NullMarked
package dev.pgsteady.readiness;

import org.jspecify.annotations.NullMarked;
