package dev.pgsteady.apps.exportsathi.assessment;

import java.util.List;

/// What exporting costs and brings back, in rupees.
public record Money(WorkingCapital capital, Rodtep rodtep, GstRefund gst, List<CashFlow> flow) {
    public Money {
        flow = List.copyOf(flow);
    }

    /// What has to be there before the buyer pays.
    public record WorkingCapital(long orderValue, long production, long certification, long freight, long needed) {}

    /// Remission of Duties and Taxes on Exported Products.
    ///
    /// @param percent of the value on board
    public record Rodtep(double percent, long benefit) {}

    /// The tax on what was bought that comes back.
    public record GstRefund(int percent, long refund, int days) {}

    /// What moves on a day, counted from the order.
    public record CashFlow(int day, String what, long amount, long balance) {}
}
