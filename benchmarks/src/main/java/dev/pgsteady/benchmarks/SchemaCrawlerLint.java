package dev.pgsteady.benchmarks;

import java.sql.Connection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import schemacrawler.inclusionrule.RegularExpressionExclusionRule;
import schemacrawler.schema.Catalog;
import schemacrawler.schemacrawler.InfoLevel;
import schemacrawler.schemacrawler.LimitOptionsBuilder;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.tools.lint.LinterRegistry;
import schemacrawler.tools.lint.Linters;
import schemacrawler.tools.lint.config.LinterConfigs;
import schemacrawler.tools.options.Config;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;

/// All linters over a catalog of the standard level of detail, PostgreSQL's own schemas left out.
record SchemaCrawlerLint(Connection connection, DatabaseConnectionSource source) implements Contender {
    /// Held, so that the level stays set: it logs much of what it does.
    private static final List<Logger> LOGGERS =
            Stream.of("schemacrawler", "us.fatehi").map(Logger::getLogger).toList();

    private static final String UNCOVERED = "schemacrawler.tools.linter.LinterForeignKeyWithNoIndexes";
    private static final SchemaCrawlerOptions OPTIONS = SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
            .withLimitOptions(LimitOptionsBuilder.builder()
                    .includeSchemas(new RegularExpressionExclusionRule(
                            Pattern.compile(".*(pg_catalog|information_schema|pg_toast).*")))
                    .toOptions())
            .withLoadOptions(LoadOptionsBuilder.builder()
                    .withInfoLevel(InfoLevel.standard)
                    .toOptions());

    SchemaCrawlerLint(Connection connection) {
        this(connection, DatabaseConnectionSources.fromConnection(connection));
        LOGGERS.forEach(l -> l.setLevel(Level.WARNING));
    }

    @Override
    public String name() {
        return "SchemaCrawler lint 16.27.1";
    }

    @Override
    public Findings check() {
        Catalog catalog = SchemaCrawlerUtility.getCatalog(source, OPTIONS);
        Linters linters = new Linters(new LinterConfigs(new Config()), true);
        linters.initialize(LinterRegistry.getLinterRegistry());
        linters.lint(catalog, connection);
        long uncovered = linters.getLints().stream()
                .filter(l -> l.getLinterId().equals(UNCOVERED))
                .count();
        return new Findings(linters.getLints().size(), uncovered);
    }
}
