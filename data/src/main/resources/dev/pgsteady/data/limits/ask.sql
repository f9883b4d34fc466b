with blocked as materialized (
    select until, reason from {schema}.pgsteady_limit_blocks
     where scope = ? and subject = ? and (until is null or until > clock_timestamp())
), exempt as materialized (
    select from {schema}.pgsteady_limit_exemptions where scope = ? and subject = ?
), taken as (
    insert into {schema}.pgsteady_limit_buckets as b (scope, subject, used_until)
    select ?, ?, clock_timestamp() + ? * interval '1 microsecond'
     where not exists (select from blocked) and not exists (select from exempt)
    on conflict (scope, subject) do update
       set used_until = greatest(b.used_until, clock_timestamp()) + ? * interval '1 microsecond'
     where greatest(b.used_until, clock_timestamp()) + ? * interval '1 microsecond'
           <= clock_timestamp() + ? * interval '1 microsecond'
    returning used_until
)
select (select (extract(epoch from used_until - clock_timestamp()) * 1000000)::bigint from taken) as used,
       exists (select from exempt) as exempt,
       exists (select from blocked) as blocked,
       (select (extract(epoch from until - clock_timestamp()) * 1000000)::bigint from blocked) as blocked_for,
       (select reason from blocked) as reason,
       (select (extract(epoch from used_until - clock_timestamp()) * 1000000)::bigint
          from {schema}.pgsteady_limit_buckets where scope = ? and subject = ?) as used_before
