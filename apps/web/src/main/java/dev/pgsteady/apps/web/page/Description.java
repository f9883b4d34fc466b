package dev.pgsteady.apps.web.page;

import java.util.List;

/// An interface as a page shows it.
public record Description(String title, String text, List<Group> groups) {
    public Description {
        groups = List.copyOf(groups);
    }

    /// Operations that belong together.
    public record Group(String name, List<Operation> operations) {
        public Group {
            operations = List.copyOf(operations);
        }
    }

    /// One thing to ask for.
    ///
    /// @param signedIn   whether a token is needed
    /// @param parameters in path and query
    /// @param body       the fields of what is sent
    /// @param answer     the fields of what comes back when it works
    public record Operation(
            String method,
            String path,
            String summary,
            boolean signedIn,
            List<Field> parameters,
            List<Field> body,
            List<Field> answer,
            List<String> statuses) {
        public Operation {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
            answer = List.copyOf(answer);
            statuses = List.copyOf(statuses);
        }

        /// For links to it.
        public String anchor() {
            return (method + path).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        }
    }

    /// A parameter or a field.
    ///
    /// @param rules what a value has to be
    public record Field(String name, String type, boolean required, String rules) {}
}
