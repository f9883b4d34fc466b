import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a backup that pgsteady took into files that psql alone restores. It needs a JDK 17 or newer, the program zstd,
 * and nothing else; it is kept in every repository so that backups outlive the program that took them.
 *
 * <pre>java PgsteadyDecoder.java REPOSITORY-FOLDER SET-ID OUTPUT-FOLDER</pre>
 *
 * SET-ID is the name of a folder below `sets`, the beginning of one, or `latest`. The passphrase or the recovery key of an
 * encrypted repository is asked for on the console, unless PGSTEADY_BACKUP_PASSPHRASE holds it. Where there is no program
 * zstd, compressed files are written, with the command that decompresses them anywhere; run this again afterwards.
 *
 * What comes out, a folder for each database: `before.sql` (types, tables, functions), `data/` (rows as COPY reads them),
 * `sequences.sql`, `after.sql` (keys, indexes, views), `settings.sql`, and `load.sql` and `load.sh`, which put it together.
 * A physical backup gives `server.tar`, as pg_basebackup wrote it.
 *
 * The format, should you have to write this again:
 *
 * - An object `parts/ab/abcd...` is named by the SHA-256 of its bytes. `sets/ID/manifest` is encoded as parts are, and its
 *   SHA-256 stands in `sets/ID/COMMIT`. A folder below `sets` without COMMIT is not a backup.
 * - A part is `PGSP`, 1 (version), 1 (zstd), cipher, 0. With cipher 0 a zstd stream follows. With cipher 1 follow 32 bytes of
 *   salt, then AES-256-GCM frames, each 65536 bytes (the last one fewer) and 16 bytes of tag. The key is HMAC-SHA256(data key,
 *   "pgsteady part" + salt). The nonce of frame n is 7 zero bytes, n in 4 bytes (big endian), and 1 for the last frame, else
 *   0. Additional data: the first 40 bytes.
 * - `keys/SLOT.json` holds the data key: AES-256-GCM under PBKDF2-HMAC-SHA256(secret, salt, iterations), additional data: the
 *   repository's id (in FORMAT) and the slot's name, one after the other. The recovery key is 30 characters in groups of five.
 * - The manifest is JSON. A table's rows are its segments in order; what COPY writes before the first row of the binary format
 *   and after the last is not kept.
 */
public final class PgsteadyDecoder {
    private static final String HEADER = "5047434f50590aff0d0a00" + "0000000000000000";
    private static final String TRAILER = "ffff";
    private static final int FRAME = 65_536 + 16;

    private final Path repository;
    private final Path output;
    private byte[] key;
    private final Set<String> compressed = new TreeSet<>();
    private final Map<String, byte[]> recent = new LinkedHashMap<>();

    private PgsteadyDecoder(Path repository, Path output) {
        this.repository = repository;
        this.output = output;
    }

