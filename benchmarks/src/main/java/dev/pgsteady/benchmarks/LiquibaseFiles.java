package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/// Liquibase 4, the last under the Apache License, in this process: SQL files that one file includes.
record LiquibaseFiles() implements MigrationPeer {
    private static final String ROOT = "root.xml";

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String words() {
        return "Liquibase 4.33.0";
    }

    @Override
    public void write(Path folder, List<String> steps) throws IOException {
        Path files = Files.createDirectory(folder.resolve("sql"));
        for (int i = 0; i < steps.size(); i++) {
            Files.writeString(
                    files.resolve("%05d.sql".formatted(i)),
                    "--liquibase formatted sql\n--changeset bench:%d\n%s\n".formatted(i, steps.get(i)));
        }
        Files.writeString(folder.resolve(ROOT), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <includeAll path="sql" relativeToChangelogFile="true"/>
                </databaseChangeLog>
                """);
    }

    @SuppressWarnings("try") // closing it is not interrupted: nothing there waits
    @Override
    public void migrate(Path folder, TestDatabase database) throws Exception {
        System.setProperty("liquibase.analytics.enabled", "false");
        try (DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder)) {
            Map<String, Object> values =
                    Map.of(Scope.Attr.resourceAccessor.name(), files, Scope.Attr.ui.name(), new LoggerUIService());
            Scope.child(values, () -> {
                CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME);
                update.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, ROOT);
                update.addArgumentValue(DbUrlConnectionArgumentsCommandStep.URL_ARG, database.jdbcUrl());
                update.addArgumentValue(
                        DbUrlConnectionArgumentsCommandStep.USERNAME_ARG,
                        database.address().user());
                update.addArgumentValue(
                        DbUrlConnectionArgumentsCommandStep.PASSWORD_ARG,
                        database.address().readPassword());
                update.setOutput(OutputStream.nullOutputStream()).execute();
            });
        }
    }
}
