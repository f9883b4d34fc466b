package dev.pgsteady.jpa.extract;

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

    /// Reads a file that [#write] wrote.
    static Answer read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        }
    }

    /// Reads the bytes of such a file.
    static Answer read(InputStream bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(bytes)) {
            boolean refused = in.readBoolean();
            List<String> texts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return refused ? new Refused(texts.getFirst(), texts.getLast()) : new Statements(texts);
        }
    }

    /// Writes it to a file.
    default void write(Path file) throws IOException {
        List<String> texts = switch (this) {
            case Statements statements -> statements.all();
            case Refused refused -> List.of(refused.what(), refused.next());
        };
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeBoolean(this instanceof Refused);
            out.writeInt(texts.size());
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }
}
