/// Reports and what belongs to them: certifications, the plan of seven days, analyses, documents.
@NullMarked
package dev.pgsteady.apps.exportsathi.reports;

import org.jspecify.annotations.NullMarked;
