insert into {schema}.pgsteady_limit_exemptions (scope, subject, reason, actor) values (?, ?, ?, ?)
on conflict (scope, subject) do update
   set reason = excluded.reason, actor = excluded.actor, created_at = now()
