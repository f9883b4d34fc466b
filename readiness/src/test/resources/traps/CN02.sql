-- fails: a membership that can be stored twice
create table person (id bigint primary key);
create table team (id bigint primary key);
create table membership (id bigint generated always as identity primary key, person_id bigint not null references person, team_id bigint not null references team, created_at timestamptz);
-- finds: table public.membership

-- passes: the pair is unique in the other order
create table person (id bigint primary key);
create table team (id bigint primary key);
create table membership (id bigint generated always as identity primary key, person_id bigint not null references person, team_id bigint not null references team, unique (team_id, person_id));

-- passes: the pair is the primary key
create table person (id bigint primary key);
create table team (id bigint primary key);
create table membership (person_id bigint references person, team_id bigint references team, primary key (person_id, team_id));

-- passes: it carries something of its own, so the pair may well repeat
create table person (id bigint primary key);
create table product (id bigint primary key);
create table purchase (id bigint generated always as identity primary key, person_id bigint not null references person, product_id bigint not null references product, quantity int);
