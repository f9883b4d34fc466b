-- fails: nothing on the referencing column
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
-- finds: constraint public.child.child_parent_id_fkey

-- fails: only a partial index
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent, live boolean);
create index on child (parent_id) where live;

-- fails: only behind another column
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent, x int);
create index on child (x, parent_id);

-- fails: carried along but not searched by
create table parent (a int, b int, primary key (a, b));
create table child (id bigint primary key, a int, b int, foreign key (a, b) references parent);
create index on child (a) include (b);

-- fails: a block range index finds no single row
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
create index on child using brin (parent_id);

-- fails: an index of an expression is another thing
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
create index on child ((parent_id + 0));

-- fails: partitions that are partitioned, with names that fill what a name may have
create table parent (id int primary key);
create table measurement_of_a_machine_in_the_hall (id int, the_machine_that_was_measured int references parent, at int)
  partition by range (id);
create table measurement_of_a_machine_in_the_hall_in_the_north_1 partition of measurement_of_a_machine_in_the_hall
  for values from (0) to (10) partition by range (at);
create table measurement_of_a_machine_in_the_hall_in_the_north_1_1
  partition of measurement_of_a_machine_in_the_hall_in_the_north_1 for values from (0) to (10);
create table measurement_of_a_machine_in_the_hall_in_the_north_1_2
  partition of measurement_of_a_machine_in_the_hall_in_the_north_1 for values from (10) to (20);
create table measurement_of_a_machine_in_the_hall_in_the_north_2 partition of measurement_of_a_machine_in_the_hall
  for values from (10) to (20);

-- passes: columns in another order
create table parent (a int, b int, primary key (a, b));
create table child (id bigint primary key, a int, b int, foreign key (a, b) references parent);
create index on child (b, a);

-- passes: partial, but only null is left out
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
create index on child (parent_id) where parent_id is not null;

-- passes: a hash index on one column
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
create index on child using hash (parent_id);

-- passes: the primary key begins with it
create table parent (id bigint primary key);
create table child (parent_id bigint references parent, n int, primary key (parent_id, n));

-- fails: an invalid index serves nobody
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint references parent);
create index half on child (parent_id);
update pg_index set indisvalid = false where indexrelid = 'half'::regclass;

-- fails: a gap between the columns
create table parent (a int, b int, primary key (a, b));
create table child (id bigint primary key, a int, x int, b int, foreign key (a, b) references parent);
create index on child (a, x, b);

-- fails: a partitioned table is one finding
create table parent (id bigint primary key);
create table child (id bigint, parent_id bigint references parent) partition by range (id);
create table child_1 partition of child for values from (0) to (10);
create table child_2 partition of child for values from (10) to (20);
-- finds: constraint public.child.child_parent_id_fkey

-- fails: what the partitions declare one by one is one finding
create table parent (id bigint primary key);
create table child (id bigint, parent_id bigint) partition by range (id);
create table child_1 partition of child for values from (0) to (10);
create table child_2 partition of child for values from (10) to (20);
alter table child_1 add foreign key (parent_id) references parent;
alter table child_2 add foreign key (parent_id) references parent;
-- finds: table public.child

-- passes: each partition has an index of its own
create table parent (id bigint primary key);
create table child (id bigint, parent_id bigint references parent) partition by range (id);
create table child_1 partition of child for values from (0) to (10);
create index on child_1 (parent_id);

-- passes: partial over both columns, but only null is left out
create table parent (a int, b int, primary key (a, b));
create table child (id bigint primary key, a int, b int, foreign key (a, b) references parent);
create index on child (a, b) where a is not null and b is not null;

-- passes: a unique constraint has an index
create table parent (id bigint primary key);
create table child (id bigint primary key, parent_id bigint unique references parent);
