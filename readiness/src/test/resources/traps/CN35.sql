-- fails: from the account down to the last line
create table accounts (id int primary key);
create table shops (id int primary key, account_id int references accounts on delete cascade);
create table orders (id int primary key, shop_id int references shops on delete cascade);
create table lines (id int primary key, order_id int references orders on delete cascade);
create table notes (id int primary key, line_id int references lines on delete cascade);
-- rows: lines 500000
-- finds: table public.accounts

-- fails: two at the top that delete each other
create table teams (id int primary key, owner_id int);
create table users (id int primary key, team_id int references teams on delete cascade);
alter table teams add foreign key (owner_id) references users on delete cascade;
create table a (id int primary key, team_id int references teams on delete cascade);
create table b (id int primary key, a_id int references a on delete cascade);
create table c (id int primary key, b_id int references b on delete cascade);
create table d (id int primary key, c_id int references c on delete cascade);
-- rows: d 500000
-- finds: table public.teams

-- passes: as deep, but hardly any rows
create table accounts (id int primary key);
create table shops (id int primary key, account_id int references accounts on delete cascade);
create table orders (id int primary key, shop_id int references shops on delete cascade);
create table lines (id int primary key, order_id int references orders on delete cascade);
create table notes (id int primary key, line_id int references lines on delete cascade);
-- rows: lines 500

-- passes: three levels
create table shops (id int primary key);
create table orders (id int primary key, shop_id int references shops on delete cascade);
create table lines (id int primary key, order_id int references orders on delete cascade);
create table notes (id int primary key, line_id int references lines on delete cascade);
-- rows: lines 500000

-- passes: one reference on the way says no
create table accounts (id int primary key);
create table shops (id int primary key, account_id int references accounts on delete cascade);
create table orders (id int primary key, shop_id int references shops on delete restrict);
create table lines (id int primary key, order_id int references orders on delete cascade);
create table notes (id int primary key, line_id int references lines on delete cascade);
-- rows: lines 500000

-- passes: a tree in one table
create table folders (id int primary key, parent_id int references folders on delete cascade);
create table files (id int primary key, folder_id int references folders on delete cascade);
-- rows: files 5000000

-- skips: nothing cascades
create table a (id int primary key);
create table b (id int primary key, a_id int references a);
