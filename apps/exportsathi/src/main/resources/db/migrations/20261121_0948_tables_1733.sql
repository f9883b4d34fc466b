-- revision: 17338f4ff4a2
-- parents: none
-- message: tables
-- made: 2026-11-21T09:48:43Z from entities
-- transactional: yes

-- upgrade
CREATE SCHEMA signin;
CREATE SCHEMA trail;
CREATE SCHEMA trash;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.changes_partition(day date)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
    first date := date_trunc('month', day);
    part text := 'changes_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(format('%I.%I', 'trail', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)',
            'trail', part, 'trail', 'changes', first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', 'trail', part);
    END IF;
    RETURN part;
END
$function$;
CREATE OR REPLACE FUNCTION public.chat_messages_partition(day date)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
    first date := date_trunc('month', day);
    part text := 'chat_messages_' || to_char(first, 'YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)',
        'public', part, 'public', 'chat_messages', first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
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
CREATE TABLE public.action_plan_progress (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    user_id uuid NOT NULL,
    day_number integer NOT NULL,
    task_id character varying(60) NOT NULL,
    task_title character varying(300) NOT NULL,
    is_completed boolean DEFAULT false NOT NULL,
    completed_at timestamp(6) with time zone,
    notes character varying(4000) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT action_plan_progress_pkey PRIMARY KEY (id),
    CONSTRAINT ck_action_plan_progress_completed CHECK ((is_completed = (completed_at IS NOT NULL))),
    CONSTRAINT ck_action_plan_progress_day_number CHECK (((day_number >= 1) AND (day_number <= 7))),
    CONSTRAINT uq_action_plan_progress_task UNIQUE (report_id, task_id)
);
CREATE TABLE public.certification_progress (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    user_id uuid NOT NULL,
    certification_id character varying(60) NOT NULL,
    certification_name character varying(200) NOT NULL,
    status character varying(20) DEFAULT 'not_started'::character varying NOT NULL,
    documents_completed jsonb DEFAULT '[]'::jsonb NOT NULL,
    notes character varying(4000) DEFAULT ''::character varying NOT NULL,
    started_at timestamp(6) with time zone,
    completed_at timestamp(6) with time zone,
    CONSTRAINT certification_progress_pkey PRIMARY KEY (id),
    CONSTRAINT certification_progress_status_check CHECK ((status = ANY (ARRAY['in_progress'::character varying, 'rejected'::character varying, 'completed'::character varying, 'not_started'::character varying]))),
    CONSTRAINT ck_certification_progress_completed CHECK ((((status)::text = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT ck_certification_progress_documents CHECK ((jsonb_typeof(documents_completed) = 'array'::text)),
    CONSTRAINT ck_certification_progress_times CHECK ((completed_at >= started_at)),
    CONSTRAINT uq_certification_progress_certification UNIQUE (report_id, certification_id)
);
CREATE TABLE public.chat_messages (
    id uuid NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    session_id uuid NOT NULL,
    role character varying(10) NOT NULL,
    content text NOT NULL,
    sources jsonb NOT NULL
) PARTITION BY RANGE (created_at);
CREATE TABLE public.chat_sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    user_id uuid NOT NULL,
    context_data jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT chat_sessions_pkey PRIMARY KEY (id)
);
CREATE TABLE public.finance_analysis (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    user_id uuid NOT NULL,
    working_capital_data jsonb NOT NULL,
    rodtep_benefit_data jsonb NOT NULL,
    gst_refund_data jsonb NOT NULL,
    cash_flow_timeline jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_finance_analysis_cash_flow CHECK ((jsonb_typeof(cash_flow_timeline) = 'array'::text)),
    CONSTRAINT finance_analysis_pkey PRIMARY KEY (id),
    CONSTRAINT uq_finance_analysis_report UNIQUE (report_id)
);
CREATE TABLE public.generated_documents (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    user_id uuid NOT NULL,
    document_type character varying(40) NOT NULL,
    document_data jsonb NOT NULL,
    file_url character varying(2000),
    is_valid boolean NOT NULL,
    validation_results jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_generated_documents_encrypted CHECK (((jsonb_typeof(document_data) = 'string'::text) AND ((document_data #>> '{}'::text[]) ~ '^pgs1[.][a-z0-9-]{1,32}[.][A-Za-z0-9_-]{59,}$'::text))),
    CONSTRAINT ck_generated_documents_results CHECK ((jsonb_typeof(validation_results) = 'array'::text)),
    CONSTRAINT generated_documents_document_type_check CHECK ((document_type = ANY (ARRAY['commercial_invoice'::character varying, 'shipping_bill'::character varying, 'certificate_of_origin'::character varying, 'declaration'::character varying, 'packing_list'::character varying]))),
    CONSTRAINT generated_documents_pkey PRIMARY KEY (id)
);
CREATE TABLE public.logistics_analysis (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    report_id uuid NOT NULL,
    lcl_fcl_comparison jsonb NOT NULL,
    rms_probability numeric(5,2) NOT NULL,
    freight_estimate jsonb NOT NULL,
    route_options jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_logistics_analysis_rms_probability CHECK (((rms_probability >= (0)::numeric) AND (rms_probability <= (100)::numeric))),
    CONSTRAINT ck_logistics_analysis_routes CHECK ((jsonb_typeof(route_options) = 'array'::text)),
    CONSTRAINT logistics_analysis_pkey PRIMARY KEY (id),
    CONSTRAINT uq_logistics_analysis_report UNIQUE (report_id)
);
CREATE TABLE public.reports (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    user_id uuid NOT NULL,
    product_name character varying(200) NOT NULL,
    product_description character varying(4000) DEFAULT ''::character varying NOT NULL,
    product_image_url character varying(2000),
    hs_code character varying(8) NOT NULL,
    hs_code_confidence integer NOT NULL,
    destination_country character varying(2) NOT NULL,
    business_type character varying(20) NOT NULL,
    company_size character varying(20) NOT NULL,
    risk_score integer NOT NULL,
    estimated_cost numeric(14,2) NOT NULL,
    estimated_timeline_days integer NOT NULL,
    status character varying(20) DEFAULT 'draft'::character varying NOT NULL,
    report_data jsonb DEFAULT '{}'::jsonb NOT NULL,
    completed_at timestamp(6) with time zone,
    CONSTRAINT ck_reports_completed CHECK ((((status)::text = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT ck_reports_destination_country CHECK (((destination_country)::text ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT ck_reports_estimated_cost CHECK ((estimated_cost >= (0)::numeric)),
    CONSTRAINT ck_reports_estimated_timeline_days CHECK ((estimated_timeline_days >= 0)),
    CONSTRAINT ck_reports_hs_code CHECK (((hs_code)::text ~ '^[0-9]{4,8}$'::text)),
    CONSTRAINT ck_reports_hs_code_confidence CHECK (((hs_code_confidence >= 0) AND (hs_code_confidence <= 100))),
    CONSTRAINT ck_reports_risk_score CHECK (((risk_score >= 0) AND (risk_score <= 100))),
    CONSTRAINT reports_business_type_check CHECK ((business_type = ANY (ARRAY['Merchant'::character varying, 'SaaS'::character varying, 'Manufacturing'::character varying]))),
    CONSTRAINT reports_company_size_check CHECK ((company_size = ANY (ARRAY['Small'::character varying, 'Medium'::character varying, 'Large'::character varying, 'Micro'::character varying]))),
    CONSTRAINT reports_pkey PRIMARY KEY (id),
    CONSTRAINT reports_status_check CHECK ((status = ANY (ARRAY['archived'::character varying, 'in_progress'::character varying, 'draft'::character varying, 'completed'::character varying])))
);
CREATE TABLE public.user_metrics (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    user_id uuid NOT NULL,
    reports_generated integer DEFAULT 0 NOT NULL,
    certifications_completed integer DEFAULT 0 NOT NULL,
    exports_completed integer DEFAULT 0 NOT NULL,
    documents_generated integer DEFAULT 0 NOT NULL,
    cost_savings numeric(14,2) DEFAULT 0 NOT NULL,
    time_saved_days integer DEFAULT 0 NOT NULL,
    CONSTRAINT ck_user_metrics_cost_savings CHECK ((cost_savings >= (0)::numeric)),
    CONSTRAINT ck_user_metrics_counts CHECK ((LEAST(reports_generated, certifications_completed, exports_completed, documents_generated, time_saved_days) >= 0)),
    CONSTRAINT uq_user_metrics_user UNIQUE (user_id),
    CONSTRAINT user_metrics_pkey PRIMARY KEY (id)
);
CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    email public.citext NOT NULL,
    password_hash character varying(200) NOT NULL,
    business_type character varying(20) NOT NULL,
    company_size character varying(20) NOT NULL,
    company_name character varying(200),
    phone character varying(200),
    is_active boolean DEFAULT true NOT NULL,
    CONSTRAINT ck_users_phone_encrypted CHECK (((phone)::text ~ '^pgs1[.][a-z0-9-]{1,32}[.][A-Za-z0-9_-]{59,}[.][A-Za-z0-9_-]{43}$'::text)),
    CONSTRAINT users_business_type_check CHECK ((business_type = ANY (ARRAY['Merchant'::character varying, 'SaaS'::character varying, 'Manufacturing'::character varying]))),
    CONSTRAINT users_company_size_check CHECK ((company_size = ANY (ARRAY['Small'::character varying, 'Medium'::character varying, 'Large'::character varying, 'Micro'::character varying]))),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id)
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
CREATE TABLE trail.changes (
    id uuid NOT NULL,
    at timestamp(6) with time zone NOT NULL,
    table_name character varying(63) NOT NULL,
    row_id uuid NOT NULL,
    action character varying(6) NOT NULL,
    actor uuid,
    role_name character varying(63) NOT NULL,
    transaction_id bigint NOT NULL,
    before jsonb,
    after jsonb
) PARTITION BY RANGE (at);
CREATE TABLE trash.items (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    deleted_at timestamp(6) with time zone DEFAULT now() NOT NULL,
    owner_id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    row_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    contents jsonb NOT NULL,
    CONSTRAINT ck_items_kind CHECK ((kind = ANY (ARRAY['report'::character varying, 'document'::character varying, 'chat_session'::character varying]))),
    CONSTRAINT items_pkey PRIMARY KEY (id)
);
ALTER TABLE public.chat_messages ALTER COLUMN created_at SET DEFAULT clock_timestamp();
ALTER TABLE public.chat_messages ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE public.chat_messages ALTER COLUMN sources SET DEFAULT '[]'::jsonb;
ALTER TABLE trail.changes ALTER COLUMN at SET DEFAULT clock_timestamp();
ALTER TABLE trail.changes ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE trail.changes ALTER COLUMN role_name SET DEFAULT SESSION_USER;
ALTER TABLE trail.changes ALTER COLUMN transaction_id SET DEFAULT txid_current();
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_role_check CHECK ((role = ANY (ARRAY['assistant'::character varying, 'user'::character varying])));
ALTER TABLE public.chat_messages ADD CONSTRAINT ck_chat_messages_content CHECK (((length(content) >= 1) AND (length(content) <= 8000)));
ALTER TABLE public.chat_messages ADD CONSTRAINT ck_chat_messages_sources CHECK ((jsonb_typeof(sources) = 'array'::text));
CREATE TABLE public.chat_messages_default (
    id uuid NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    session_id uuid NOT NULL,
    role character varying(10) NOT NULL,
    content text NOT NULL,
    sources jsonb NOT NULL,
    CONSTRAINT chat_messages_role_check CHECK ((role = ANY (ARRAY['assistant'::character varying, 'user'::character varying]))),
    CONSTRAINT ck_chat_messages_content CHECK (((length(content) >= 1) AND (length(content) <= 8000))),
    CONSTRAINT ck_chat_messages_sources CHECK ((jsonb_typeof(sources) = 'array'::text))
);
ALTER TABLE public.chat_messages_default ALTER COLUMN created_at SET DEFAULT clock_timestamp();
ALTER TABLE public.chat_messages_default ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE public.chat_messages_default ALTER COLUMN sources SET DEFAULT '[]'::jsonb;
ALTER TABLE public.chat_messages_default ADD CONSTRAINT chat_messages_default_pkey PRIMARY KEY (id, created_at);
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_pkey PRIMARY KEY (id, created_at);
ALTER TABLE trail.changes ADD CONSTRAINT ck_changes_action CHECK ((action = ANY (ARRAY['insert'::character varying, 'update'::character varying, 'delete'::character varying])));
CREATE TABLE trail.changes_default (
    id uuid NOT NULL,
    at timestamp(6) with time zone NOT NULL,
    table_name character varying(63) NOT NULL,
    row_id uuid NOT NULL,
    action character varying(6) NOT NULL,
    actor uuid,
    role_name character varying(63) NOT NULL,
    transaction_id bigint NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT ck_changes_action CHECK ((action = ANY (ARRAY['insert'::character varying, 'update'::character varying, 'delete'::character varying])))
);
ALTER TABLE trail.changes_default ALTER COLUMN at SET DEFAULT clock_timestamp();
ALTER TABLE trail.changes_default ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE trail.changes_default ALTER COLUMN role_name SET DEFAULT SESSION_USER;
ALTER TABLE trail.changes_default ALTER COLUMN transaction_id SET DEFAULT txid_current();
ALTER TABLE trail.changes_default ADD CONSTRAINT changes_default_pkey PRIMARY KEY (id, at);
ALTER TABLE trail.changes ADD CONSTRAINT changes_pkey PRIMARY KEY (id, at);
CREATE INDEX chat_messages_default_session_id_created_at_id_idx ON public.chat_messages_default USING btree (session_id, created_at, id);
CREATE INDEX ix_action_plan_progress_report_day ON public.action_plan_progress USING btree (report_id, day_number, task_id);
CREATE INDEX ix_action_plan_progress_user ON public.action_plan_progress USING btree (user_id, is_completed);
CREATE INDEX ix_certification_progress_user_status ON public.certification_progress USING btree (user_id, status);
CREATE INDEX ix_chat_messages_session_created ON public.chat_messages USING btree (session_id, created_at, id);
CREATE INDEX ix_chat_sessions_report_created ON public.chat_sessions USING btree (report_id, created_at DESC, id DESC);
CREATE INDEX ix_chat_sessions_user ON public.chat_sessions USING btree (user_id);
CREATE INDEX ix_finance_analysis_user ON public.finance_analysis USING btree (user_id);
CREATE INDEX ix_generated_documents_key ON public.generated_documents USING btree (split_part((document_data #>> '{}'::text[]), '.'::text, 2));
CREATE INDEX ix_generated_documents_report_created ON public.generated_documents USING btree (report_id, created_at DESC, id DESC);
CREATE INDEX ix_generated_documents_user_created ON public.generated_documents USING btree (user_id, created_at DESC, id DESC);
CREATE INDEX ix_reports_created_at ON public.reports USING btree (created_at DESC, id DESC);
CREATE INDEX ix_reports_destination_country ON public.reports USING btree (destination_country, created_at DESC, id DESC);
CREATE INDEX ix_reports_hs_code ON public.reports USING btree (hs_code, created_at DESC, id DESC);
CREATE INDEX ix_reports_status ON public.reports USING btree (status, created_at DESC, id DESC);
CREATE INDEX ix_reports_user_created ON public.reports USING btree (user_id, created_at DESC, id DESC);
CREATE INDEX ix_reports_user_status ON public.reports USING btree (user_id, status, created_at DESC, id DESC);
CREATE INDEX ix_users_created_at ON public.users USING btree (created_at DESC, id DESC);
CREATE INDEX ix_users_phone_digest ON public.users USING btree (split_part((phone)::text, '.'::text, 4)) WHERE (phone IS NOT NULL);
CREATE INDEX ix_users_phone_key ON public.users USING btree (split_part((phone)::text, '.'::text, 2)) WHERE (phone IS NOT NULL);
CREATE INDEX ix_refresh_tokens_family ON signin.refresh_tokens USING btree (family);
CREATE INDEX ix_refresh_tokens_user_id ON signin.refresh_tokens USING btree (user_id);
CREATE INDEX changes_default_actor_at_id_idx ON trail.changes_default USING btree (actor, at DESC, id DESC);
CREATE INDEX changes_default_table_name_row_id_at_id_idx ON trail.changes_default USING btree (table_name, row_id, at DESC, id DESC);
CREATE INDEX ix_changes_actor ON trail.changes USING btree (actor, at DESC, id DESC);
CREATE INDEX ix_changes_row ON trail.changes USING btree (table_name, row_id, at DESC, id DESC);
CREATE INDEX ix_items_deleted_at ON trash.items USING btree (deleted_at);
CREATE INDEX ix_items_owner_deleted ON trash.items USING btree (owner_id, deleted_at DESC, id DESC);
-- CREATE TABLE public.chat_messages_default: SHARE UPDATE EXCLUSIVE, a moment
ALTER TABLE public.chat_messages ATTACH PARTITION public.chat_messages_default DEFAULT;
-- CREATE TABLE trail.changes_default: SHARE UPDATE EXCLUSIVE, a moment
ALTER TABLE trail.changes ATTACH PARTITION trail.changes_default DEFAULT;
-- CREATE CONSTRAINT action_plan_progress_report_id_fkey ON public.action_plan_progress: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.action_plan_progress ADD CONSTRAINT action_plan_progress_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT action_plan_progress_user_id_fkey ON public.action_plan_progress: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.action_plan_progress ADD CONSTRAINT action_plan_progress_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT certification_progress_report_id_fkey ON public.certification_progress: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.certification_progress ADD CONSTRAINT certification_progress_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT certification_progress_user_id_fkey ON public.certification_progress: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.certification_progress ADD CONSTRAINT certification_progress_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT chat_messages_session_id_fkey ON public.chat_messages: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.chat_sessions(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT chat_sessions_report_id_fkey ON public.chat_sessions: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.chat_sessions ADD CONSTRAINT chat_sessions_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT chat_sessions_user_id_fkey ON public.chat_sessions: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.chat_sessions ADD CONSTRAINT chat_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT finance_analysis_report_id_fkey ON public.finance_analysis: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.finance_analysis ADD CONSTRAINT finance_analysis_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT finance_analysis_user_id_fkey ON public.finance_analysis: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.finance_analysis ADD CONSTRAINT finance_analysis_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT generated_documents_report_id_fkey ON public.generated_documents: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.generated_documents ADD CONSTRAINT generated_documents_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT generated_documents_user_id_fkey ON public.generated_documents: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.generated_documents ADD CONSTRAINT generated_documents_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT logistics_analysis_report_id_fkey ON public.logistics_analysis: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.logistics_analysis ADD CONSTRAINT logistics_analysis_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.reports(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT reports_user_id_fkey ON public.reports: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.reports ADD CONSTRAINT reports_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT user_metrics_user_id_fkey ON public.user_metrics: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE public.user_metrics ADD CONSTRAINT user_metrics_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT refresh_tokens_user_id_fkey ON signin.refresh_tokens: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE signin.refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
-- CREATE CONSTRAINT items_owner_id_fkey ON trash.items: SHARE ROW EXCLUSIVE, a moment
ALTER TABLE trash.items ADD CONSTRAINT items_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.action_plan_progress FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.certification_progress FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.chat_sessions FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.finance_analysis FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.generated_documents FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.logistics_analysis FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.reports FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.user_metrics FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON signin.refresh_tokens FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trail.changes FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON trail.changes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON trail.changes_default FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- downgrade
-- DROP ROUTINE public.changes_partition(date): no lock, a moment
-- hazard: Statements that name ROUTINE public.changes_partition(date) fail.
DROP ROUTINE public.changes_partition(date);
-- DROP ROUTINE public.chat_messages_partition(date): no lock, a moment
-- hazard: Statements that name ROUTINE public.chat_messages_partition(date) fail.
DROP ROUTINE public.chat_messages_partition(date);
-- DROP CONSTRAINT chat_messages_session_id_fkey ON public.chat_messages: ACCESS EXCLUSIVE, a moment
ALTER TABLE public.chat_messages DROP CONSTRAINT chat_messages_session_id_fkey;
-- DROP CONSTRAINT chat_sessions_report_id_fkey ON public.chat_sessions: ACCESS EXCLUSIVE, a moment
ALTER TABLE public.chat_sessions DROP CONSTRAINT chat_sessions_report_id_fkey;
-- DROP CONSTRAINT chat_sessions_user_id_fkey ON public.chat_sessions: ACCESS EXCLUSIVE, a moment
ALTER TABLE public.chat_sessions DROP CONSTRAINT chat_sessions_user_id_fkey;
-- DROP CONSTRAINT reports_user_id_fkey ON public.reports: ACCESS EXCLUSIVE, a moment
ALTER TABLE public.reports DROP CONSTRAINT reports_user_id_fkey;
-- DROP TABLE public.action_plan_progress: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.action_plan_progress are gone.
-- hazard: Going back brings TABLE public.action_plan_progress back empty.
-- hazard: Statements that name TABLE public.action_plan_progress fail.
DROP TABLE public.action_plan_progress;
-- DROP TABLE public.certification_progress: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.certification_progress are gone.
-- hazard: Going back brings TABLE public.certification_progress back empty.
-- hazard: Statements that name TABLE public.certification_progress fail.
DROP TABLE public.certification_progress;
-- DROP TABLE public.chat_messages_default: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.chat_messages_default are gone.
-- hazard: Going back brings TABLE public.chat_messages_default back empty.
-- hazard: Statements that name TABLE public.chat_messages_default fail.
DROP TABLE public.chat_messages_default;
-- DROP TABLE public.chat_messages: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.chat_messages are gone.
-- hazard: Going back brings TABLE public.chat_messages back empty.
-- hazard: Statements that name TABLE public.chat_messages fail.
DROP TABLE public.chat_messages;
-- DROP TABLE public.chat_sessions: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.chat_sessions are gone.
-- hazard: Going back brings TABLE public.chat_sessions back empty.
-- hazard: Statements that name TABLE public.chat_sessions fail.
DROP TABLE public.chat_sessions;
-- DROP TABLE public.finance_analysis: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.finance_analysis are gone.
-- hazard: Going back brings TABLE public.finance_analysis back empty.
-- hazard: Statements that name TABLE public.finance_analysis fail.
DROP TABLE public.finance_analysis;
-- DROP TABLE public.generated_documents: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.generated_documents are gone.
-- hazard: Going back brings TABLE public.generated_documents back empty.
-- hazard: Statements that name TABLE public.generated_documents fail.
DROP TABLE public.generated_documents;
-- DROP TABLE public.logistics_analysis: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.logistics_analysis are gone.
-- hazard: Going back brings TABLE public.logistics_analysis back empty.
-- hazard: Statements that name TABLE public.logistics_analysis fail.
DROP TABLE public.logistics_analysis;
-- DROP TABLE public.reports: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.reports are gone.
-- hazard: Going back brings TABLE public.reports back empty.
-- hazard: Statements that name TABLE public.reports fail.
DROP TABLE public.reports;
-- DROP TABLE public.user_metrics: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE public.user_metrics are gone.
-- hazard: Going back brings TABLE public.user_metrics back empty.
-- hazard: Statements that name TABLE public.user_metrics fail.
DROP TABLE public.user_metrics;
-- DROP TABLE signin.refresh_tokens: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE signin.refresh_tokens are gone.
-- hazard: Going back brings TABLE signin.refresh_tokens back empty.
-- hazard: Statements that name TABLE signin.refresh_tokens fail.
DROP TABLE signin.refresh_tokens;
-- DROP SCHEMA signin: no lock, a moment
-- hazard: Statements that name SCHEMA signin fail.
DROP SCHEMA signin;
-- DROP TABLE trail.changes_default: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE trail.changes_default are gone.
-- hazard: Going back brings TABLE trail.changes_default back empty.
-- hazard: Statements that name TABLE trail.changes_default fail.
DROP TABLE trail.changes_default;
-- DROP TABLE trail.changes: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE trail.changes are gone.
-- hazard: Going back brings TABLE trail.changes back empty.
-- hazard: Statements that name TABLE trail.changes fail.
DROP TABLE trail.changes;
-- DROP ROUTINE public.refuse_change(): no lock, a moment
-- hazard: Statements that name ROUTINE public.refuse_change() fail.
DROP ROUTINE public.refuse_change();
-- DROP SCHEMA trail: no lock, a moment
-- hazard: Statements that name SCHEMA trail fail.
DROP SCHEMA trail;
-- DROP TABLE trash.items: ACCESS EXCLUSIVE, a moment
-- hazard: All values of TABLE trash.items are gone.
-- hazard: Going back brings TABLE trash.items back empty.
-- hazard: Statements that name TABLE trash.items fail.
DROP TABLE trash.items;
-- DROP SCHEMA trash: no lock, a moment
-- hazard: Statements that name SCHEMA trash fail.
DROP SCHEMA trash;
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
