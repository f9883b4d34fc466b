insert into {schema}.pgsteady_usage_people (day, feature, tenant, person)
select * from unnest(?::date[], ?::text[], ?::text[], ?::bytea[])
on conflict do nothing