    /** Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 decompress and run again. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Usage: java PgsteadyDecoder.java REPOSITORY-FOLDER SET-ID OUTPUT-FOLDER");
            System.exit(2);
        }
        try {
            System.exit(new PgsteadyDecoder(Path.of(arguments[0]), Path.of(arguments[2])).run(arguments[1]));
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    private int run(String words) throws IOException, GeneralSecurityException {
        Map<String, Object> format = object(json(read("FORMAT")));
        if (!Long.valueOf(1).equals(format.get("format"))) {
            throw new Failure("This decoder knows layout 1; the repository has " + format.get("format") + ".");
        }
        if (Boolean.TRUE.equals(format.get("encrypted"))) {
            key = unlock(text(format.get("repository")), secret());
        }
        String set = find(words);
        Map<String, Object> commit = object(json(read("sets/" + set + "/COMMIT")));
        String sha = text(commit.get("manifest"));
        requireWritten(set, sha, commit);
        Files.createDirectories(output);
        byte[] manifest = content("sets/" + set + "/manifest", sha);
        if (manifest != null) {
            write(object(json(manifest)), set);
        }
        if (compressed.isEmpty()) {
            System.out.println("Done: " + output.toAbsolutePath());
            return 0;
        }
        System.err.println("There is no program 'zstd' here, so " + compressed.size() + " files are left compressed.");
        System.err.println("Decompress them, on any machine that has it:  zstd -d --rm " + output + "/*.zst");
        System.err.println("Then run the same command again.");
        return 3;
    }

    private String find(String words) throws IOException {
        try (var folders = Files.list(repository.resolve("sets"))) {
            List<String> ids = folders.filter(f -> Files.exists(f.resolve("COMMIT")))
                    .map(f -> f.getFileName().toString())
                    .sorted((a, b) -> Integer.compare(number(a), number(b)))
                    .toList();
            List<String> found = ids.stream().filter(i -> i.startsWith(words)).toList();
            if (words.equals("latest") && !ids.isEmpty()) {
                return ids.get(ids.size() - 1);
            }
            if (found.size() != 1) {
                throw new Failure("'" + words + "' names " + found.size() + " backups. There are: " + String.join(", ", ids));
            }
            return found.get(0);
        }
    }

    private static int number(String set) {
        return Integer.parseInt(set.split("-", -1)[1]);
    }

    // ---- what comes out

    private void write(Map<String, Object> manifest, String set) throws IOException, GeneralSecurityException {
        if (!set.equals(manifest.get("set"))) {
            throw new Failure("The manifest of " + set + " is that of " + manifest.get("set") + ".");
        }
        if (manifest.get("physical") != null) {
            try (OutputStream out = Files.newOutputStream(output.resolve("server.tar"))) {
                for (Object part : list(object(manifest.get("physical")).get("parts"))) {
                    append(out, text(part), 0, -1);
                }
            }
        }
        if (manifest.get("physical") != null && object(manifest.get("physical")).get("parent") != null) {
            System.out.println("server.tar holds what changed since " + object(manifest.get("physical")).get("parent")
                    + ": decode that one too, into another folder, unpack each into a folder of its own, and run:"
                    + " pg_combinebackup -o DATA FULL ... NEWEST");
        }
        Files.writeString(output.resolve("roles.sql"), roles(list(manifest.get("globals"))));
        int number = 0;
        for (Object one : list(manifest.get("databases"))) {
            Map<String, Object> database = object(one);
            String name = text(database.get("name"));
            String folder = name.matches("[A-Za-z0-9_-]{1,60}") ? name : "database-" + ++number;
            database(database, Files.createDirectories(output.resolve(folder)), set);
            System.out.println(name + ": sh " + output.resolve(folder).resolve("load.sh") + " DATABASE");
        }
    }

    private void database(Map<String, Object> database, Path folder, String set)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(folder.resolve("data"));
        String ddlPart = text(list(database.get("ddl")).get(0));
        byte[] ddlBytes = content(part(ddlPart), ddlPart);
        List<String> loads = new ArrayList<>();
        Object encoding = object(database.get("locale")).getOrDefault("encoding", "UTF8");
        int number = 0;
        for (Object one : list(database.get("tables"))) {
            Map<String, Object> table = object(one);
            String file = String.format(Locale.ROOT, "data/%05d.%s", ++number, binary(table) ? "binary" : "text");
            rows(table, folder.resolve(file));
            loads.add(load(table, file, text(encoding)));
        }
        if (ddlBytes == null) {
            return;
        }
        Map<String, Object> ddl = object(json(ddlBytes));
        Files.writeString(folder.resolve("before.sql"), statements(ddl.get("before")));
        Files.writeString(folder.resolve("after.sql"), statements(ddl.get("after")));
        Files.writeString(folder.resolve("sequences.sql"), sequences(list(database.get("sequences"))));
        Files.writeString(folder.resolve("settings.sql"), settings(list(database.get("settings"))));
        Files.writeString(folder.resolve("create.sql"), create(database));
        Files.writeString(folder.resolve("load.sql"), """
                -- Backup %s. Run in this folder, connected to an empty database: psql -X -d DATABASE -f load.sql
                \\set ON_ERROR_STOP on
                SET client_encoding = 'UTF8';
                SET check_function_bodies = off;
                SET search_path = pg_catalog, pg_temp;
                SET client_min_messages = warning;
                SET row_security = off;
                SET DateStyle = 'ISO, MDY';
                SET IntervalStyle = postgres;
                SET TimeZone = 'UTC';
                SET xmloption = content;
                \\ir before.sql
                %s
                \\ir sequences.sql
                \\ir after.sql
                \\ir settings.sql
                ANALYZE;
                """.formatted(set, String.join("\n", loads)));
        Files.writeString(folder.resolve("load.sh"), """
                #!/bin/sh
                # Restores into an empty database: sh load.sh DATABASE [further options of psql]
                # create.sql makes one as it was. roles.sql makes roles that are missing.
                set -e
                database=${1:?Usage: sh load.sh DATABASE [options of psql]}
                shift
                cd "$(dirname "$0")"
                psql -X -q "$@" -d "$database" -f ../roles.sql
                psql -X -q "$@" -d "$database" -f load.sql
                """);
    }

    private void rows(Map<String, Object> table, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (binary(table)) {
                out.write(HexFormat.of().parseHex(HEADER));
            }
            for (Object one : list(table.get("segments"))) {
                Map<String, Object> segment = object(one);
                append(out, text(segment.get("part")), (Long) segment.get("offset"), (Long) segment.get("bytes"));
            }
            if (binary(table)) {
                out.write(HexFormat.of().parseHex(TRAILER));
            }
        }
    }

    private void append(OutputStream out, String part, long offset, long bytes)
            throws IOException, GeneralSecurityException {
        byte[] content = content(part(part), part);
        if (content == null) {
            return;
        }
        int length = bytes < 0 ? content.length : (int) bytes;
        if (offset + length > content.length) {
            throw new Failure("Part " + part + " is shorter than the manifest says.");
        }
        out.write(content, (int) offset, length);
    }

    private static boolean binary(Map<String, Object> table) {
        return Boolean.TRUE.equals(table.get("binary"));
    }

    private static String load(Map<String, Object> table, String file, String encoding) {
        List<String> columns = new ArrayList<>();
        list(table.get("columns")).forEach(c -> columns.add(identifier(text(c))));
        String name = qualified(table.get("table"));
        boolean large = name.equals("\"pg_catalog\".\"pg_largeobject\"");
        String place = large ? "pg_temp.pgsteady_large_objects" : name;
        String copy = "\\copy %s%s from '%s' with (format %s, encoding '%s')"
                .formatted(
                        place,
                        columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")",
                        file,
                        binary(table) ? "binary" : "text",
                        large ? "UTF8" : encoding);
        if (copy.contains("\n")) {
            throw new Failure("A line break in the name of table " + name + " or of a column: psql cannot load it.");
        }
        return large
                ? "CREATE TEMP TABLE pgsteady_large_objects (oid oid, pos bigint, piece bytea);\n" + copy
                        + "\nSELECT count(lo_from_bytea(oid, piece)) FROM pg_temp.pgsteady_large_objects WHERE pos = 0"
                        + " \\gset pgsteady_\nSELECT count(*) FROM (SELECT lo_put(oid, pos, piece)"
                        + " FROM pg_temp.pgsteady_large_objects WHERE pos > 0 OFFSET 0) p \\gset pgsteady_"
                : copy;
    }

    private static String statements(Object steps) {
        StringBuilder sql = new StringBuilder();
        for (Object step : list(steps)) {
            list(object(step).get("statements")).forEach(s -> sql.append(s).append(";\n"));
        }
        return sql.toString();
    }

    private static String sequences(List<Object> values) {
        StringBuilder sql = new StringBuilder();
        for (Object one : values) {
            Map<String, Object> value = object(one);
            sql.append("SELECT setval(%s, %s, %s) \\gset pgsteady_\n"
                    .formatted(
                            literal(qualified(value.get("sequence"))), value.get("lastValue"), value.get("called")));
        }
        return sql.toString();
    }

    /** psql knows the name of the database that it is connected to. */
    private static String settings(List<Object> settings) {
        StringBuilder sql = new StringBuilder();
        settings.forEach(s -> sql.append(text(s).replace("\"{name}\"", ":\"DBNAME\"")).append(";\n"));
        return sql.toString();
    }

