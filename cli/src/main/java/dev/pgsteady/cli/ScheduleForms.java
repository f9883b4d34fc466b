package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;

/// What makes scheduled work run without a process that stays.
final class ScheduleForms {
    private ScheduleForms() {}

    /// @throws Problem USAGE when there is no such form
    static String of(String form, String self, Configuration.Backup backup) {
        String program = self.startsWith("./")
                ? Path.of(self).toAbsolutePath().normalize().toString()
                : self;
        return switch (form) {
            case "systemd" -> systemd(program);
            case "crontab" -> crontab(program, backup);
            case "kubernetes" -> kubernetes(backup);
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

    private static String crontab(String program, Configuration.Backup backup) {
        return """
                # What is due is done; the times are those of backup.schedule and backup.drill.
                %s  cd %s && %s run --once
                %s  cd %s && %s run --once
                """.formatted(
                        backup.schedule(),
                        Path.of("").toAbsolutePath(),
                        program,
                        backup.drill(),
                        Path.of("").toAbsolutePath(),
                        program);
    }

    private static String kubernetes(Configuration.Backup backup) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata:
                  name: pgsteady
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
                """.formatted(backup.schedule());
    }
}
