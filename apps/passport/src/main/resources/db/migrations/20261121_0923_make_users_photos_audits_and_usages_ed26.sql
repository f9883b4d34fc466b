-- revision: ed261476bff7
-- parents: none
-- message: make users, photos, audits and usages
-- made: 2026-11-21T09:23:12Z from entities
-- transactional: yes

-- upgrade
CREATE SCHEMA signin;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.generation_audits_partition(day date)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
    first date := date_trunc('month', day);
    part text := 'generation_audits_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(format('%I.%I', 'public', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)',
            'public', part, 'public', 'generation_audits', first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', 'public', part);
    END IF;
    RETURN part;
END
$function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION 'rows of % are added and never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
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
CREATE TABLE public.feature_usages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "timestamp" timestamp(6) with time zone DEFAULT now() NOT NULL,
    user_id uuid NOT NULL,
    feature character varying(50) NOT NULL,
    duration_seconds numeric(10,3) NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_feature_usages_duration CHECK ((duration_seconds >= (0)::numeric)),
    CONSTRAINT ck_feature_usages_feature CHECK (((feature)::text ~ '^[a-z][a-z0-9_]{0,49}$'::text)),
    CONSTRAINT feature_usages_pkey PRIMARY KEY (id)
);
CREATE TABLE public.generation_audits (
    id uuid NOT NULL,
    "timestamp" timestamp(6) with time zone NOT NULL,
    generation_id uuid,
    user_id uuid NOT NULL,
    action character varying(20) NOT NULL,
    ip_address inet,
    user_agent character varying(400),
    details jsonb NOT NULL
) PARTITION BY RANGE ("timestamp");
CREATE TABLE public.photo_generations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    country character varying(2) NOT NULL,
    document_type character varying(20) NOT NULL,
    status character varying(20) NOT NULL,
    original_path character varying(300) NOT NULL,
    result_path character varying(300),
    width_px integer NOT NULL,
    height_px integer NOT NULL,
    dpi integer NOT NULL,
    error character varying(500),
    completed_at timestamp(6) with time zone,
    CONSTRAINT ck_photo_generations_country CHECK (((country)::text ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT ck_photo_generations_outcome CHECK (
CASE status
    WHEN 'completed'::text THEN ((result_path IS NOT NULL) AND (completed_at IS NOT NULL) AND (error IS NULL))
    WHEN 'failed'::text THEN (error IS NOT NULL)
    ELSE (completed_at IS NULL)
END),
    CONSTRAINT ck_photo_generations_size CHECK (((width_px > 0) AND (height_px > 0) AND (dpi > 0))),
    CONSTRAINT photo_generations_document_type_check CHECK ((document_type = ANY (ARRAY['passport'::character varying, 'driving_licence'::character varying, 'visa'::character varying, 'id_card'::character varying]))),
    CONSTRAINT photo_generations_pkey PRIMARY KEY (id),
    CONSTRAINT photo_generations_status_check CHECK ((status = ANY (ARRAY['pending'::character varying, 'processing'::character varying, 'completed'::character varying, 'failed'::character varying])))
);
CREATE TABLE public.user_profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    phone character varying(16),
    street character varying(200),
    landmark character varying(200),
    city character varying(100),
    state character varying(100),
    postal_code character varying(10),
    country character varying(2),
    profile_complete boolean GENERATED ALWAYS AS (((phone IS NOT NULL) AND (street IS NOT NULL) AND (city IS NOT NULL) AND (state IS NOT NULL) AND (postal_code IS NOT NULL) AND (country IS NOT NULL))) STORED NOT NULL,
    CONSTRAINT ck_user_profiles_blank CHECK (((btrim((street)::text) <> ''::text) AND (btrim((landmark)::text) <> ''::text) AND (btrim((city)::text) <> ''::text) AND (btrim((state)::text) <> ''::text))),
    CONSTRAINT ck_user_profiles_country CHECK (((country)::text ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT ck_user_profiles_phone CHECK (((phone)::text ~ '^[+][1-9][0-9]{6,14}$'::text)),
    CONSTRAINT ck_user_profiles_postal_code CHECK (((postal_code)::text ~
CASE country
    WHEN 'US'::text THEN '^[0-9]{5}(-[0-9]{4})?$'::text
    WHEN 'GB'::text THEN '^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$'::text
    WHEN 'CA'::text THEN '^[A-Z][0-9][A-Z] [0-9][A-Z][0-9]$'::text
    WHEN 'IN'::text THEN '^[1-9][0-9]{5}$'::text
    WHEN 'DE'::text THEN '^[0-9]{5}$'::text
    WHEN 'FR'::text THEN '^[0-9]{5}$'::text
    WHEN 'ES'::text THEN '^[0-9]{5}$'::text
    WHEN 'IT'::text THEN '^[0-9]{5}$'::text
    WHEN 'CN'::text THEN '^[0-9]{6}$'::text
    WHEN 'AU'::text THEN '^[0-9]{4}$'::text
    WHEN 'JP'::text THEN '^[0-9]{3}-[0-9]{4}$'::text
    WHEN 'BR'::text THEN '^[0-9]{5}-[0-9]{3}$'::text
    WHEN 'NL'::text THEN '^[1-9][0-9]{3} [A-Z]{2}$'::text
    ELSE '^[A-Z0-9][A-Z0-9 -]{1,9}$'::text
END)),
    CONSTRAINT user_profiles_pkey PRIMARY KEY (id),
    CONSTRAINT user_profiles_user_id_key UNIQUE (user_id)
);
CREATE TABLE public.user_rate_limits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    user_id uuid NOT NULL,
    window_started_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    request_count integer DEFAULT 0 NOT NULL,
    limit_per_window integer DEFAULT 60 NOT NULL,
    is_blocked boolean DEFAULT false NOT NULL,
    blocked_until timestamp(6) with time zone,
    blocked_reason character varying(200),
    CONSTRAINT ck_user_rate_limits_blocked CHECK (
CASE
    WHEN is_blocked THEN (blocked_reason IS NOT NULL)
    ELSE ((blocked_reason IS NULL) AND (blocked_until IS NULL))
END),
    CONSTRAINT ck_user_rate_limits_limit CHECK ((limit_per_window > 0)),
    CONSTRAINT ck_user_rate_limits_request_count CHECK ((request_count >= 0)),
    CONSTRAINT user_rate_limits_pkey PRIMARY KEY (id),
    CONSTRAINT user_rate_limits_user_id_key UNIQUE (user_id)
);
CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    username public.citext NOT NULL,
    email public.citext NOT NULL,
    password_hash character varying(200) NOT NULL,
    first_name character varying(100) NOT NULL,
    last_name character varying(100) NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    is_staff boolean DEFAULT false NOT NULL,
    last_login_at timestamp(6) with time zone,
    CONSTRAINT ck_users_email CHECK (((email OPERATOR(public.~) '^[^@ ]+@[^@ ]+$'::public.citext) AND (length((email)::text) <= 254))),
    CONSTRAINT ck_users_username CHECK ((username OPERATOR(public.~) '^[A-Za-z0-9_.-]{3,30}$'::public.citext)),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_username_key UNIQUE (username)
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
ALTER TABLE public.generation_audits ALTER COLUMN details SET DEFAULT '{}'::jsonb;
ALTER TABLE public.generation_audits ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE public.generation_audits ALTER COLUMN "timestamp" SET DEFAULT now();
ALTER TABLE public.generation_audits ADD CONSTRAINT generation_audits_action_check CHECK ((action = ANY (ARRAY['unblock'::character varying, 'download'::character varying, 'archive'::character varying, 'generate'::character varying, 'delete'::character varying, 'crop'::character varying])));
CREATE TABLE public.generation_audits_default (
    id uuid NOT NULL,
    "timestamp" timestamp(6) with time zone NOT NULL,
    generation_id uuid,
    user_id uuid NOT NULL,
    action character varying(20) NOT NULL,
    ip_address inet,
    user_agent character varying(400),
    details jsonb NOT NULL,
    CONSTRAINT generation_audits_action_check CHECK ((action = ANY (ARRAY['unblock'::character varying, 'download'::character varying, 'archive'::character varying, 'generate'::character varying, 'delete'::character varying, 'crop'::character varying])))
);
ALTER TABLE public.generation_audits_default ALTER COLUMN details SET DEFAULT '{}'::jsonb;
ALTER TABLE public.generation_audits_default ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE public.generation_audits_default ALTER COLUMN "timestamp" SET DEFAULT now();
ALTER TABLE public.generation_audits_default ADD CONSTRAINT generation_audits_default_pkey PRIMARY KEY (id, "timestamp");
ALTER TABLE public.generation_audits ADD CONSTRAINT generation_audits_pkey PRIMARY KEY (id, "timestamp");
CREATE INDEX generation_audits_default_action_timestamp_idx ON public.generation_audits_default USING btree (action, "timestamp" DESC);
CREATE INDEX generation_audits_action_timestamp_idx ON public.generation_audits USING btree (action, "timestamp" DESC);
CREATE INDEX generation_audits_default_generation_id_timestamp_idx ON public.generation_audits_default USING btree (generation_id, "timestamp" DESC);
CREATE INDEX generation_audits_default_user_id_timestamp_idx ON public.generation_audits_default USING btree (user_id, "timestamp" DESC);
CREATE INDEX generation_audits_generation_id_timestamp_idx ON public.generation_audits USING btree (generation_id, "timestamp" DESC);
CREATE INDEX generation_audits_user_id_timestamp_idx ON public.generation_audits USING btree (user_id, "timestamp" DESC);
CREATE INDEX ix_feature_usages_feature ON public.feature_usages USING btree (feature, "timestamp" DESC);
CREATE INDEX ix_feature_usages_user ON public.feature_usages USING btree (user_id, "timestamp" DESC);
CREATE INDEX ix_photo_generations_created_at ON public.photo_generations USING btree (created_at, id);
CREATE INDEX ix_photo_generations_status_created ON public.photo_generations USING btree (status, created_at, id);
CREATE INDEX ix_photo_generations_user_created ON public.photo_generations USING btree (user_id, created_at, id);
CREATE INDEX ix_user_profiles_country_state ON public.user_profiles USING btree (country, state);
CREATE INDEX ix_user_profiles_created_at ON public.user_profiles USING btree (created_at);
CREATE INDEX ix_user_profiles_postal_code ON public.user_profiles USING btree (postal_code);
CREATE INDEX ix_user_rate_limits_created_at ON public.user_rate_limits USING btree (created_at, id);
CREATE INDEX ix_user_rate_limits_is_blocked ON public.user_rate_limits USING btree (is_blocked, created_at, id);
CREATE INDEX ix_users_created_at ON public.users USING btree (created_at, id);
CREATE INDEX ix_refresh_tokens_family ON signin.refresh_tokens USING btree (family);
CREATE INDEX ix_refresh_tokens_user_id ON signin.refresh_tokens USING btree (user_id);
-- CREATE TABLE public.generation_audits_default: SHARE UPDATE EXCLUSIVE, a moment
ALTER TABLE public.generation_audits ATTACH PARTITION public.generation_audits_default DEFAULT;
-- CREATE CONSTRAINT photo_generations_user_id_fkey ON public.photo_generations: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.photo_generations ADD CONSTRAINT photo_generations_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT user_profiles_user_id_fkey ON public.user_profiles: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.user_profiles ADD CONSTRAINT user_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT user_rate_limits_user_id_fkey ON public.user_rate_limits: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.user_rate_limits ADD CONSTRAINT user_rate_limits_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT refresh_tokens_user_id_fkey ON signin.refresh_tokens: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE signin.refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.feature_usages FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.feature_usages FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.generation_audits FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.generation_audits FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.generation_audits_default FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.photo_generations FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.user_profiles FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.user_rate_limits FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON signin.refresh_tokens FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

-- downgrade
-- DROP ROUTINE public.generation_audits_partition(date): no lock, a moment
-- hazard: Statements that name ROUTINE public.generation_audits_partition(date) fail.
DROP ROUTINE public.generation_audits_partition(date);
-- DROP TABLE public.feature_usages: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.feature_usages are gone.
-- hazard: Going back brings TABLE public.feature_usages back empty.
-- hazard: Statements that name TABLE public.feature_usages fail.
DROP TABLE public.feature_usages;
-- DROP TABLE public.generation_audits_default: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.generation_audits_default are gone.
-- hazard: Going back brings TABLE public.generation_audits_default back empty.
-- hazard: Statements that name TABLE public.generation_audits_default fail.
DROP TABLE public.generation_audits_default;
-- DROP TABLE public.generation_audits: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.generation_audits are gone.
-- hazard: Going back brings TABLE public.generation_audits back empty.
-- hazard: Statements that name TABLE public.generation_audits fail.
DROP TABLE public.generation_audits;
-- DROP ROUTINE public.refuse_change(): no lock, a moment
-- hazard: Statements that name ROUTINE public.refuse_change() fail.
DROP ROUTINE public.refuse_change();
-- DROP TABLE public.photo_generations: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.photo_generations are gone.
-- hazard: Going back brings TABLE public.photo_generations back empty.
-- hazard: Statements that name TABLE public.photo_generations fail.
DROP TABLE public.photo_generations;
-- DROP TABLE public.user_profiles: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.user_profiles are gone.
-- hazard: Going back brings TABLE public.user_profiles back empty.
-- hazard: Statements that name TABLE public.user_profiles fail.
DROP TABLE public.user_profiles;
-- DROP TABLE public.user_rate_limits: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.user_rate_limits are gone.
-- hazard: Going back brings TABLE public.user_rate_limits back empty.
-- hazard: Statements that name TABLE public.user_rate_limits fail.
DROP TABLE public.user_rate_limits;
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
