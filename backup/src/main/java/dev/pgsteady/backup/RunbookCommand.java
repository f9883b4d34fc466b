package dev.pgsteady.backup;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A command of the runbook: printed for somebody to type, and carried out by a drill.
///
/// @param words what comes after the program's name; [#SERVER], [#FOLDER] and [#TIME] stand for what
///              whoever follows the runbook sets
public record RunbookCommand(List<String> words) {
    /// The server to restore on.
    public static final String SERVER = "$SERVER";

    /// The new data directory.
    public static final String FOLDER = "$FOLDER";

    /// The time to recover to.
    public static final String TIME = "$TIME";

    private static final Set<String> VARIABLES = Set.of(SERVER, FOLDER, TIME);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    public RunbookCommand {
        words = List.copyOf(words);
    }

    /// Whether a variable has to be set for it.
    public boolean needs(String variable) {
        return words.contains(variable);
    }

    /// As it is typed into a shell.
    ///
    /// @param self how the program is called
    String line(String self) {
        return self + words.stream().map(RunbookCommand::word).collect(Collectors.joining(" ", " ", ""));
    }

    private static String word(String word) {
        if (VARIABLES.contains(word)) {
            return '"' + word + '"';
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// As the program gets it from the shell.
    ///
    /// @param values what the variables say
    List<String> arguments(Map<String, String> values) {
        return words.stream().map(w -> values.getOrDefault(w, w)).toList();
    }
}
