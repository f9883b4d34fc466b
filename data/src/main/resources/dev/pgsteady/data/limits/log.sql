insert into {schema}.pgsteady_limit_log (scope, subject, what, until, reason, actor) values (?, ?, ?, ?, ?, ?)
