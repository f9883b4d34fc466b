package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What makes scheduled work run without a process that stays.
final class ScheduleForms {
    private ScheduleForms() {}

    /// @throws Problem USAGE when there is no such form
    static String of(String form, String self, Configuration.Times times) {
        String program = self.startsWith("./")
                ? Path.of(self).toAbsolutePath().normalize().toString()
                : self;
        return switch (form) {
            case "systemd" -> systemd(program);
            case "crontab" -> crontab(program, times);
            case "kubernetes" -> kubernetes(times);
            default ->
                throw new Problem(
                        Problem.Kind.USAGE, "'%s' is no form.".formatted(form), "Use systemd, crontab or kubernetes.");
        };
    }

    private static String systemd(String program) {
        return """
                # /etc/systemd/system/pgsteady.service
                [Unit]
                Description=Backups and drills by pgsteady
                After=network-online.target

                [Service]
                WorkingDirectory=%s
                EnvironmentFile=-/etc/pgsteady/environment
                ExecStart=%s run
                Restart=on-failure
                RestartSec=60
                User=pgsteady
                NoNewPrivileges=true
                ProtectSystem=full

                [Install]
                WantedBy=multi-user.target
                """.formatted(Path.of("").toAbsolutePath(), program);
    }

    /// Each time once, by the name of what is due then. Whatever else is due is done as well.
    private static Map<String, String> schedules(Configuration.Times times) {
        Map<String, String> schedules = new LinkedHashMap<>();
        times.logical().ifPresent(t -> schedules.putIfAbsent(t, "pgsteady"));
        times.physical().ifPresent(t -> schedules.putIfAbsent(t, "pgsteady-physical"));
        times.incremental().ifPresent(t -> schedules.putIfAbsent(t, "pgsteady-incremental"));
        times.drill().ifPresent(t -> schedules.putIfAbsent(t, "pgsteady-drill"));
        return schedules;
    }

    private static String crontab(String program, Configuration.Times times) {
        String lines = schedules(times).keySet().stream()
                .map(t ->
                        "%s  cd %s && %s run --once\n".formatted(t, Path.of("").toAbsolutePath(), program))
                .collect(Collectors.joining());
        return """
                # What is due is done; the times are those of backup.schedule, backup.physical, backup.incremental
                # and backup.drill.
                """ + lines;
    }

    private static String kubernetes(Configuration.Times times) {
        return schedules(times).entrySet().stream()
                .map(e -> cronJob(e.getValue(), e.getKey()))
                .collect(Collectors.joining("---\n"));
    }

    private static String cronJob(String name, String schedule) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata:
                  name: %s
                spec:
                  schedule: "%s"
                  concurrencyPolicy: Forbid
                  startingDeadlineSeconds: 3600
                  jobTemplate:
                    spec:
                      backoffLimit: 2
                      template:
                        spec:
                          restartPolicy: Never
                          containers:
                            - name: pgsteady
                              image: YOUR-REGISTRY/pgsteady
                              args: ["run", "--once"]
                              workingDir: /etc/pgsteady
                              envFrom:
                                - secretRef:
                                    name: pgsteady
                              volumeMounts:
                                - name: configuration
                                  mountPath: /etc/pgsteady
                          volumes:
                            - name: configuration
                              configMap:
                                name: pgsteady
                """.formatted(name, schedule);
    }
}
