-- revision: 78c326a00255
-- parents: none
-- message: The first schema
-- made: 2026-11-21T13:09:05Z from entities
-- transactional: yes

-- upgrade
CREATE SCHEMA signin;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$function$;
CREATE TABLE public.project_visualizations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    project_id uuid NOT NULL,
    slide_number integer NOT NULL,
    title character varying(300) NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    annotations jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_project_visualizations_slide_number CHECK ((slide_number >= 1)),
    CONSTRAINT project_visualizations_pkey PRIMARY KEY (id),
    CONSTRAINT uq_project_visualizations_slide UNIQUE (project_id, slide_number)
);
CREATE TABLE public.projects (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    owner_id uuid NOT NULL,
    name character varying(200) NOT NULL,
    context_metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    topics jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT projects_pkey PRIMARY KEY (id)
);
CREATE TABLE public.stripe_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    stripe_event_id character varying(255) NOT NULL,
    type character varying(100) NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    processed_at timestamp(6) with time zone,
    error character varying(2000),
    CONSTRAINT stripe_events_pkey PRIMARY KEY (id),
    CONSTRAINT stripe_events_stripe_event_id_key UNIQUE (stripe_event_id)
);
CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    email public.citext NOT NULL,
    password_hash character varying(200) NOT NULL,
    full_name character varying(200) NOT NULL,
    stripe_customer_id character varying(255),
    stripe_subscription_id character varying(255),
    subscription_tier character varying(20) DEFAULT 'free'::character varying NOT NULL,
    subscription_status character varying(20),
    current_period_end timestamp(6) with time zone,
    usage_count integer DEFAULT 0 NOT NULL,
    usage_reset_at timestamp(6) with time zone DEFAULT (now() + '1 mon'::interval) NOT NULL,
    CONSTRAINT ck_users_usage_count CHECK ((usage_count >= 0)),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_stripe_customer_id_key UNIQUE (stripe_customer_id),
    CONSTRAINT users_stripe_subscription_id_key UNIQUE (stripe_subscription_id),
    CONSTRAINT users_subscription_status_check CHECK ((subscription_status = ANY (ARRAY['incomplete'::character varying, 'incomplete_expired'::character varying, 'trialing'::character varying, 'active'::character varying, 'past_due'::character varying, 'canceled'::character varying, 'unpaid'::character varying, 'paused'::character varying]))),
    CONSTRAINT users_subscription_tier_check CHECK ((subscription_tier = ANY (ARRAY['free'::character varying, 'pro'::character varying, 'team'::character varying])))
);
CREATE TABLE public.workspaces (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    owner_id uuid NOT NULL,
    name character varying(200) NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT workspaces_pkey PRIMARY KEY (id)
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
CREATE INDEX ix_projects_owner_created ON public.projects USING btree (owner_id, created_at, id);
CREATE INDEX ix_projects_owner_updated ON public.projects USING btree (owner_id, updated_at, id);
CREATE INDEX ix_stripe_events_created ON public.stripe_events USING btree (created_at, id);
CREATE INDEX ix_stripe_events_customer ON public.stripe_events USING btree (((payload #>> '{data,object,customer}'::text[])));
CREATE INDEX ix_stripe_events_unprocessed ON public.stripe_events USING btree (received_at) WHERE (processed_at IS NULL);
CREATE INDEX ix_users_created_at ON public.users USING btree (created_at);
CREATE INDEX ix_users_tier_status ON public.users USING btree (subscription_tier, subscription_status);
CREATE INDEX ix_workspaces_owner_created ON public.workspaces USING btree (owner_id, created_at, id);
CREATE INDEX ix_workspaces_owner_updated ON public.workspaces USING btree (owner_id, updated_at, id);
CREATE INDEX ix_refresh_tokens_family ON signin.refresh_tokens USING btree (family);
CREATE INDEX ix_refresh_tokens_user_id ON signin.refresh_tokens USING btree (user_id);
-- CREATE CONSTRAINT project_visualizations_project_id_fkey ON public.project_visualizations: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.project_visualizations ADD CONSTRAINT project_visualizations_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT projects_owner_id_fkey ON public.projects: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.projects ADD CONSTRAINT projects_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT workspaces_owner_id_fkey ON public.workspaces: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.workspaces ADD CONSTRAINT workspaces_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT refresh_tokens_user_id_fkey ON signin.refresh_tokens: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE signin.refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.project_visualizations FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.projects FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.stripe_events FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON signin.refresh_tokens FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

-- downgrade
-- DROP TABLE public.project_visualizations: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.project_visualizations are gone.
-- hazard: Going back brings TABLE public.project_visualizations back empty.
-- hazard: Statements that name TABLE public.project_visualizations fail.
DROP TABLE public.project_visualizations;
-- DROP TABLE public.projects: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.projects are gone.
-- hazard: Going back brings TABLE public.projects back empty.
-- hazard: Statements that name TABLE public.projects fail.
DROP TABLE public.projects;
-- DROP TABLE public.stripe_events: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.stripe_events are gone.
-- hazard: Going back brings TABLE public.stripe_events back empty.
-- hazard: Statements that name TABLE public.stripe_events fail.
DROP TABLE public.stripe_events;
-- DROP TABLE public.workspaces: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.workspaces are gone.
-- hazard: Going back brings TABLE public.workspaces back empty.
-- hazard: Statements that name TABLE public.workspaces fail.
DROP TABLE public.workspaces;
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
