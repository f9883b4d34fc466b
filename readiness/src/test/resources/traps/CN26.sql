-- fails: a row may be nothing but a number
create table t (id int primary key, name text, email text, born date);
-- finds: table public.t

-- passes: one thing is required
create table t (id int primary key, name text not null, email text, born date);

-- passes: required by the domain
create domain words as text not null;
create table t (id int primary key, name words, email text, born date);

-- passes: a table of two columns beside the key
create table t (id int primary key, name text, note text);