    private static String create(Map<String, Object> database) {
        Map<String, Object> locale = object(database.get("locale"));
        StringBuilder sql = new StringBuilder("CREATE DATABASE " + identifier(text(database.get("name")))
                + " TEMPLATE template0");
        Map<String, String> words = new LinkedHashMap<>();
        words.put("encoding", "ENCODING");
        words.put("collate", "LC_COLLATE");
        words.put("ctype", "LC_CTYPE");
        String provider = String.valueOf(locale.getOrDefault("provider", "c"));
        if (provider.equals("i")) {
            sql.append(" LOCALE_PROVIDER icu");
            words.put("locale", "ICU_LOCALE");
            words.put("rules", "ICU_RULES");
        } else if (provider.equals("b")) {
            sql.append(" LOCALE_PROVIDER builtin");
            words.put("locale", "BUILTIN_LOCALE");
        }
        words.forEach((field, word) -> {
            if (locale.get(field) != null) {
                sql.append(' ').append(word).append(' ').append(literal(text(locale.get(field))));
            }
        });
        return sql.append(";\n").toString();
    }

    private static String roles(List<Object> globals) {
        StringBuilder sql = new StringBuilder("-- Roles that are there already stay as they are.\n");
        for (int i = 0; i < globals.size(); i++) {
            String statement = text(globals.get(i));
            if (!statement.startsWith("CREATE ROLE ")) {
                sql.append(statement).append(";\n");
                continue;
            }
            String role = statement.substring("CREATE ROLE ".length());
            boolean attributes = i + 1 < globals.size() && text(globals.get(i + 1)).startsWith("ALTER ROLE " + role + " ");
            sql.append("SELECT %s WHERE NOT EXISTS (SELECT FROM pg_roles WHERE quote_ident(rolname) = %s) \\gexec\n"
                    .formatted(
                            literal(statement + (attributes ? "; " + text(globals.get(++i)) : "")), literal(role)));
        }
        return sql.toString();
    }

