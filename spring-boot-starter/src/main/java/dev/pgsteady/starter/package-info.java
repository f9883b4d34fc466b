/// pgsteady in a Spring Boot application: finds the database, or starts one; brings it to the newest revision before
/// anything else asks it; tells its health. Translates between Spring's words and the modules below, and decides
/// nothing about databases.
@NullMarked
package dev.pgsteady.starter;

import org.jspecify.annotations.NullMarked;
