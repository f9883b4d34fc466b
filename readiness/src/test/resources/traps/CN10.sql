-- fails: slides of deleted projects
-- fix: stays
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint);
-- rows: slides 5000
-- sample: slides(project_id) projects(id) rows=5000 orphans=12
-- finds: column public.slides.project_id

-- fails: behind a foreign key that was never validated
-- fix: stays
create table p (id bigint primary key);
create table c (id bigint primary key, p_id bigint);
alter table c add constraint to_p foreign key (p_id) references p not valid;
-- rows: c 100
-- sample: c(p_id) p(id) rows=100 orphans=1 constraint=to_p
-- finds: constraint public.c.to_p

-- passes: looked at, none found
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint);
-- rows: slides 5000
-- sample: slides(project_id) projects(id) rows=5000 orphans=0

-- unknown: nobody looked
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint);
-- rows: slides 5000

-- skips: the foreign key proves it
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint references projects);
-- rows: slides 5000