    private static String qualified(Object name) {
        Map<String, Object> parts = object(name);
        return identifier(text(parts.get("schema"))) + "." + identifier(text(parts.get("name")));
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    // ---- objects and parts

    private byte[] read(String name) throws IOException {
        Path file = repository.resolve(name);
        if (!Files.exists(file)) {
            throw new Failure(file + " is not there.");
        }
        return Files.readAllBytes(file);
    }

    private static String part(String sha) {
        return "parts/" + sha.substring(0, 2) + "/" + sha;
    }

    /** The content of an object; null when it has to be decompressed by hand. */
    private byte[] content(String name, String sha) throws IOException, GeneralSecurityException {
        byte[] known = recent.get(sha);
        Path byHand = output.resolve(sha);
        if (known != null || Files.exists(byHand)) {
            return known != null ? known : Files.readAllBytes(byHand);
        }
        byte[] bytes = read(name);
        if (!HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).equals(sha)) {
            throw new Failure(name + " is damaged: its SHA-256 is not " + sha + ".");
        }
        if (bytes.length < 8 || !new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("PGSP") || bytes[4] != 1) {
            throw new Failure(name + " is not a part that this decoder knows.");
        }
        byte[] stream = bytes[6] == 0 ? Arrays.copyOfRange(bytes, 8, bytes.length) : decrypted(bytes);
        byte[] content = decompressed(stream);
        if (content == null) {
            Files.write(output.resolve(sha + ".zst"), stream);
            compressed.add(sha);
            return null;
        }
        if (recent.size() >= 4) {
            recent.remove(recent.keySet().iterator().next());
        }
        recent.put(sha, content);
        return content;
    }

    private byte[] decrypted(byte[] part) throws GeneralSecurityException {
        byte[] header = Arrays.copyOf(part, 40);
        SecretKeySpec own = new SecretKeySpec(mac("pgsteady part", Arrays.copyOfRange(part, 8, 40)), "AES");
        ByteArrayOutputStream out = new ByteArrayOutputStream(part.length);
        int frames = (part.length - 40 + FRAME - 1) / FRAME;
        for (int n = 0; n < frames; n++) {
            int from = 40 + n * FRAME;
            byte last = (byte) (n == frames - 1 ? 1 : 0);
            byte[] nonce = ByteBuffer.allocate(12).putInt(7, n).put(11, last).array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, own, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(header);
            out.writeBytes(cipher.doFinal(part, from, Math.min(FRAME, part.length - from)));
        }
        return out.toByteArray();
    }

