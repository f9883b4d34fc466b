package dev.pgsteady.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// What `--help` prints, verb by verb, for the reference page.
public final class HelpPages {
    private HelpPages() {}

    /// The help of the program and of each verb, by what is typed, 80 columns wide and without colour.
    public static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        CommandLine root = Pgsteady.commandLine(List.of());
        root.setUsageHelpWidth(80);
        pages.put("pgsteady", root.getUsageMessage(Ansi.OFF));
        for (Verb verb : Pgsteady.verbs()) {
            String name = Pgsteady.name(verb);
            CommandLine one = Pgsteady.commandLine(List.of(name));
            one.setUsageHelpWidth(80);
            one.getSubcommands().forEach((word, help) -> {
                pages.put("pgsteady " + word, help.getUsageMessage(Ansi.OFF));
                help.getSubcommands()
                        .forEach((action, page) ->
                                pages.put("pgsteady " + word + " " + action, page.getUsageMessage(Ansi.OFF)));
            });
        }
        return pages;
    }
}
