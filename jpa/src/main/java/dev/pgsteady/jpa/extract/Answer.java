package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.ModelFinding;
import dev.pgsteady.jpa.ModelLint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the process with the application's classes says. It says it in a file of its own, so that nothing
/// that the application prints gets into it: a byte for the kind, a number of texts, and each with its
/// length before it.
public sealed interface Answer {
    /// The statements that make the schema, in order.
    record Statements(List<String> all) implements Answer {
        public Statements {
            all = List.copyOf(all);
        }
    }

    /// Why there are none.
    ///
    /// @param what what is wrong, as a sentence
    /// @param next what to do, as a sentence
    record Refused(String what, String next) implements Answer {}

    /// What the lints found.
    ///
    /// @param entities how many were looked at
    record Findings(int entities, List<ModelFinding> all) implements Answer {
        private static final int TEXTS = 5;

        public Findings {
            all = List.copyOf(all);
        }

        private List<String> texts() {
            List<String> texts = new ArrayList<>(List.of(Integer.toString(entities)));
            for (ModelFinding f : all) {
                texts.addAll(List.of(
                        f.lint().id(),
                        f.place(),
                        f.table(),
                        f.what(),
                        f.accepted().orElse("")));
            }
            return texts;
        }

        private static Findings of(List<String> texts) {
            List<ModelFinding> all = new ArrayList<>();
            for (int i = 1; i < texts.size(); i += TEXTS) {
                all.add(new ModelFinding(
                        ModelLint.of(texts.get(i)).orElseThrow(),
                        texts.get(i + 1),
                        texts.get(i + 2),
                        texts.get(i + 3),
                        Optional.of(texts.get(i + 4)).filter(r -> !r.isEmpty())));
            }
            return new Findings(Integer.parseInt(texts.getFirst()), all);
        }
    }

    /// The kinds, each with its byte.
    enum Kind {
        STATEMENTS(0),
        REFUSED(1),
        FINDINGS(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("an answer of an unknown kind");
        }
    }

    /// Reads a file that [#write] wrote.
    static Answer read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        }
    }

    /// Reads the bytes of such a file.
    static Answer read(InputStream bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(bytes)) {
            Kind kind = Kind.of(in.readUnsignedByte());
            List<String> texts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return switch (kind) {
                case STATEMENTS -> new Statements(texts);
                case REFUSED -> new Refused(texts.getFirst(), texts.getLast());
                case FINDINGS -> Findings.of(texts);
            };
        }
    }

    /// Writes it to a file.
    default void write(Path file) throws IOException {
        List<String> texts = switch (this) {
            case Statements statements -> statements.all();
            case Refused refused -> List.of(refused.what(), refused.next());
            case Findings findings -> findings.texts();
        };
        Kind kind = switch (this) {
            case Statements ignored -> Kind.STATEMENTS;
            case Refused ignored -> Kind.REFUSED;
            case Findings ignored -> Kind.FINDINGS;
        };
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeByte(kind.code());
            out.writeInt(texts.size());
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }
}