    /** Null when there is no program zstd. */
    private static byte[] decompressed(byte[] stream) throws IOException {
        Process zstd;
        try {
            zstd = new ProcessBuilder("zstd", "-d", "-c", "-q").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            return null;
        }
        Thread feeding = new Thread(() -> {
            try (OutputStream in = zstd.getOutputStream()) {
                in.write(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        feeding.start();
        try (InputStream out = zstd.getInputStream()) {
            byte[] content = out.readAllBytes();
            feeding.join();
            if (zstd.waitFor() != 0) {
                throw new Failure("zstd could not decompress a part.");
            }
            return content;
        } catch (InterruptedException e) {
            throw new Failure("Interrupted.");
        }
    }

    // ---- keys

    private static String secret() {
        String variable = System.getenv("PGSTEADY_BACKUP_PASSPHRASE");
        if (variable != null && !variable.isEmpty()) {
            return variable;
        }
        if (System.console() == null) {
            throw new Failure("The repository is encrypted: set PGSTEADY_BACKUP_PASSPHRASE, or run this on a console.");
        }
        return new String(System.console().readPassword("Passphrase or recovery key: "));
    }

    private byte[] unlock(String id, String secret) throws IOException, GeneralSecurityException {
        String typed = secret.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").replace('O', '0').replace('I', '1');
        String recovery = typed.replace('L', '1').replaceAll("(.{5})(?!$)", "$1-");
        try (var files = Files.list(repository.resolve("keys"))) {
            for (Path file : files.sorted().toList()) {
                Map<String, Object> slot = object(json(Files.readAllBytes(file)));
                boolean printed = text(slot.get("slot")).startsWith("recovery-");
                byte[] found = unwrap(id, slot, printed ? recovery : secret);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new Failure("That opens none of the key slots in " + repository.resolve("keys") + ".");
    }

    private static byte[] unwrap(String id, Map<String, Object> slot, String secret) throws GeneralSecurityException {
        Base64.Decoder base64 = Base64.getDecoder();
        PBEKeySpec spec = new PBEKeySpec(
                secret.toCharArray(),
                base64.decode(text(slot.get("salt"))),
                Math.toIntExact((Long) slot.get("iterations")),
                256);
        byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(derived, "AES"),
                new GCMParameterSpec(128, base64.decode(text(slot.get("nonce")))));
        cipher.updateAAD((id + text(slot.get("slot"))).getBytes(StandardCharsets.UTF_8));
        try {
            return cipher.doFinal(base64.decode(text(slot.get("wrapped"))));
        } catch (AEADBadTagException e) {
            return null;
        }
    }

    private byte[] mac(String word, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(word.getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(bytes);
    }

    private void requireWritten(String set, String manifest, Map<String, Object> commit) throws GeneralSecurityException {
        if (key != null) {
            byte[] code = mac("pgsteady commit", (set + manifest).getBytes(StandardCharsets.US_ASCII));
            if (!HexFormat.of().formatHex(code).equals(commit.get("mac"))) {
                throw new Failure("The COMMIT of " + set + " was not written with this repository's key.");
            }
        }
    }

    // ---- JSON

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    private static String text(Object value) {
        if (value instanceof String s) {
            return s;
        }
        throw new Failure("A text was expected, and there is " + value + ".");
    }

    private static Object json(byte[] bytes) {
        return new Json(new String(bytes, StandardCharsets.UTF_8)).value();
    }

    /** Reads well-formed JSON: objects, lists, texts, whole numbers, true, false and null. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            char next = next();
            if (next == '{') {
                return members();
            } else if (next == '[') {
                return elements();
            } else if (next == '"') {
                return string();
            }
            int from = at - 1;
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            if (word.equals("null")) {
                return null;
            }
            return word.equals("true") || word.equals("false") ? (Object) Boolean.valueOf(word) : number(word);
        }

        private static Object number(String word) {
            return word.matches("-?\\d+") ? (Object) Long.valueOf(word) : Double.valueOf(word);
        }

        private char next() {
            while (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return text.charAt(at++);
        }

        private boolean ends(char end) {
            if (next() == end) {
                return true;
            }
            at--;
            return false;
        }

        private Map<String, Object> members() {
            Map<String, Object> all = new LinkedHashMap<>();
            while (!ends('}')) {
                if (!all.isEmpty()) {
                    next();
                }
                next();
                String name = string();
                next();
                all.put(name, value());
            }
            return all;
        }

        private List<Object> elements() {
            List<Object> all = new ArrayList<>();
            while (!ends(']')) {
                if (!all.isEmpty()) {
                    next();
                }
                all.add(value());
            }
            return all;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                out.append(c == '\\' ? escaped() : c);
            }
            return out.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int known = "bfnrt".indexOf(c);
            return known < 0 ? c : "\b\f\n\r\t".charAt(known);
        }
    }
}
