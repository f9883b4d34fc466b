-- revision: 23b48084fe0d
-- parents: ed261476bff7
-- message: make profile and rate limit with the user
-- made: 2026-11-21T09:23:58Z from hand
-- transactional: yes

-- upgrade
CREATE FUNCTION public.users_bring_rows() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO public.user_profiles (user_id) SELECT id FROM made;
    INSERT INTO public.user_rate_limits (user_id) SELECT id FROM made;
    RETURN NULL;
END
$body$;
CREATE TRIGGER bring_rows AFTER INSERT ON public.users
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.users_bring_rows();

-- Each request writes its row again: room on the page keeps the new version beside the old one, off the indexes.
ALTER TABLE public.user_rate_limits SET (fillfactor = 70);

-- downgrade
ALTER TABLE public.user_rate_limits RESET (fillfactor);
DROP TRIGGER bring_rows ON public.users;
DROP FUNCTION public.users_bring_rows();
