-- revision: ab09be70dc8c
-- parents: none
-- message: tables
-- made: 2026-11-21T09:28:52Z from entities
-- transactional: yes

-- upgrade
CREATE SCHEMA signin;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.blog_entries_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NEW.status = 'published' AND NEW.published_at IS NULL THEN
        NEW.published_at := now();
    END IF;
    RETURN NEW;
END
$function$;
CREATE OR REPLACE FUNCTION public.goals_completed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NEW.status <> 'completed' THEN
        NEW.completed_at := NULL;
    ELSIF NEW.completed_at IS NULL THEN
        NEW.completed_at := now();
    END IF;
    RETURN NEW;
END
$function$;
CREATE OR REPLACE FUNCTION public.touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$function$;
CREATE TABLE public.blog_entries (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    slug character varying(200) NOT NULL,
    content text NOT NULL,
    excerpt character varying(1000),
    status character varying(20) DEFAULT 'draft'::character varying NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    published_at timestamp(6) with time zone,
    search tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('english'::regconfig, (COALESCE(title, ''::character varying))::text), 'A'::"char") || setweight(to_tsvector('english'::regconfig, (COALESCE(excerpt, ''::character varying))::text), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, COALESCE(content, ''::text)), 'C'::"char"))) STORED,
    CONSTRAINT blog_entries_pkey PRIMARY KEY (id),
    CONSTRAINT blog_entries_status_check CHECK ((status = ANY (ARRAY['archived'::character varying, 'draft'::character varying, 'published'::character varying]))),
    CONSTRAINT uq_blog_entries_slug UNIQUE (user_id, slug)
);
CREATE TABLE public.daily_reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    review_date date NOT NULL,
    mood_rating integer,
    energy_level integer,
    productivity_rating integer,
    accomplishments character varying(5000),
    challenges character varying(5000),
    lessons character varying(5000),
    gratitude character varying(5000),
    tomorrow_intentions character varying(5000),
    CONSTRAINT daily_reviews_energy_level_check CHECK ((energy_level >= 1)),
    CONSTRAINT daily_reviews_energy_level_check1 CHECK ((energy_level <= 5)),
    CONSTRAINT daily_reviews_mood_rating_check CHECK ((mood_rating >= 1)),
    CONSTRAINT daily_reviews_mood_rating_check1 CHECK ((mood_rating <= 5)),
    CONSTRAINT daily_reviews_pkey PRIMARY KEY (id),
    CONSTRAINT daily_reviews_productivity_rating_check CHECK ((productivity_rating >= 1)),
    CONSTRAINT daily_reviews_productivity_rating_check1 CHECK ((productivity_rating <= 5)),
    CONSTRAINT uq_daily_reviews_day UNIQUE (user_id, review_date)
);
CREATE TABLE public.foods (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    consumed_on date NOT NULL,
    meal_type character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    portion numeric(9,2),
    unit character varying(40),
    calories numeric(9,2),
    protein_g numeric(9,2),
    carbs_g numeric(9,2),
    fats_g numeric(9,2),
    notes character varying(2000),
    CONSTRAINT foods_calories_check CHECK ((calories >= (0)::numeric)),
    CONSTRAINT foods_carbs_g_check CHECK ((carbs_g >= (0)::numeric)),
    CONSTRAINT foods_fats_g_check CHECK ((fats_g >= (0)::numeric)),
    CONSTRAINT foods_meal_type_check CHECK ((meal_type = ANY (ARRAY['lunch'::character varying, 'snack'::character varying, 'breakfast'::character varying, 'dinner'::character varying]))),
    CONSTRAINT foods_pkey PRIMARY KEY (id),
    CONSTRAINT foods_portion_check CHECK ((portion >= (0)::numeric)),
    CONSTRAINT foods_protein_g_check CHECK ((protein_g >= (0)::numeric))
);
CREATE TABLE public.goal_progress (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    goal_id uuid NOT NULL,
    progress_date date NOT NULL,
    value numeric(14,3) NOT NULL,
    note character varying(1000),
    CONSTRAINT goal_progress_pkey PRIMARY KEY (id),
    CONSTRAINT uq_goal_progress_day UNIQUE (goal_id, progress_date)
);
CREATE TABLE public.goals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    parent_goal_id uuid,
    title character varying(200) NOT NULL,
    description character varying(5000),
    goal_type character varying(20) NOT NULL,
    target_value numeric(14,3),
    unit character varying(40),
    start_date date DEFAULT CURRENT_DATE NOT NULL,
    end_date date,
    status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    is_recurring boolean DEFAULT false NOT NULL,
    recurrence_pattern character varying(200),
    current_value numeric(14,3) DEFAULT 0 NOT NULL,
    completed_at timestamp(6) with time zone,
    CONSTRAINT ck_goals_completed_at CHECK ((((status)::text = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT ck_goals_dates CHECK ((end_date >= start_date)),
    CONSTRAINT goals_goal_type_check CHECK ((goal_type = ANY (ARRAY['daily'::character varying, 'monthly'::character varying, 'yearly'::character varying, 'weekly'::character varying]))),
    CONSTRAINT goals_pkey PRIMARY KEY (id),
    CONSTRAINT goals_priority_check CHECK ((priority >= 0)),
    CONSTRAINT goals_priority_check1 CHECK ((priority <= 5)),
    CONSTRAINT goals_status_check CHECK ((status = ANY (ARRAY['paused'::character varying, 'active'::character varying, 'cancelled'::character varying, 'completed'::character varying]))),
    CONSTRAINT goals_target_value_check CHECK ((target_value >= (0)::numeric))
);
CREATE TABLE public.habit_entries (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    habit_id uuid NOT NULL,
    entry_date date NOT NULL,
    completed boolean DEFAULT false NOT NULL,
    completed_at timestamp(6) with time zone,
    count integer DEFAULT 0 NOT NULL,
    note character varying(1000),
    CONSTRAINT ck_habit_entries_count CHECK ((count >= 0)),
    CONSTRAINT habit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT uq_habit_entries_day UNIQUE (habit_id, entry_date)
);
CREATE TABLE public.habits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    name character varying(200) NOT NULL,
    description character varying(2000),
    frequency character varying(20) DEFAULT 'daily'::character varying NOT NULL,
    target_days integer DEFAULT 1 NOT NULL,
    target_count integer DEFAULT 1 NOT NULL,
    color character varying(7),
    icon character varying(50),
    is_active boolean DEFAULT true NOT NULL,
    current_streak integer DEFAULT 0 NOT NULL,
    longest_streak integer DEFAULT 0 NOT NULL,
    CONSTRAINT ck_habits_streaks CHECK (((current_streak >= 0) AND (longest_streak >= current_streak))),
    CONSTRAINT habits_frequency_check CHECK ((frequency = ANY (ARRAY['daily'::character varying, 'monthly'::character varying, 'weekly'::character varying]))),
    CONSTRAINT habits_pkey PRIMARY KEY (id),
    CONSTRAINT habits_target_count_check CHECK ((target_count >= 1)),
    CONSTRAINT habits_target_count_check1 CHECK ((target_count <= 1000)),
    CONSTRAINT habits_target_days_check CHECK ((target_days >= 1)),
    CONSTRAINT habits_target_days_check1 CHECK ((target_days <= 31))
);
CREATE TABLE public.media (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    related_type character varying(20),
    related_id uuid,
    file_name character varying(255) NOT NULL,
    file_path character varying(500) NOT NULL,
    mime_type character varying(100) NOT NULL,
    byte_size bigint NOT NULL,
    width integer,
    height integer,
    duration_seconds integer,
    is_public boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_media_mime_type CHECK (((mime_type)::text ~~ '_%/_%'::text)),
    CONSTRAINT ck_media_related CHECK (((related_type IS NULL) = (related_id IS NULL))),
    CONSTRAINT media_byte_size_check CHECK ((byte_size >= 0)),
    CONSTRAINT media_duration_seconds_check CHECK ((duration_seconds >= 0)),
    CONSTRAINT media_height_check CHECK ((height >= 1)),
    CONSTRAINT media_pkey PRIMARY KEY (id),
    CONSTRAINT media_related_type_check CHECK ((related_type = ANY (ARRAY['goal'::character varying, 'habit'::character varying, 'workout'::character varying, 'daily_review'::character varying, 'blog_entry'::character varying, 'habit_entry'::character varying, 'media'::character varying, 'food'::character varying]))),
    CONSTRAINT media_width_check CHECK ((width >= 1))
);
CREATE TABLE public.progress_snapshots (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    snapshot_date date NOT NULL,
    snapshot_type character varying(20) DEFAULT 'daily'::character varying NOT NULL,
    related_type character varying(20),
    related_id uuid,
    metrics jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_progress_snapshots_related CHECK (((related_type IS NULL) = (related_id IS NULL))),
    CONSTRAINT progress_snapshots_pkey PRIMARY KEY (id),
    CONSTRAINT progress_snapshots_related_type_check CHECK ((related_type = ANY (ARRAY['goal'::character varying, 'habit'::character varying, 'workout'::character varying, 'daily_review'::character varying, 'blog_entry'::character varying, 'habit_entry'::character varying, 'media'::character varying, 'food'::character varying]))),
    CONSTRAINT progress_snapshots_snapshot_type_check CHECK ((snapshot_type = ANY (ARRAY['daily'::character varying, 'monthly'::character varying, 'weekly'::character varying])))
);
CREATE TABLE public.taggables (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    tag_id uuid NOT NULL,
    taggable_type character varying(20) NOT NULL,
    taggable_id uuid NOT NULL,
    CONSTRAINT taggables_pkey PRIMARY KEY (id),
    CONSTRAINT taggables_taggable_type_check CHECK ((taggable_type = ANY (ARRAY['goal'::character varying, 'habit'::character varying, 'workout'::character varying, 'daily_review'::character varying, 'blog_entry'::character varying, 'habit_entry'::character varying, 'media'::character varying, 'food'::character varying]))),
    CONSTRAINT uq_taggables_subject UNIQUE (tag_id, taggable_type, taggable_id)
);
CREATE TABLE public.tags (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    name public.citext NOT NULL,
    color character varying(7),
    CONSTRAINT tags_pkey PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (user_id, name)
);
CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    email public.citext NOT NULL,
    username public.citext NOT NULL,
    password_hash character varying(200) NOT NULL,
    first_name character varying(100),
    last_name character varying(100),
    bio character varying(2000),
    avatar_url character varying(500),
    timezone character varying(64) DEFAULT 'UTC'::character varying NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    is_verified boolean DEFAULT false NOT NULL,
    last_login_at timestamp(6) with time zone,
    CONSTRAINT ck_users_email CHECK ((email OPERATOR(public.~~) '_%@_%'::public.citext)),
    CONSTRAINT ck_users_timezone CHECK ((('2000-01-01 00:00:00+00'::timestamp with time zone AT TIME ZONE timezone) IS NOT NULL)),
    CONSTRAINT ck_users_username CHECK (((username OPERATOR(public.!~~) '%@%'::public.citext) AND (username OPERATOR(public.<>) ''::public.citext))),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_username_key UNIQUE (username)
);
CREATE TABLE public.workout_exercises (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    workout_id uuid NOT NULL,
    order_index integer NOT NULL,
    name character varying(200) NOT NULL,
    sets integer,
    reps integer,
    weight numeric(8,2),
    distance numeric(11,3),
    duration_seconds integer,
    CONSTRAINT ck_workout_exercises_order_index CHECK ((order_index >= 0)),
    CONSTRAINT uq_workout_exercises_place UNIQUE (workout_id, order_index),
    CONSTRAINT workout_exercises_distance_check CHECK ((distance >= (0)::numeric)),
    CONSTRAINT workout_exercises_duration_seconds_check CHECK ((duration_seconds >= 0)),
    CONSTRAINT workout_exercises_duration_seconds_check1 CHECK ((duration_seconds <= 86400)),
    CONSTRAINT workout_exercises_pkey PRIMARY KEY (id),
    CONSTRAINT workout_exercises_reps_check CHECK ((reps >= 0)),
    CONSTRAINT workout_exercises_reps_check1 CHECK ((reps <= 10000)),
    CONSTRAINT workout_exercises_sets_check CHECK ((sets >= 0)),
    CONSTRAINT workout_exercises_sets_check1 CHECK ((sets <= 1000)),
    CONSTRAINT workout_exercises_weight_check CHECK ((weight >= (0)::numeric))
);
CREATE TABLE public.workouts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    workout_date date NOT NULL,
    workout_type character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    duration_minutes integer,
    calories_burned integer,
    intensity character varying(20),
    notes character varying(2000),
    CONSTRAINT ck_workouts_type CHECK ((btrim((workout_type)::text) <> ''::text)),
    CONSTRAINT workouts_calories_burned_check CHECK ((calories_burned >= 0)),
    CONSTRAINT workouts_calories_burned_check1 CHECK ((calories_burned <= 20000)),
    CONSTRAINT workouts_duration_minutes_check CHECK ((duration_minutes >= 0)),
    CONSTRAINT workouts_duration_minutes_check1 CHECK ((duration_minutes <= 1440)),
    CONSTRAINT workouts_intensity_check CHECK ((intensity = ANY (ARRAY['high'::character varying, 'low'::character varying, 'moderate'::character varying]))),
    CONSTRAINT workouts_pkey PRIMARY KEY (id)
);
CREATE TABLE signin.refresh_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    family uuid NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamp(6) with time zone NOT NULL,
    used_at timestamp(6) with time zone,
    revoked_at timestamp(6) with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT refresh_tokens_hash_key UNIQUE (hash),
    CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id)
);
CREATE INDEX blog_entries_search_idx ON public.blog_entries USING gin (search);
CREATE INDEX ix_blog_entries_published ON public.blog_entries USING btree (user_id, published_at, id) WHERE (((status)::text = 'published'::text) AND is_public);
CREATE INDEX ix_blog_entries_user_created ON public.blog_entries USING btree (user_id, created_at, id);
CREATE INDEX ix_foods_user_day ON public.foods USING btree (user_id, consumed_on, id);
CREATE INDEX ix_goals_parent_created ON public.goals USING btree (parent_goal_id, created_at, id) WHERE (parent_goal_id IS NOT NULL);
CREATE INDEX ix_goals_user_created ON public.goals USING btree (user_id, created_at, id);
CREATE INDEX ix_goals_user_status_created ON public.goals USING btree (user_id, status, created_at, id);
CREATE INDEX ix_habits_running ON public.habits USING btree (id) WHERE (current_streak > 0);
CREATE INDEX ix_habits_user_created ON public.habits USING btree (user_id, created_at, id);
CREATE INDEX ix_media_subject ON public.media USING btree (related_type, related_id, created_at, id) WHERE (related_id IS NOT NULL);
CREATE INDEX ix_media_user_created ON public.media USING btree (user_id, created_at, id);
CREATE INDEX ix_progress_snapshots_subject ON public.progress_snapshots USING btree (related_type, related_id, snapshot_date, id) WHERE (related_id IS NOT NULL);
CREATE INDEX ix_progress_snapshots_user_day ON public.progress_snapshots USING btree (user_id, snapshot_date, id);
CREATE INDEX ix_taggables_subject ON public.taggables USING btree (taggable_type, taggable_id);
CREATE INDEX ix_taggables_tag_created ON public.taggables USING btree (tag_id, created_at, id);
CREATE INDEX ix_tags_user_created ON public.tags USING btree (user_id, created_at, id);
CREATE INDEX ix_workouts_user_day ON public.workouts USING btree (user_id, workout_date, id);
CREATE UNIQUE INDEX uq_progress_snapshots_subject ON public.progress_snapshots USING btree (user_id, snapshot_date, snapshot_type, related_type, related_id) NULLS NOT DISTINCT;
CREATE INDEX ix_refresh_tokens_family ON signin.refresh_tokens USING btree (family);
CREATE INDEX ix_refresh_tokens_user_id ON signin.refresh_tokens USING btree (user_id);
-- CREATE CONSTRAINT blog_entries_user_id_fkey ON public.blog_entries: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.blog_entries ADD CONSTRAINT blog_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT daily_reviews_user_id_fkey ON public.daily_reviews: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.daily_reviews ADD CONSTRAINT daily_reviews_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT foods_user_id_fkey ON public.foods: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.foods ADD CONSTRAINT foods_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT goal_progress_goal_id_fkey ON public.goal_progress: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.goal_progress ADD CONSTRAINT goal_progress_goal_id_fkey FOREIGN KEY (goal_id) REFERENCES public.goals(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT goals_parent_goal_id_fkey ON public.goals: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.goals ADD CONSTRAINT goals_parent_goal_id_fkey FOREIGN KEY (parent_goal_id) REFERENCES public.goals(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT goals_user_id_fkey ON public.goals: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.goals ADD CONSTRAINT goals_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT habit_entries_habit_id_fkey ON public.habit_entries: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.habit_entries ADD CONSTRAINT habit_entries_habit_id_fkey FOREIGN KEY (habit_id) REFERENCES public.habits(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT habits_user_id_fkey ON public.habits: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.habits ADD CONSTRAINT habits_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT media_user_id_fkey ON public.media: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.media ADD CONSTRAINT media_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT progress_snapshots_user_id_fkey ON public.progress_snapshots: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.progress_snapshots ADD CONSTRAINT progress_snapshots_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT taggables_tag_id_fkey ON public.taggables: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.taggables ADD CONSTRAINT taggables_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES public.tags(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT tags_user_id_fkey ON public.tags: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.tags ADD CONSTRAINT tags_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT workout_exercises_workout_id_fkey ON public.workout_exercises: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.workout_exercises ADD CONSTRAINT workout_exercises_workout_id_fkey FOREIGN KEY (workout_id) REFERENCES public.workouts(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT workouts_user_id_fkey ON public.workouts: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.workouts ADD CONSTRAINT workouts_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT refresh_tokens_user_id_fkey ON signin.refresh_tokens: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE signin.refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
CREATE TRIGGER published BEFORE INSERT OR UPDATE OF status ON public.blog_entries FOR EACH ROW EXECUTE FUNCTION public.blog_entries_published();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.blog_entries FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.daily_reviews FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.foods FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.goal_progress FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER completed BEFORE INSERT OR UPDATE OF status, completed_at ON public.goals FOR EACH ROW EXECUTE FUNCTION public.goals_completed();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.goals FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.habit_entries FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.habits FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.media FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.progress_snapshots FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.taggables FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.tags FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.workout_exercises FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.workouts FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON signin.refresh_tokens FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

-- downgrade
-- DROP TABLE public.blog_entries: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.blog_entries are gone.
-- hazard: Going back brings TABLE public.blog_entries back empty.
-- hazard: Statements that name TABLE public.blog_entries fail.
DROP TABLE public.blog_entries;
-- DROP ROUTINE public.blog_entries_published(): no lock, a moment
-- hazard: Statements that name ROUTINE public.blog_entries_published() fail.
DROP ROUTINE public.blog_entries_published();
-- DROP TABLE public.daily_reviews: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.daily_reviews are gone.
-- hazard: Going back brings TABLE public.daily_reviews back empty.
-- hazard: Statements that name TABLE public.daily_reviews fail.
DROP TABLE public.daily_reviews;
-- DROP TABLE public.foods: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.foods are gone.
-- hazard: Going back brings TABLE public.foods back empty.
-- hazard: Statements that name TABLE public.foods fail.
DROP TABLE public.foods;
-- DROP TABLE public.goal_progress: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.goal_progress are gone.
-- hazard: Going back brings TABLE public.goal_progress back empty.
-- hazard: Statements that name TABLE public.goal_progress fail.
DROP TABLE public.goal_progress;
-- DROP TABLE public.goals: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.goals are gone.
-- hazard: Going back brings TABLE public.goals back empty.
-- hazard: Statements that name TABLE public.goals fail.
DROP TABLE public.goals;
-- DROP ROUTINE public.goals_completed(): no lock, a moment
-- hazard: Statements that name ROUTINE public.goals_completed() fail.
DROP ROUTINE public.goals_completed();
-- DROP TABLE public.habit_entries: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.habit_entries are gone.
-- hazard: Going back brings TABLE public.habit_entries back empty.
-- hazard: Statements that name TABLE public.habit_entries fail.
DROP TABLE public.habit_entries;
-- DROP TABLE public.habits: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.habits are gone.
-- hazard: Going back brings TABLE public.habits back empty.
-- hazard: Statements that name TABLE public.habits fail.
DROP TABLE public.habits;
-- DROP TABLE public.media: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.media are gone.
-- hazard: Going back brings TABLE public.media back empty.
-- hazard: Statements that name TABLE public.media fail.
DROP TABLE public.media;
-- DROP TABLE public.progress_snapshots: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.progress_snapshots are gone.
-- hazard: Going back brings TABLE public.progress_snapshots back empty.
-- hazard: Statements that name TABLE public.progress_snapshots fail.
DROP TABLE public.progress_snapshots;
-- DROP TABLE public.taggables: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.taggables are gone.
-- hazard: Going back brings TABLE public.taggables back empty.
-- hazard: Statements that name TABLE public.taggables fail.
DROP TABLE public.taggables;
-- DROP TABLE public.tags: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.tags are gone.
-- hazard: Going back brings TABLE public.tags back empty.
-- hazard: Statements that name TABLE public.tags fail.
DROP TABLE public.tags;
-- DROP TABLE public.workout_exercises: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.workout_exercises are gone.
-- hazard: Going back brings TABLE public.workout_exercises back empty.
-- hazard: Statements that name TABLE public.workout_exercises fail.
DROP TABLE public.workout_exercises;
-- DROP TABLE public.workouts: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.workouts are gone.
-- hazard: Going back brings TABLE public.workouts back empty.
-- hazard: Statements that name TABLE public.workouts fail.
DROP TABLE public.workouts;
-- DROP TABLE signin.refresh_tokens: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE signin.refresh_tokens are gone.
-- hazard: Going back brings TABLE signin.refresh_tokens back empty.
-- hazard: Statements that name TABLE signin.refresh_tokens fail.
DROP TABLE signin.refresh_tokens;
-- DROP SCHEMA signin: no lock, a moment
-- hazard: Statements that name SCHEMA signin fail.
DROP SCHEMA signin;
-- DROP TABLE public.users: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.users are gone.
-- hazard: Going back brings TABLE public.users back empty.
-- hazard: Statements that name TABLE public.users fail.
DROP TABLE public.users;
-- DROP ROUTINE public.touch_updated_at(): no lock, a moment
-- hazard: Statements that name ROUTINE public.touch_updated_at() fail.
DROP ROUTINE public.touch_updated_at();
-- DROP EXTENSION citext: no lock, a moment
-- hazard: Statements that name EXTENSION citext fail.
DROP EXTENSION citext;
