/// Lists, page by page: each page says where the next one begins, in a mark that cannot be made up.
@NullMarked
package dev.pgsteady.apps.web.paging;

import org.jspecify.annotations.NullMarked;
