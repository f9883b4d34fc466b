-- How often a feature was used on a day. How many people that were is filled in when the day is over.
create table {schema}.pgsteady_usage_days (
    day date not null,
    feature text not null,
    tenant text not null,
    uses bigint not null,
    failures bigint not null,
    millis bigint not null,
    people bigint,
    primary key (day, feature, tenant)
) with (fillfactor = 70);

-- Who used it, as a keyed digest; kept for a while only.
create table {schema}.pgsteady_usage_people (
    day date not null,
    feature text not null,
    tenant text not null,
    person bytea not null,
    primary key (day, feature, tenant, person)
);
