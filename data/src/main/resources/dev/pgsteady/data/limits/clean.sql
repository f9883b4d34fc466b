with over as (
    delete from {schema}.pgsteady_limit_blocks where until < now()
), back as (
    delete from {schema}.pgsteady_limit_buckets
     where ctid = any (array(
        select ctid from {schema}.pgsteady_limit_buckets where used_until < now() limit 1000 for update skip locked))
    returning 1
)
select count(*) from back
