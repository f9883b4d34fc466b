-- revision: cd6d431f9ec0
-- parents: 23b48084fe0d
-- message: count uses by feature and day
-- made: 2026-11-21T09:23:59Z from hand
-- transactional: yes

-- upgrade
CREATE MATERIALIZED VIEW public.feature_usage_daily AS
    SELECT (u."timestamp" AT TIME ZONE 'UTC')::date AS day,
           u.feature,
           count(*) AS uses,
           count(DISTINCT u.user_id) AS users,
           sum(u.duration_seconds) AS seconds,
           max(u.duration_seconds) AS longest
    FROM public.feature_usages u
    GROUP BY 1, 2;
-- REFRESH ... CONCURRENTLY asks for it, and it serves the questions about the last days.
CREATE UNIQUE INDEX feature_usage_daily_day_feature_idx ON public.feature_usage_daily (day, feature);

-- downgrade
DROP MATERIALIZED VIEW public.feature_usage_daily;
