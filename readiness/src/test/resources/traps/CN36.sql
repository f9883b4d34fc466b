-- fails: the year ends, and the last partition with it
create table t (id int, day date) partition by range (day);
create table t_11 partition of t for values from ('2026-11-01') to ('2026-12-01');
create table t_12 partition of t for values from ('2026-12-01') to ('2027-01-01');
-- server: at=2026-12-28T10:00:00Z
-- finds: table public.t

-- fails: days, and none for tomorrow
create table t (id int, at timestamptz) partition by range (at);
create table t_1 partition of t for values from ('2026-12-01') to ('2026-12-02');
-- server: at=2026-12-01T10:00:00Z
-- finds: table public.t

-- fails: it ended last year, which is mended by what is missing today
create table t (id int, at timestamptz not null, primary key (id, at)) partition by range (at);
create table t_1 partition of t for values from ('2025-01-01') to ('2025-04-01');
create table t_2 partition of t for values from ('2025-04-01') to ('2025-07-01');
insert into t values (1, '2025-02-02');
-- finds: table public.t

-- fails: rows that fit nowhere
create table t (id int, day date) partition by range (day);
create table t_12 partition of t for values from ('2026-12-01') to (maxvalue);
create table t_else partition of t default;
-- rows: t_else 500
-- finds: table public.t_else

-- passes: the next month is there
create table t (id int, day date) partition by range (day);
create table t_11 partition of t for values from ('2026-11-01') to ('2026-12-01');
create table t_12 partition of t for values from ('2026-12-01') to ('2027-01-01');
create table t_else partition of t default;
-- server: at=2026-11-28T10:00:00Z

-- passes: in the middle of the last month
create table t (id int, day date) partition by range (day);
create table t_12 partition of t for values from ('2026-12-01') to ('2027-01-01');
-- server: at=2026-12-14T10:00:00Z

-- passes: no end
create table t (id int, day date) partition by range (day);
create table t_1 partition of t for values from ('2020-01-01') to ('2021-01-01');
create table t_2 partition of t for values from ('2021-01-01') to (maxvalue);

-- passes: an end beyond all calendars
create table t (id int, day date) partition by range (day);
create table t_1 partition of t for values from ('2020-01-01') to ('2021-01-01');
create table t_2 partition of t for values from ('2021-01-01') to ('99999-01-01');

-- passes: last month has its days, and this one has a year
create table t (id int, day date) partition by range (day);
create table t_1 partition of t for values from ('2026-01-01') to ('2036-01-01') partition by range (day);
create table t_1_1 partition of t_1 for values from ('2026-01-01') to ('2026-02-01');
-- server: at=2026-12-14T10:00:00Z

-- passes: ranges of numbers
create table t (id int, day date) partition by range (id);
create table t_1 partition of t for values from (0) to (1000);

-- skips: a list whose rest is in one partition on purpose
create table t (id int, land text) partition by list (land);
create table t_de partition of t for values in ('de');
create table t_else partition of t default;
-- rows: t_else 500

-- skips: no partitions
create table t (id int primary key);
