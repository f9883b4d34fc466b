/// Encrypts single columns in the application, with keys that can be changed ([FieldCipher], [Rotation]).
@NullMarked
package dev.pgsteady.data.encryption;

import org.jspecify.annotations.NullMarked;
