with blocked as (
    insert into {schema}.pgsteady_limit_blocks as b (scope, subject, until, reason, actor)
    values (?, ?, clock_timestamp() + ? * interval '1 microsecond', ?, ?)
    on conflict (scope, subject) do update
       set until = excluded.until, reason = excluded.reason, actor = excluded.actor, created_at = now()
     where b.until <= clock_timestamp()
    returning scope, subject, until, reason, actor
)
insert into {schema}.pgsteady_limit_log (scope, subject, what, until, reason, actor)
select scope, subject, 'block', until, reason, actor from blocked
