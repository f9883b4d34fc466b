-- fails: a slide that names its project, and no key does
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint);
-- finds: column public.slides.project_id

-- fails: in camel case
create table "User" (id uuid primary key);
create table "Session" (id uuid primary key, "userId" uuid);
-- finds: column public."Session"."userId"

-- fails: from a partitioned table
create table users (id bigint primary key);
create table visits (id bigint, user_id bigint, primary key (id)) partition by range (id);
create table visits_1 partition of visits for values from (0) to (10);
-- finds: column public.visits.user_id

-- fails: one that refers to nothing
-- fix: fails
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint);
insert into slides values (1, 1);

-- passes: declared
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint references projects);

-- passes: another type is another thing
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id uuid);

-- passes: a reference that may point anywhere
create table comments (id bigint primary key);
create table posts (id bigint primary key);
create table likes (id bigint primary key, post_id bigint, post_type text);

-- passes: a log outlives what it speaks of
create table users (id bigint primary key);
create table audit_log (id bigint primary key, user_id bigint);

-- passes: each partition declares it
create table users (id bigint primary key);
create table visits (id bigint, user_id bigint, primary key (id)) partition by range (id);
create table visits_1 partition of visits for values from (0) to (10);
alter table visits_1 add foreign key (user_id) references users;
