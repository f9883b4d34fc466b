package dev.pgsteady.core;

/// Where the value of a setting was found.
public sealed interface Origin {
    /// Given by the person or the program itself, as in "the command line".
    record Given(String words) implements Origin {}

    /// An environment variable.
    record Variable(String name) implements Origin {
        @Override
        public String words() {
            return "environment variable " + name;
        }
    }

    /// A section of a service file (manual, 34.17).
    ///
    /// @param file    the path as a person writes it
    /// @param service the section's name
    record Service(String file, String service) implements Origin {
        @Override
        public String words() {
            return file + " [" + service + "]";
        }
    }

    /// A line of a file, counted from 1: a passfile (manual, 34.16) or a configuration file.
    ///
    /// @param file the path as a person writes it
    record Line(String file, int line) implements Origin {
        @Override
        public String words() {
            return file + " line " + line;
        }
    }

    /// Found nowhere: what libpq takes then, or what follows from the other settings.
    record Default(String words) implements Origin {}

    /// The words for a table that shows what was found where.
    String words();

    /// What libpq takes when nothing is said.
    static Origin libpq() {
        return new Default("libpq default");
    }

    /// The command line of this program.
    static Origin commandLine() {
        return new Given("the command line");
    }
}
