drop table {schema}.pgsteady_limit_log;
drop table {schema}.pgsteady_limit_exemptions;
drop table {schema}.pgsteady_limit_blocks;
drop table {schema}.pgsteady_limit_buckets;
