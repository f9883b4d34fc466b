-- fails: plain
REFRESH MATERIALIZED VIEW app.v;
-- passes: concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY app.v;
-- passes: emptied
REFRESH MATERIALIZED VIEW app.v WITH NO DATA;
