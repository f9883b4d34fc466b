-- fails: a tree without a word
create table t (id int primary key, parent_id int references t);
-- finds: constraint public.t.t_parent_id_fkey

-- fails: with all else that a key can say
create table t (id int primary key, parent_id int references t match full on update cascade
  deferrable initially deferred);

-- passes: the branch goes with its root
create table t (id int primary key, parent_id int references t on delete cascade);

-- passes: RESTRICT in so many words
create table t (id int primary key, parent_id int references t on delete restrict);
