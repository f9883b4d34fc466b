/// Defects put into the schemas of real products, one at a time, to see whether the rule that is there for them finds
/// them, and nothing else cries out.
///
/// A [Defect] names the rule and the places where it can be put in; an [Original] is a schema before anything was
/// spoilt; a [Laboratory] spoils, reads and judges within one transaction and rolls it back; a [Ledger] keeps count.
@NullMarked
package dev.pgsteady.readiness.mutants;

import org.jspecify.annotations.NullMarked;
