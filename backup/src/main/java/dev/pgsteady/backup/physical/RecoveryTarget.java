package dev.pgsteady.backup.physical;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// How far a server is to be recovered (manual, 20.5.6 Recovery Target).
public sealed interface RecoveryTarget {
    /// As far as the archive goes.
    record Latest() implements RecoveryTarget {
        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public String words() {
            return "the end of the archive";
        }
    }

    /// No further than the backup itself needs.
    record BackupEnd() implements RecoveryTarget {
        @Override
        public Map<String, String> settings() {
            return Map.of("recovery_target", "immediate");
        }

        @Override
        public String words() {
            return "the end of the backup";
        }
    }

    /// Everything that was committed until then.
    record Time(Instant at) implements RecoveryTarget {
        private static final DateTimeFormatter FORM =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

        @Override
        public Map<String, String> settings() {
            return Map.of("recovery_target_time", FORM.format(at));
        }

        @Override
        public String words() {
            return at.toString();
        }
    }

    /// Up to a position, what is there included.
    record Position(Lsn at) implements RecoveryTarget {
        @Override
        public Map<String, String> settings() {
            return Map.of("recovery_target_lsn", at.toString());
        }

        @Override
        public String words() {
            return "position " + at;
        }
    }

    /// Up to what `pg_create_restore_point` named so.
    record Named(String name) implements RecoveryTarget {
        @Override
        public Map<String, String> settings() {
            return Map.of("recovery_target_name", name);
        }

        @Override
        public String words() {
            return "the restore point " + name;
        }
    }

    /// Up to a transaction, that one included.
    record Transaction(long id) implements RecoveryTarget {
        @Override
        public Map<String, String> settings() {
            return Map.of("recovery_target_xid", Long.toString(id));
        }

        @Override
        public String words() {
            return "transaction " + id;
        }
    }

    /// The settings that say so.
    Map<String, String> settings();

    /// For a person, within a sentence.
    String words();
}
