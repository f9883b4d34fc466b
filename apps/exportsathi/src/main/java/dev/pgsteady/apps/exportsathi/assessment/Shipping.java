package dev.pgsteady.apps.exportsathi.assessment;

import java.util.List;

/// How the goods get there.
///
/// @param rmsProbability how likely the Risk Management System of customs picks the goods, in percent
public record Shipping(Loads loads, double rmsProbability, Freight freight, List<Route> routes) {
    public Shipping {
        routes = List.copyOf(routes);
    }

    /// A part of a container beside a whole one.
    public record Loads(int kilograms, long lclCost, long fclCost, String better) {}

    /// What carrying costs, in rupees.
    public record Freight(long sea, long air, long insurance) {}

    /// A way.
    public record Route(String by, String way, int days, long cost) {}
}
