insert into {schema}.pgsteady_usage_days as d (day, feature, tenant, uses, failures, millis)
select * from unnest(?::date[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
on conflict (day, feature, tenant) do update
   set uses = d.uses + excluded.uses, failures = d.failures + excluded.failures, millis = d.millis + excluded.millis
