package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.Fields;
import java.util.SortedSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The keys of encrypted columns, for the staff: their names and never more.
@RestController
@RequestMapping("/api/staff/keys")
class StaffKeys {
    private final Fields fields;
    private final KeyRotation rotation;

    StaffKeys(Fields fields, KeyRotation rotation) {
        this.fields = fields;
        this.rotation = rotation;
    }

    /// The names of keys.
    ///
    /// @param newest the one that encrypts
    /// @param older  those that only decrypt
    record Shown(String newest, SortedSet<String> older, KeyRotation.Uses uses) {}

    @GetMapping
    Shown all() {
        return new Shown(fields.keys().active(), fields.keys().others(), rotation.uses());
    }

    /// Makes a new key. What older ones encrypted is encrypted anew in the background.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown renew() {
        fields.renew();
        return all();
    }
}
