drop table {schema}.pgsteady_usage_people;
drop table {schema}.pgsteady_usage_days;
