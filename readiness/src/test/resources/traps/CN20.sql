-- fails: json
create table t (id int primary key, data json);
-- finds: column public.t.data

-- passes: jsonb, and json kept as text
create table t (id int primary key, data jsonb, body text);

-- passes: json in the result of a view only
create table t (id int primary key, data jsonb);
create view v as select data::json from t;
