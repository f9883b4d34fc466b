-- fails: a function by its number
create table jobs (id int primary key, run regprocedure, languages regconfig[]);
-- finds: column public.jobs.run
-- finds: column public.jobs.languages

-- fails: behind a domain
create domain how as regproc;
create table jobs (id int primary key, run how);
-- finds: column public.jobs.run

-- fails: a row of the catalog
create table copies (id int primary key, was pg_catalog.pg_class);
-- finds: column public.copies.was

-- fails: prepared yesterday
-- prepared: gone app here 90000
-- finds: transaction 'gone'

-- passes: those that are taken along
create table notes (id int primary key, about regclass, by regrole, type regtype, big oid);

-- passes: two-phase commit at work
-- prepared: busy app here 20

-- passes: names as text
create table jobs (id int primary key, run text);
