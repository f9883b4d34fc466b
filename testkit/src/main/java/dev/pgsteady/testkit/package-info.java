/// A real PostgreSQL for tests: one server for all test processes of a build ([TestServer]), and a database of its own
/// for each test ([TestDatabase]), cloned from a template and dropped afterwards.
///
/// ```java
/// @RegisterExtension
/// static final TestServer SERVER = TestServer.shared();
///
/// @Test
/// void a_new_database_is_empty(TestDatabase database) { … }
/// ```
@NullMarked
package dev.pgsteady.testkit;

import org.jspecify.annotations.NullMarked;
