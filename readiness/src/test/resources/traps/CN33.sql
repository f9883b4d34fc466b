-- fails: a period the wrong way round
create table t (id int primary key, valid_from date, valid_to date);
-- finds: column public.t.valid_from

-- fails: a billing period
create table t (id int primary key, current_period_start timestamptz, current_period_end timestamptz);
-- finds: column public.t.current_period_start

-- passes: a check
create table t (id int primary key, start_date date, end_date date, check (start_date <= end_date));

-- passes: an exclusion constraint over the range, which cannot be built the wrong way round
create table t (id int primary key, starts_at timestamptz, ends_at timestamptz, exclude using gist (tstzrange(starts_at, ends_at) with &&));

-- passes: two ends of different kinds
create table t (id int primary key, starts_at timestamptz, end_date date);

-- passes: places, not times
create table t (id int primary key, start_city text, end_city text);
