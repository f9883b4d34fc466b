-- fails: the narrower one says nothing that the wider one does not
create table users (tenant_id int, id int primary key, unique (tenant_id, id));
create table posts (id int primary key, tenant_id int not null, user_id int not null,
  constraint wide foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint narrow foreign key (user_id) references users (id));
-- finds: constraint public.posts.narrow

-- fails: the wider one may be silent, so that nothing is proposed
create table users (tenant_id int, id int primary key, unique (tenant_id, id));
create table posts (id int primary key, tenant_id int, user_id int,
  constraint wide foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint narrow foreign key (user_id) references users (id));
-- finds: constraint public.posts.narrow

-- fails: a value that has to be in two tables
create table photos (id int primary key);
create table videos (id int primary key);
create table likes (id int primary key, item_id int,
  constraint a foreign key (item_id) references photos, constraint b foreign key (item_id) references videos);
-- finds: constraint public.likes.a

-- passes: two roles of one parent, within one tenant
create table users (tenant_id int, id int, primary key (tenant_id, id));
create table posts (id int primary key, tenant_id int, writer_id int, editor_id int,
  foreign key (tenant_id, writer_id) references users, foreign key (tenant_id, editor_id) references users);

-- passes: two parents within one tenant
create table tenants (id int primary key);
create table users (tenant_id int references tenants, id int, primary key (tenant_id, id));
create table posts (tenant_id int references tenants, id int, user_id int, primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users);

-- passes: an employee is a person, and a person is a party
create table parties (id int primary key);
create table people (id int primary key references parties);
create table employees (id int primary key references people, constraint party foreign key (id) references parties);
