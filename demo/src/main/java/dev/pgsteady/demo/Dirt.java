package dev.pgsteady.demo;

/// What is wrong in the data of the demo, and how to count it. One constant is the whole definition of a
/// kind of dirt but for the place in [Population] where it is put in.
public enum Dirt {
    NEGATIVE_USAGE("users whose usage count is negative", 250, "select count(*) from users where usage_count < 0"),
    DUPLICATE_SLIDES(
            "slides whose number their project has already",
            120,
            "select count(*) - count(distinct (project_id, slide_number)) from project_visualizations"),
    DUPLICATE_CUSTOMERS(
            "users who carry the Stripe customer id of another",
            400,
            "select count(stripe_customer_id) - count(distinct stripe_customer_id) from users"),
    EMAIL_CASE_TWINS(
            "users whose e-mail differs from another's only in case",
            180,
            "select count(distinct email) - count(distinct lower(email)) from users"),
    CUSTOMERS_WITHOUT_WORKSPACE("half-done sign-ups: a Stripe customer, but no workspace", 160, """
            select count(*) from users u where stripe_customer_id is not null
               and not exists (select from workspaces w where w.owner_id = u.id)"""),
    ACTIVE_WITHOUT_SUBSCRIPTION(
            "half-done subscriptions: active, but without a subscription id",
            220,
            "select count(*) from users where subscription_status = 'active' and stripe_subscription_id is null"),
    ORPHANED_SLIDES("slides of projects that have been deleted", 150, """
            select count(*) from project_visualizations v
             where not exists (select from projects p where p.id = v.project_id)"""),
    MISSPELT_STATUSES("subscription statuses that are no word of Stripe's", 110, """
            select count(*) from users where subscription_status not in ('incomplete', 'incomplete_expired',
                   'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused')"""),
    REPEATED_EVENTS(
            "webhook events that are stored twice",
            130,
            "select count(*) - count(distinct stripe_event_id) from stripe_events");

    private final String words;
    private final int every;
    private final String sql;

    Dirt(String words, int every, String sql) {
        this.words = words;
        this.every = every;
        this.sql = sql;
    }

    /// What is counted, in the plural, without a number: "users whose usage count is negative".
    public String words() {
        return words;
    }

    /// A query of one row and one column, a `bigint`, that counts it in the demo's database.
    public String sql() {
        return sql;
    }

    /// One user of so many gets it.
    int every() {
        return every;
    }
}
