-- revision: daef97911abb
-- parents: b32d7858189d
-- message: habit streaks
-- made: 2026-11-21T09:30:21Z from hand
-- transactional: yes

-- upgrade
-- Days, weeks (from Monday on) or months, numbered, so that what follows each other differs by one. 0001-01-01 was a
-- Monday.
CREATE FUNCTION public.habit_period(frequency text, day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE frequency
        WHEN 'monthly' THEN extract(year FROM day)::integer * 12 + extract(month FROM day)::integer
        WHEN 'weekly' THEN (day - date '0001-01-01') / 7
        ELSE day - date '0001-01-01' END
$$;

-- The streak that goes up to a day, and the longest before it. A day, week or month that is not over does not break one.
CREATE FUNCTION public.habit_streaks(habit uuid, today date, OUT current_run integer, OUT longest_run integer)
LANGUAGE sql STABLE AS $$
    WITH wanted AS (
        SELECT h.frequency, CASE WHEN h.frequency = 'daily' THEN 1 ELSE h.target_days END AS days
        FROM public.habits h WHERE h.id = habit),
    kept AS (
        SELECT public.habit_period(w.frequency, e.entry_date) AS period
        FROM public.habit_entries e CROSS JOIN wanted w
        WHERE e.habit_id = habit AND e.completed AND e.entry_date <= today
        GROUP BY 1 HAVING count(*) >= max(w.days)),
    runs AS (
        SELECT max(period) AS last, count(*)::integer AS length
        FROM (SELECT period, period - row_number() OVER (ORDER BY period) AS run FROM kept) numbered
        GROUP BY run)
    SELECT coalesce(max(r.length) FILTER (WHERE r.last >= public.habit_period(w.frequency, today) - 1), 0),
           coalesce(max(r.length), 0)
    FROM wanted w LEFT JOIN runs r ON true
$$;

-- As of now, where its owner lives. One that was broken when it was last written is broken still.
CREATE FUNCTION public.habit_current_streak(habit uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN h.current_streak = 0 THEN 0
                ELSE (public.habit_streaks(h.id, (now() AT TIME ZONE u.timezone)::date)).current_run END
    FROM public.habits h JOIN public.users u ON u.id = h.user_id WHERE h.id = habit
$$;

-- Two statements, so that the entries are seen as of after the lock.
CREATE FUNCTION public.habit_refresh(habit uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM public.habits h WHERE h.id = habit FOR NO KEY UPDATE;
    UPDATE public.habits h SET current_streak = s.current_run, longest_streak = s.longest_run
    FROM public.users u, public.habit_streaks(habit, (now() AT TIME ZONE u.timezone)::date) s
    WHERE h.id = habit AND u.id = h.user_id
      AND (h.current_streak, h.longest_streak) IS DISTINCT FROM (s.current_run, s.longest_run);
    RETURN true;
END
$$;

CREATE FUNCTION public.habit_entries_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.habit_refresh(habit_id) FROM (SELECT DISTINCT habit_id FROM now_there ORDER BY habit_id) changed;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.habit_entries_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.habit_refresh(habit_id) FROM (SELECT DISTINCT habit_id FROM was_there ORDER BY habit_id) changed;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.habit_entries_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.habit_refresh(habit_id) FROM (
        SELECT habit_id FROM was_there UNION SELECT habit_id FROM now_there ORDER BY habit_id) changed;
    RETURN NULL;
END
$$;
CREATE TRIGGER streaks_added AFTER INSERT ON public.habit_entries REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.habit_entries_added();
CREATE TRIGGER streaks_removed AFTER DELETE ON public.habit_entries REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.habit_entries_removed();
CREATE TRIGGER streaks_changed AFTER UPDATE ON public.habit_entries
    REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.habit_entries_changed();

CREATE FUNCTION public.habits_want_otherwise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.habit_refresh(NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER streaks_wanted AFTER UPDATE OF frequency, target_days ON public.habits
    FOR EACH ROW WHEN (OLD.frequency <> NEW.frequency OR OLD.target_days <> NEW.target_days)
    EXECUTE FUNCTION public.habits_want_otherwise();

-- downgrade
DROP TRIGGER streaks_wanted ON public.habits;
DROP FUNCTION public.habits_want_otherwise();
DROP TRIGGER streaks_changed ON public.habit_entries;
DROP TRIGGER streaks_removed ON public.habit_entries;
DROP TRIGGER streaks_added ON public.habit_entries;
DROP FUNCTION public.habit_entries_changed();
DROP FUNCTION public.habit_entries_removed();
DROP FUNCTION public.habit_entries_added();
DROP FUNCTION public.habit_refresh(uuid);
DROP FUNCTION public.habit_current_streak(uuid);
DROP FUNCTION public.habit_streaks(uuid, date);
DROP FUNCTION public.habit_period(text, date);
