update {schema}.pgsteady_usage_days d
   set people = (select count(*) from {schema}.pgsteady_usage_people p
                  where (p.day, p.feature, p.tenant) = (d.day, d.feature, d.tenant))
 where d.day < ? and d.people is null
