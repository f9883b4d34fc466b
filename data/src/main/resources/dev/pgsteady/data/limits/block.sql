insert into {schema}.pgsteady_limit_blocks as b (scope, subject, until, reason, actor) values (?, ?, ?, ?, ?)
on conflict (scope, subject) do update
   set until = excluded.until, reason = excluded.reason, actor = excluded.actor, created_at = now()
