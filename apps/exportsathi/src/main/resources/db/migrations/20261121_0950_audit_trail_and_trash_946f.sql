-- revision: 946f03ff5e1f
-- parents: 17338f4ff4a2
-- message: audit trail and trash
-- made: 2026-11-21T09:50:06Z from hand
-- transactional: yes

-- upgrade
CREATE SCHEMA archive;

-- One line for each row that is made, changed or taken away, whoever does it. What is encrypted, and hashes of passwords,
-- are not copied. Runs as its owner, so that nobody needs a right to write the trail.
CREATE FUNCTION trail.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    hidden constant text[] := ARRAY['password_hash', 'phone', 'document_data'];
    was jsonb;
    becomes jsonb;
    before jsonb;
    after jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        was := to_jsonb(OLD);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        becomes := to_jsonb(NEW);
    END IF;
    IF TG_OP = 'DELETE' THEN
        before := was;
    ELSIF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, becomes -> o.key) INTO before, after
          FROM jsonb_each(was) o
         WHERE o.key <> 'updated_at' AND o.value IS DISTINCT FROM becomes -> o.key;
        IF before IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    SELECT before || coalesce(jsonb_object_agg(h, '(not copied)'::text), jsonb_build_object()) INTO before
      FROM unnest(hidden) h WHERE before -> h <> 'null';
    SELECT after || coalesce(jsonb_object_agg(h, '(not copied)'::text), jsonb_build_object()) INTO after
      FROM unnest(hidden) h WHERE after -> h <> 'null';
    INSERT INTO trail.changes (table_name, row_id, action, actor, before, after)
    VALUES (TG_ARGV[0], (coalesce(becomes, was) ->> 'id')::uuid, lower(TG_OP),
            nullif(current_setting('exportsathi.actor', true), '')::uuid, before, after);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION trail.note() FROM PUBLIC;

-- Keeps what is deleted, with all that goes with it. What goes because something larger goes is kept with that; with
-- an account nothing is kept.
CREATE FUNCTION trash.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    kind constant text := TG_ARGV[0];
    title text;
    contents jsonb := jsonb_build_object(TG_TABLE_NAME, jsonb_build_array(to_jsonb(OLD)));
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.users u WHERE u.id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    IF kind = 'report' THEN
        title := OLD.product_name;
        contents := contents || jsonb_build_object(
            'certification_progress', (SELECT jsonb_agg(to_jsonb(c)) FROM public.certification_progress c WHERE c.report_id = OLD.id),
            'generated_documents', (SELECT jsonb_agg(to_jsonb(d)) FROM public.generated_documents d WHERE d.report_id = OLD.id),
            'action_plan_progress', (SELECT jsonb_agg(to_jsonb(t)) FROM public.action_plan_progress t WHERE t.report_id = OLD.id),
            'finance_analysis', (SELECT jsonb_agg(to_jsonb(f)) FROM public.finance_analysis f WHERE f.report_id = OLD.id),
            'logistics_analysis', (SELECT jsonb_agg(to_jsonb(l)) FROM public.logistics_analysis l WHERE l.report_id = OLD.id),
            'chat_sessions', (SELECT jsonb_agg(to_jsonb(s)) FROM public.chat_sessions s WHERE s.report_id = OLD.id),
            'chat_messages', (SELECT jsonb_agg(to_jsonb(m)) FROM public.chat_messages m
                                JOIN public.chat_sessions s ON s.id = m.session_id WHERE s.report_id = OLD.id));
    ELSE
        SELECT r.product_name INTO title FROM public.reports r WHERE r.id = OLD.report_id;
        IF title IS NULL THEN
            RETURN OLD;
        END IF;
        IF kind = 'chat_session' THEN
            contents := contents || jsonb_build_object(
                'chat_messages', (SELECT jsonb_agg(to_jsonb(m)) FROM public.chat_messages m WHERE m.session_id = OLD.id));
        END IF;
    END IF;
    INSERT INTO trash.items (owner_id, kind, row_id, title, contents)
    VALUES (OLD.user_id, kind, OLD.id, title, contents);
    RETURN OLD;
END
$body$;
REVOKE ALL ON FUNCTION trash.keep() FROM PUBLIC;

-- Puts a thing back, table by table, into the columns that it had and that there still are.
CREATE FUNCTION trash.put_back(item uuid) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    kept jsonb;
    name text;
    columns text;
BEGIN
    DELETE FROM trash.items i WHERE i.id = item RETURNING i.contents INTO kept;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    FOREACH name IN ARRAY ARRAY['reports', 'certification_progress', 'generated_documents', 'action_plan_progress',
                                'finance_analysis', 'logistics_analysis', 'chat_sessions', 'chat_messages']
    LOOP
        CONTINUE WHEN jsonb_typeof(kept -> name) IS DISTINCT FROM 'array';
        SELECT string_agg(quote_ident(a.attname), ', ') INTO columns
          FROM pg_attribute a
         WHERE a.attrelid = format('public.%I', name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attgenerated = '' AND (kept -> name -> 0) ? a.attname;
        EXECUTE format('INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM jsonb_populate_recordset(NULL::public.%1$I, $1)',
                       name, columns) USING kept -> name;
    END LOOP;
    RETURN true;
END
$body$;

CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION trail.note('users');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.reports FOR EACH ROW EXECUTE FUNCTION trail.note('reports');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.certification_progress FOR EACH ROW EXECUTE FUNCTION trail.note('certification_progress');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.generated_documents FOR EACH ROW EXECUTE FUNCTION trail.note('generated_documents');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.action_plan_progress FOR EACH ROW EXECUTE FUNCTION trail.note('action_plan_progress');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.chat_sessions FOR EACH ROW EXECUTE FUNCTION trail.note('chat_sessions');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.finance_analysis FOR EACH ROW EXECUTE FUNCTION trail.note('finance_analysis');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON public.logistics_analysis FOR EACH ROW EXECUTE FUNCTION trail.note('logistics_analysis');
-- Messages are made and not changed: their making is told by themselves.
CREATE TRIGGER note AFTER UPDATE OR DELETE ON public.chat_messages FOR EACH ROW EXECUTE FUNCTION trail.note('chat_messages');

CREATE TRIGGER keep BEFORE DELETE ON public.reports FOR EACH ROW EXECUTE FUNCTION trash.keep('report');
CREATE TRIGGER keep BEFORE DELETE ON public.generated_documents FOR EACH ROW EXECUTE FUNCTION trash.keep('document');
CREATE TRIGGER keep BEFORE DELETE ON public.chat_sessions FOR EACH ROW EXECUTE FUNCTION trash.keep('chat_session');

-- downgrade
DROP TRIGGER keep ON public.reports;
DROP TRIGGER keep ON public.generated_documents;
DROP TRIGGER keep ON public.chat_sessions;
DROP TRIGGER note ON public.users;
DROP TRIGGER note ON public.reports;
DROP TRIGGER note ON public.certification_progress;
DROP TRIGGER note ON public.generated_documents;
DROP TRIGGER note ON public.action_plan_progress;
DROP TRIGGER note ON public.chat_sessions;
DROP TRIGGER note ON public.finance_analysis;
DROP TRIGGER note ON public.logistics_analysis;
DROP TRIGGER note ON public.chat_messages;
DROP FUNCTION trash.put_back(uuid);
DROP FUNCTION trash.keep();
DROP FUNCTION trail.note();
DROP SCHEMA archive;
