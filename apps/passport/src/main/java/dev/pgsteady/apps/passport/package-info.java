/// Photos for passports, visas and cards: cut to the size that a country wants, with a trail of who did
/// what.
@NullMarked
package dev.pgsteady.apps.passport;

import org.jspecify.annotations.NullMarked;
