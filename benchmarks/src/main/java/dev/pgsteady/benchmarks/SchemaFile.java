package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A schema as SQL, which can be put into a database several times over under other schema names.
record SchemaFile(String sql) {
    private static final Pattern CREATED = Pattern.compile("(?m)^CREATE SCHEMA (\\w+);");

    /// The file that the first argument names; else the largest one of the shared folder.
    static SchemaFile of(String... arguments) throws IOException {
        Path file = arguments.length > 0
                ? Path.of(arguments[0])
                : SharedFolder.find()
                        .orElseThrow(() -> new IllegalStateException("name a schema file, or set PGSTEADY_SHARED"))
                        .resolve("schemas/musicbrainz.sql");
        return new SchemaFile(Files.readString(file));
    }

    /// The SQL with every schema that it creates renamed by a prefix. What it puts into `public` is shared by the
    /// copies.
    String copy(String prefix) {
        List<String> names = CREATED.matcher(sql).results().map(r -> r.group(1)).toList();
        String all = String.join("|", names);
        String renamed = Pattern.compile("\\b(" + all + ")\\.").matcher(sql).replaceAll(prefix + "$1.");
        renamed = Pattern.compile("(?m)^((?:CREATE|COMMENT ON) SCHEMA )(" + all + ")\\b")
                .matcher(renamed)
                .replaceAll(r -> Matcher.quoteReplacement(r.group(1) + prefix + r.group(2)));
        renamed = renamed.replace("CREATE FUNCTION public.", "CREATE OR REPLACE FUNCTION public.");
        return Pattern.compile("(search_path TO ')(" + all + ")'")
                .matcher(renamed)
                .replaceAll(r -> Matcher.quoteReplacement(r.group(1) + prefix + r.group(2) + "'"));
    }
}
