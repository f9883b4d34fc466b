-- revision: b32d7858189d
-- parents: ab09be70dc8c
-- message: goal trees
-- made: 2026-11-21T09:30:21Z from hand
-- transactional: yes

-- upgrade
-- A goal is no part of itself. Each ancestor is locked on the way up, so that of two changes that would close a circle
-- together the second one sees the first (or, in REPEATABLE READ, fails with 40001).
CREATE FUNCTION public.goals_keep_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above uuid := NEW.parent_goal_id;
    owner uuid;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id THEN
        RAISE EXCEPTION 'goal % belongs to somebody else', NEW.id
            USING ERRCODE = 'check_violation', SCHEMA = 'public', TABLE = 'goals', CONSTRAINT = 'ck_goals_owner';
    END IF;
    WHILE above IS NOT NULL LOOP
        IF above = NEW.id THEN
            RAISE EXCEPTION 'goal % would be a part of itself', NEW.id
                USING ERRCODE = 'check_violation', SCHEMA = 'public', TABLE = 'goals', CONSTRAINT = 'ck_goals_no_cycle';
        END IF;
        SELECT g.user_id, g.parent_goal_id INTO owner, above FROM public.goals g WHERE g.id = above FOR SHARE;
        -- One that is not there is left to the foreign key.
        EXIT WHEN NOT FOUND;
        IF owner <> NEW.user_id THEN
            RAISE EXCEPTION 'goal % would be a part of somebody else''s', NEW.id
                USING ERRCODE = 'check_violation', SCHEMA = 'public', TABLE = 'goals', CONSTRAINT = 'ck_goals_owner';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_tree BEFORE INSERT OR UPDATE OF id, user_id, parent_goal_id ON public.goals
    FOR EACH ROW EXECUTE FUNCTION public.goals_keep_tree();

-- What a goal has reached: its own progress and what its parts have reached, where they count the same. Two statements,
-- so that the sum is seen as of after the lock.
CREATE FUNCTION public.goal_roll_up(goal uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM public.goals g WHERE g.id = goal FOR NO KEY UPDATE;
    UPDATE public.goals g SET current_value = reached.total
    FROM (SELECT coalesce((SELECT sum(p.value) FROM public.goal_progress p WHERE p.goal_id = goal), 0)
               + coalesce((SELECT sum(part.current_value) FROM public.goals part JOIN public.goals whole
                               ON whole.id = part.parent_goal_id AND part.unit IS NOT DISTINCT FROM whole.unit
                           WHERE part.parent_goal_id = goal), 0) AS total) reached
    WHERE g.id = goal AND g.current_value <> reached.total;
END
$$;

CREATE FUNCTION public.goal_progress_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.goal_roll_up(goal_id) FROM (SELECT DISTINCT goal_id FROM now_there ORDER BY goal_id) changed;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.goal_progress_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.goal_roll_up(goal_id) FROM (SELECT DISTINCT goal_id FROM was_there ORDER BY goal_id) changed;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.goal_progress_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.goal_roll_up(goal_id) FROM (
        SELECT goal_id FROM was_there UNION SELECT goal_id FROM now_there ORDER BY goal_id) changed;
    RETURN NULL;
END
$$;
CREATE TRIGGER roll_up_added AFTER INSERT ON public.goal_progress REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.goal_progress_added();
CREATE TRIGGER roll_up_removed AFTER DELETE ON public.goal_progress REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.goal_progress_removed();
CREATE TRIGGER roll_up_changed AFTER UPDATE ON public.goal_progress
    REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.goal_progress_changed();

-- And so on up the tree: when a goal's value, unit or place changes, the goal above it is summed up again.
CREATE FUNCTION public.goals_roll_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.unit IS DISTINCT FROM OLD.unit THEN
        PERFORM public.goal_roll_up(NEW.id);
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.parent_goal_id IS NOT NULL THEN
        PERFORM public.goal_roll_up(OLD.parent_goal_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.parent_goal_id IS NOT NULL
            AND (TG_OP = 'INSERT' OR NEW.parent_goal_id IS DISTINCT FROM OLD.parent_goal_id) THEN
        PERFORM public.goal_roll_up(NEW.parent_goal_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER roll_up_part_added AFTER INSERT ON public.goals
    FOR EACH ROW WHEN (NEW.parent_goal_id IS NOT NULL AND NEW.current_value <> 0)
    EXECUTE FUNCTION public.goals_roll_up();
CREATE TRIGGER roll_up_part_removed AFTER DELETE ON public.goals
    FOR EACH ROW WHEN (OLD.parent_goal_id IS NOT NULL AND OLD.current_value <> 0)
    EXECUTE FUNCTION public.goals_roll_up();
CREATE TRIGGER roll_up_part_changed AFTER UPDATE OF parent_goal_id, unit, current_value ON public.goals
    FOR EACH ROW WHEN (OLD.parent_goal_id IS DISTINCT FROM NEW.parent_goal_id OR OLD.unit IS DISTINCT FROM NEW.unit
        OR OLD.current_value <> NEW.current_value)
    EXECUTE FUNCTION public.goals_roll_up();

-- downgrade
DROP TRIGGER roll_up_part_changed ON public.goals;
DROP TRIGGER roll_up_part_removed ON public.goals;
DROP TRIGGER roll_up_part_added ON public.goals;
DROP FUNCTION public.goals_roll_up();
DROP TRIGGER roll_up_changed ON public.goal_progress;
DROP TRIGGER roll_up_removed ON public.goal_progress;
DROP TRIGGER roll_up_added ON public.goal_progress;
DROP FUNCTION public.goal_progress_changed();
DROP FUNCTION public.goal_progress_removed();
DROP FUNCTION public.goal_progress_added();
DROP FUNCTION public.goal_roll_up(uuid);
DROP TRIGGER keep_tree ON public.goals;
DROP FUNCTION public.goals_keep_tree();
