-- revision: ec559918296a
-- parents: 7047fdd75d4e
-- message: tries of signing in
-- made: 2026-11-22T01:17:39Z from hand
-- transactional: yes

-- upgrade
-- One row for each client that was seen lately: the time up to which it has used up its share. Unlogged: after a crash of
-- the server every client begins anew. Half of each page is kept free, so that an update stays within its page.
-- pgsteady: allow table-unlogged because a share is worth nothing as soon as its window is over
create unlogged table signin.pgsteady_limit_buckets (
    scope text not null,
    subject text not null,
    used_until timestamptz not null,
    primary key (scope, subject)
) with (fillfactor = 50);

create table signin.pgsteady_limit_blocks (
    scope text not null,
    subject text not null,
    until timestamptz,
    reason text not null,
    actor text not null,
    created_at timestamptz not null default now(),
    primary key (scope, subject)
);

create table signin.pgsteady_limit_exemptions (
    scope text not null,
    subject text not null,
    reason text not null,
    actor text not null,
    created_at timestamptz not null default now(),
    primary key (scope, subject)
);

-- Who did what to whom, and why.
create table signin.pgsteady_limit_log (
    id bigint generated always as identity primary key,
    created_at timestamptz not null default now(),
    scope text not null,
    subject text not null,
    what text not null
        constraint ck_pgsteady_limit_log_what check (what in ('block', 'unblock', 'exempt', 'unexempt')),
    until timestamptz,
    reason text not null,
    actor text not null
);
create index ix_pgsteady_limit_log_subject on signin.pgsteady_limit_log (scope, subject, created_at);

-- downgrade
drop table signin.pgsteady_limit_log;
drop table signin.pgsteady_limit_exemptions;
drop table signin.pgsteady_limit_blocks;
drop table signin.pgsteady_limit_buckets;
