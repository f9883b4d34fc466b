/// Photos for passports, tried from outside and in plain SQL.
@NullMarked
package dev.pgsteady.apps.passport;

import org.jspecify.annotations.NullMarked;
