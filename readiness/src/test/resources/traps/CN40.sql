-- fails: the picture is a large object
create table pictures (id int primary key, content oid);
-- finds: table public.pictures

-- fails: by the type of the extension
create extension lo;
create table pictures (id int primary key, content lo);
-- finds: table public.pictures

-- fails: a team needs its owner and a user its team
create table teams (id int primary key, owner_id int not null);
create table users (id int primary key, team_id int not null references teams);
alter table teams add foreign key (owner_id) references users;
-- finds: table public.teams

-- fails: a ring of three beside what leads to it
create table a (id int primary key, b_id int not null);
create table b (id int primary key, c_id int not null);
create table c (id int primary key, a_id int not null references a);
alter table a add foreign key (b_id) references b;
alter table b add foreign key (c_id) references c;
create table d (id int primary key, a_id int not null references a);
-- finds: table public.a

-- passes: deleted with their row
create extension lo;
create table pictures (id int primary key, content lo);
create trigger gone before update or delete on pictures for each row execute function lo_manage(content);

-- passes: numbers of the catalog
create table watched (id int primary key, relid oid, table_oid oid);

-- passes: one of the two may be missing at first
create table teams (id int primary key, owner_id int);
create table users (id int primary key, team_id int not null references teams);
alter table teams add foreign key (owner_id) references users;

-- passes: one of the two is checked at commit
create table teams (id int primary key, owner_id int not null);
create table users (id int primary key, team_id int not null references teams deferrable initially deferred);
alter table teams add foreign key (owner_id) references users;

-- passes: a tree, and a diamond
create table a (id int primary key, a_id int not null references a);
create table b (id int primary key, a_id int not null references a);
create table c (id int primary key, a_id int not null references a, b_id int not null references b);
