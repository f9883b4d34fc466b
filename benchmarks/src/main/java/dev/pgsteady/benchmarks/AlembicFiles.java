package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Alembic from the shell, Python's start included: a transaction for each revision.
record AlembicFiles() implements MigrationPeer {
    @Override
    public String name() {
        return "alembic";
    }

    @Override
    public String words() {
        return "Alembic, from the shell";
    }

    @Override
    public boolean present() {
        return MigrationPeer.present("alembic", "--version");
    }

    @Override
    public void write(Path folder, List<String> steps) throws IOException {
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        Path versions = Files.createDirectory(scripts.resolve("versions"));
        Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = scripts\n");
        Files.writeString(scripts.resolve("env.py"), """
                from alembic import context
                from sqlalchemy import create_engine
                with create_engine("postgresql+psycopg2://").connect() as connection:
                    context.configure(connection=connection, transaction_per_migration=True)
                    with context.begin_transaction():
                        context.run_migrations()
                """);
        for (int i = 0; i < steps.size(); i++) {
            String parent = i == 0 ? "None" : "'r%05d'".formatted(i - 1);
            Files.writeString(versions.resolve("r%05d.py".formatted(i)), """
                    from alembic import op
                    revision = 'r%05d'
                    down_revision = %s
                    def upgrade():
                        op.execute("%s")
                    """.formatted(i, parent, steps.get(i)));
        }
    }

    @Override
    public void migrate(Path folder, TestDatabase database) throws IOException, InterruptedException {
        MigrationPeer.run(database, folder, "alembic", "upgrade", "head");
    }
}
