package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.secrets.Secrets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The keys of sealed columns, for the staff: their names and never more.
@RestController
@RequestMapping("/api/staff/keys")
class StaffKeys {
    private final Secrets secrets;
    private final Rotation rotation;

    StaffKeys(Secrets secrets, Rotation rotation) {
        this.secrets = secrets;
        this.rotation = rotation;
    }

    /// The names of keys.
    ///
    /// @param newest the one that seals
    /// @param uses   how many values each sealed
    record Shown(String newest, List<String> older, List<Rotation.Use> uses) {}

    @GetMapping
    Shown all() {
        return new Shown(secrets.newest(), secrets.older(), rotation.uses());
    }

    /// Makes a new key. What older ones sealed is sealed anew in the background.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown renew() {
        secrets.renew();
        return all();
    }
}
