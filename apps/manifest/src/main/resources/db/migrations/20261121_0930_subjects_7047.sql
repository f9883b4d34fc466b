-- revision: 7047fdd75d4e
-- parents: daef97911abb
-- message: subjects
-- made: 2026-11-21T09:30:22Z from hand
-- transactional: yes

-- upgrade
-- Whose something is, whatever it is; null when it is not there. It is there until the transaction ends.
CREATE FUNCTION public.subject_owner(type text, subject uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    owner uuid;
BEGIN
    CASE type
        WHEN 'goal' THEN
            SELECT s.user_id INTO owner FROM public.goals s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'habit' THEN
            SELECT s.user_id INTO owner FROM public.habits s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'habit_entry' THEN
            SELECT h.user_id INTO owner FROM public.habit_entries s JOIN public.habits h ON h.id = s.habit_id
            WHERE s.id = subject FOR KEY SHARE OF s;
        WHEN 'food' THEN
            SELECT s.user_id INTO owner FROM public.foods s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'workout' THEN
            SELECT s.user_id INTO owner FROM public.workouts s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'daily_review' THEN
            SELECT s.user_id INTO owner FROM public.daily_reviews s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'blog_entry' THEN
            SELECT s.user_id INTO owner FROM public.blog_entries s WHERE s.id = subject FOR KEY SHARE;
        WHEN 'media' THEN
            SELECT s.user_id INTO owner FROM public.media s WHERE s.id = subject FOR KEY SHARE;
        ELSE owner := NULL;
    END CASE;
    RETURN owner;
END
$$;

CREATE FUNCTION public.taggables_keep_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.tags t
                   WHERE t.id = NEW.tag_id
                     AND t.user_id = public.subject_owner(NEW.taggable_type, NEW.taggable_id)) THEN
        RAISE EXCEPTION 'there is no % % of the tag''s owner', NEW.taggable_type, NEW.taggable_id
            USING ERRCODE = 'foreign_key_violation', SCHEMA = 'public', TABLE = 'taggables',
                  CONSTRAINT = 'fk_taggables_subject';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_subject BEFORE INSERT OR UPDATE OF tag_id, taggable_type, taggable_id ON public.taggables
    FOR EACH ROW EXECUTE FUNCTION public.taggables_keep_subject();

-- For files and snapshots, which both say what they are of in the same columns.
CREATE FUNCTION public.keep_related() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF public.subject_owner(NEW.related_type, NEW.related_id) IS DISTINCT FROM NEW.user_id THEN
        RAISE EXCEPTION 'there is no % % of the same owner', NEW.related_type, NEW.related_id
            USING ERRCODE = 'foreign_key_violation', SCHEMA = 'public', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'fk_' || TG_TABLE_NAME || '_related';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_related BEFORE INSERT OR UPDATE OF user_id, related_type, related_id ON public.media
    FOR EACH ROW WHEN (NEW.related_id IS NOT NULL) EXECUTE FUNCTION public.keep_related();
CREATE TRIGGER keep_related BEFORE INSERT OR UPDATE OF user_id, related_type, related_id ON public.progress_snapshots
    FOR EACH ROW WHEN (NEW.related_id IS NOT NULL) EXECUTE FUNCTION public.keep_related();

-- What goes takes its tags and snapshots with it; files stay and hang on nothing.
CREATE FUNCTION public.forget_subjects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM public.taggables g USING was_there w
    WHERE g.taggable_type = TG_ARGV[0] AND g.taggable_id = w.id;
    DELETE FROM public.progress_snapshots s USING was_there w
    WHERE s.related_type = TG_ARGV[0] AND s.related_id = w.id;
    UPDATE public.media m SET related_type = NULL, related_id = NULL FROM was_there w
    WHERE m.related_type = TG_ARGV[0] AND m.related_id = w.id;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.forget_all_subjects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM public.taggables g WHERE g.taggable_type = TG_ARGV[0];
    DELETE FROM public.progress_snapshots s WHERE s.related_type = TG_ARGV[0];
    UPDATE public.media m SET related_type = NULL, related_id = NULL WHERE m.related_type = TG_ARGV[0];
    RETURN NULL;
END
$$;
CREATE TRIGGER forget_subjects AFTER DELETE ON public.goals REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('goal');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.goals
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('goal');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.habits REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('habit');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.habits
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('habit');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.habit_entries REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('habit_entry');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.habit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('habit_entry');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.foods REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('food');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.foods
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('food');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.workouts REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('workout');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.workouts
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('workout');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.daily_reviews REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('daily_review');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.daily_reviews
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('daily_review');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.blog_entries REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('blog_entry');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.blog_entries
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('blog_entry');
CREATE TRIGGER forget_subjects AFTER DELETE ON public.media REFERENCING OLD TABLE AS was_there
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_subjects('media');
CREATE TRIGGER forget_all_subjects AFTER TRUNCATE ON public.media
    FOR EACH STATEMENT EXECUTE FUNCTION public.forget_all_subjects('media');

-- downgrade
DROP TRIGGER forget_all_subjects ON public.media;
DROP TRIGGER forget_subjects ON public.media;
DROP TRIGGER forget_all_subjects ON public.blog_entries;
DROP TRIGGER forget_subjects ON public.blog_entries;
DROP TRIGGER forget_all_subjects ON public.daily_reviews;
DROP TRIGGER forget_subjects ON public.daily_reviews;
DROP TRIGGER forget_all_subjects ON public.workouts;
DROP TRIGGER forget_subjects ON public.workouts;
DROP TRIGGER forget_all_subjects ON public.foods;
DROP TRIGGER forget_subjects ON public.foods;
DROP TRIGGER forget_all_subjects ON public.habit_entries;
DROP TRIGGER forget_subjects ON public.habit_entries;
DROP TRIGGER forget_all_subjects ON public.habits;
DROP TRIGGER forget_subjects ON public.habits;
DROP TRIGGER forget_all_subjects ON public.goals;
DROP TRIGGER forget_subjects ON public.goals;
DROP FUNCTION public.forget_all_subjects();
DROP FUNCTION public.forget_subjects();
DROP TRIGGER keep_related ON public.progress_snapshots;
DROP TRIGGER keep_related ON public.media;
DROP FUNCTION public.keep_related();
DROP TRIGGER keep_subject ON public.taggables;
DROP FUNCTION public.taggables_keep_subject();
DROP FUNCTION public.subject_owner(text, uuid);
