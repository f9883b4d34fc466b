package dev.pgsteady.backup;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A command of the runbook: printed for somebody to type, and carried out by a drill.
///
/// @param words what comes after the program's name; [#SERVER] stands for the server to restore on
public record RunbookCommand(List<String> words) {
    /// The variable that whoever follows the runbook sets.
    public static final String SERVER = "$SERVER";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    public RunbookCommand {
        words = List.copyOf(words);
    }

    /// As it is typed into a shell.
    ///
    /// @param self how the program is called
    String line(String self) {
        return self + words.stream().map(RunbookCommand::word).collect(Collectors.joining(" ", " ", ""));
    }

    private static String word(String word) {
        if (word.equals(SERVER)) {
            return '"' + SERVER + '"';
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// As the program gets it from the shell.
    ///
    /// @param server what the variable says
    List<String> arguments(String server) {
        return words.stream().map(w -> w.equals(SERVER) ? server : w).toList();
    }
}
