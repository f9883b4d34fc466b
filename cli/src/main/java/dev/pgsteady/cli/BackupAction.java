package dev.pgsteady.cli;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/// Something to do with backups. Announces itself (`@AutoService(BackupAction.class)`); its class is
/// `Backup` and the word for it.
public abstract class BackupAction extends Verb {
    @Mixin
    final StoreOption store = new StoreOption();

    @Override
    boolean standsAlone() {
        return false;
    }

    final boolean json(Configuration configuration) {
        return wantsJson(this, configuration);
    }

    static boolean wantsJson(Verb verb, Configuration configuration) {
        return verb.common.json || configuration.output().format() == Configuration.Output.Format.JSON;
    }

    /// Runs work under a progress line.
    static <T> T shown(Console console, Function<WorkProgress, T> work) {
        return shown(console, new ArrayList<>(), work);
    }

    /// @param warnings get what the work warns of
    static <T> T shown(Console console, List<String> warnings, Function<WorkProgress, T> work) {
        try (ProgressLine line = new ProgressLine(console)) {
            return work.apply(new WorkProgress() {
                @Override
                public void at(String stage, long done, long all) {
                    line.show(stage, done, all);
                }

                @Override
                public void bytes(String stage, long done, long all) {
                    line.showBytes(stage, done, all);
                }

                @Override
                public void warning(String sentence) {
                    warnings.add(sentence);
                }
            });
        }
    }

    static ObjectNode json(ObjectNode node, BackupSet set) {
        node.put("backup", set.id().text())
                .put("kind", set.kind())
                .put("started", set.started().toString())
                .put("finished", set.finished().toString());
        set.parent().ifPresent(p -> node.put("parent", p.text()));
        var databases = node.putArray("databases");
        set.databases().forEach(databases::add);
        return node.put("rows", set.rows())
                .put("content_bytes", set.contentBytes())
                .put("stored_bytes", set.storedBytes())
                .put("added_bytes", set.addedBytes());
    }

    /// As in `1.4 MB`.
    static String bytes(long many) {
        List<String> units = List.of("B", "kB", "MB", "GB", "TB");
        double size = many;
        int unit = 0;
        while (size >= 1000 && unit < units.size() - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units.get(unit));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
