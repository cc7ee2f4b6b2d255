-- What the record keeps by itself: the triggers of SQLite's migrations, each under its name, as PostgreSQL writes them.
-- Made anew at every change of the schema. A row's trigger runs at the end of its statement here and at once there, so
-- what is kept for pairs is made from the event as it then is.

CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', tg_argv[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- No line without its words, whatever tool writes it.
CREATE OR REPLACE FUNCTION must_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM articles WHERE id = new.article
               AND substr(text, new.start + 1, new."end" - new.start) <> new.text) THEN
        RAISE EXCEPTION 'the span of % does not quote its article', tg_argv[0]
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END $$;

CREATE OR REPLACE TRIGGER events_quote BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION must_quote('an event');
CREATE OR REPLACE TRIGGER statements_quote BEFORE INSERT ON statements
    FOR EACH ROW EXECUTE FUNCTION must_quote('a statement');
CREATE OR REPLACE TRIGGER figures_quote BEFORE INSERT ON figures FOR EACH ROW EXECUTE FUNCTION must_quote('a figure');
CREATE OR REPLACE TRIGGER events_stay BEFORE UPDATE OF article, text, start, "end" ON events FOR EACH ROW
    EXECUTE FUNCTION refuse('the citation of an event is written once; write the article again instead');
CREATE OR REPLACE TRIGGER statements_stay BEFORE UPDATE OF article, text, start, "end" ON statements FOR EACH ROW
    EXECUTE FUNCTION refuse('the citation of a statement is written once; write the article again instead');
CREATE OR REPLACE TRIGGER figures_stay BEFORE UPDATE OF article, text, start, "end" ON figures FOR EACH ROW
    EXECUTE FUNCTION refuse('the citation of a figure is written once; write the article again instead');

-- Happenings and copies.
CREATE OR REPLACE FUNCTION events_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tellings_left (event, happening) VALUES (old.id, old.happening) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER events_leave AFTER DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_leave();

CREATE OR REPLACE FUNCTION articles_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_recounted SELECT id FROM (VALUES (new.id), (old.duplicate_of), (new.duplicate_of)) AS touched (id)
    WHERE id IS NOT NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER articles_recount AFTER UPDATE OF duplicate_of, agency, origin, publisher ON articles
    FOR EACH ROW WHEN (
        (old.duplicate_of, old.agency, old.origin, old.publisher)
        IS DISTINCT FROM (new.duplicate_of, new.agency, new.origin, new.publisher)
    ) EXECUTE FUNCTION articles_recount();

CREATE OR REPLACE FUNCTION articles_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE signatures SET searched = 0 WHERE article IN (
        SELECT id FROM articles WHERE duplicate_of = old.id OR duplicate_of = old.duplicate_of OR id = old.duplicate_of);
    UPDATE copy_search SET written = written + 1;
    RETURN old;
END $$;
CREATE OR REPLACE TRIGGER articles_leave BEFORE DELETE ON articles FOR EACH ROW EXECUTE FUNCTION articles_leave();

-- What must be compared again.
CREATE OR REPLACE FUNCTION events_compare() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op <> 'INSERT' THEN
        INSERT INTO stale_subjects VALUES (coalesce(old.happening, old.id)) ON CONFLICT DO NOTHING;
        INSERT INTO stale_articles VALUES (old.article) ON CONFLICT DO NOTHING;
        INSERT INTO compare_todo VALUES (old.article) ON CONFLICT DO NOTHING;
    END IF;
    IF tg_op = 'INSERT' THEN
        INSERT INTO stale_subjects VALUES (coalesce(new.happening, new.id)) ON CONFLICT DO NOTHING;
    ELSIF tg_op = 'UPDATE' THEN
        INSERT INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE article = new.article
            ON CONFLICT DO NOTHING;
    END IF;
    IF tg_op <> 'DELETE' THEN
        INSERT INTO stale_articles VALUES (new.article) ON CONFLICT DO NOTHING;
        INSERT INTO compare_todo VALUES (new.article) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER events_compare AFTER INSERT OR UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_compare();

CREATE OR REPLACE FUNCTION statements_compare() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line statements%rowtype;
BEGIN
    IF tg_op = 'DELETE' THEN line := old; ELSE line := new; END IF;
    INSERT INTO stale_articles VALUES (line.article) ON CONFLICT DO NOTHING;
    INSERT INTO compare_todo VALUES (line.article) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER statements_compare AFTER INSERT OR UPDATE OR DELETE ON statements
    FOR EACH ROW EXECUTE FUNCTION statements_compare();

CREATE OR REPLACE FUNCTION articles_compare_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE article = new.id ON CONFLICT DO NOTHING;
    INSERT INTO stale_articles VALUES (new.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER articles_compare_copy AFTER UPDATE OF duplicate_of ON articles
    FOR EACH ROW EXECUTE FUNCTION articles_compare_copy();

CREATE OR REPLACE FUNCTION compare_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO compare_todo VALUES (new.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER compare_article AFTER UPDATE OF coding_sha256, published, published_window ON articles
    FOR EACH ROW EXECUTE FUNCTION compare_article();

CREATE OR REPLACE FUNCTION compare_participant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO compare_todo SELECT article FROM events WHERE id = new.event
        UNION SELECT article FROM statements WHERE id = new.statement ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER compare_participant AFTER UPDATE ON participants
    FOR EACH ROW EXECUTE FUNCTION compare_participant();

-- Decisions.
CREATE OR REPLACE FUNCTION revisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tombstones WHERE article = old.article) THEN
        RAISE EXCEPTION '%', tg_argv[0] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END $$;
CREATE OR REPLACE TRIGGER revisions_stay BEFORE UPDATE ON revisions FOR EACH ROW
    EXECUTE FUNCTION revisions_stay('a revision is written once; undo it with another');
CREATE OR REPLACE FUNCTION changes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM revisions JOIN tombstones ON tombstones.article = revisions.article
                   WHERE revisions.id = old.revision) THEN
        RAISE EXCEPTION '%', tg_argv[0] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END $$;
CREATE OR REPLACE TRIGGER changes_stay BEFORE UPDATE ON changes FOR EACH ROW
    EXECUTE FUNCTION changes_stay('a revision is written once; undo it with another');
CREATE OR REPLACE TRIGGER revisions_last BEFORE DELETE ON revisions FOR EACH ROW
    EXECUTE FUNCTION refuse('a revision is written once; undo it with another');
CREATE OR REPLACE TRIGGER changes_last BEFORE DELETE ON changes FOR EACH ROW
    EXECUTE FUNCTION refuse('a revision is written once; undo it with another');

-- Who dealt with whom on which day: an event's rows are taken out and put in as the view then gives them.
CREATE INDEX IF NOT EXISTS pair_days_by_event ON pair_days (event);
CREATE OR REPLACE FUNCTION pair_days_of(wanted text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM pair_days WHERE event = wanted;
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE event = wanted ON CONFLICT DO NOTHING;
$$;
CREATE OR REPLACE FUNCTION pair_days_participants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op <> 'INSERT' AND old.event IS NOT NULL THEN PERFORM pair_days_of(old.event); END IF;
    IF tg_op <> 'DELETE' AND new.event IS NOT NULL THEN PERFORM pair_days_of(new.event); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER pair_days_participants AFTER INSERT OR UPDATE OR DELETE ON participants
    FOR EACH ROW EXECUTE FUNCTION pair_days_participants();
CREATE OR REPLACE FUNCTION pair_days_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pair_days_of(old.id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER pair_days_event_update AFTER UPDATE OF counted_on, type, status, basis, quad, plover_score,
    goldstein_gdelt, goldstein_icews, happening, counted_from, "when" ON events
    FOR EACH ROW EXECUTE FUNCTION pair_days_events();
CREATE OR REPLACE TRIGGER pair_days_event_delete AFTER DELETE ON events FOR EACH ROW EXECUTE FUNCTION pair_days_events();
CREATE OR REPLACE FUNCTION pair_days_articles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pair_days_of(id) FROM events WHERE article = old.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER pair_days_article_update AFTER UPDATE OF duplicate_of, publisher, published ON articles
    FOR EACH ROW EXECUTE FUNCTION pair_days_articles();

-- How many articles of an outlet were read from a month.
CREATE OR REPLACE FUNCTION outlet_months() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op <> 'INSERT' AND old.published IS NOT NULL AND old.duplicate_of IS NULL THEN
        UPDATE outlet_months SET articles = articles - 1
            WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '');
        DELETE FROM outlet_months
            WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '') AND articles = 0;
    END IF;
    IF tg_op <> 'DELETE' AND new.published IS NOT NULL AND new.duplicate_of IS NULL THEN
        INSERT INTO outlet_months AS kept VALUES (substr(new.published, 1, 7), coalesce(new.publisher, ''), 1)
            ON CONFLICT (month, outlet) DO UPDATE SET articles = kept.articles + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER outlet_months AFTER INSERT OR DELETE OR UPDATE OF published, publisher, duplicate_of ON articles
    FOR EACH ROW EXECUTE FUNCTION outlet_months();

-- What was written and has no words in the index yet: Python puts them in before the transaction ends (words.py).
CREATE TABLE IF NOT EXISTS words_todo (kind text NOT NULL, number bigint NOT NULL, PRIMARY KEY (kind, number));
CREATE OR REPLACE FUNCTION words_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO words_todo VALUES (tg_argv[0], new.number) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER article_words_wanted AFTER INSERT OR UPDATE OF title, text ON articles
    FOR EACH ROW EXECUTE FUNCTION words_wanted('article');
CREATE OR REPLACE TRIGGER statement_words_wanted AFTER INSERT OR UPDATE OF text ON statements
    FOR EACH ROW EXECUTE FUNCTION words_wanted('statement');

CREATE TABLE IF NOT EXISTS article_words (
    number bigint PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    terms tsvector NOT NULL, places jsonb NOT NULL, tokens bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS article_words_terms ON article_words USING gin (terms);
CREATE TABLE IF NOT EXISTS statement_words (
    number bigint PRIMARY KEY REFERENCES statements (number) ON DELETE CASCADE,
    terms tsvector NOT NULL, places jsonb NOT NULL, tokens bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS statement_words_terms ON statement_words USING gin (terms);

-- The origin of a translation is that of its original.
CREATE OR REPLACE FUNCTION articles_translate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_recounted VALUES (new.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER articles_translate AFTER UPDATE OF translation_of ON articles
    FOR EACH ROW WHEN (old.translation_of IS DISTINCT FROM new.translation_of) EXECUTE FUNCTION articles_translate();

-- Vectors that no longer fit the lines.
CREATE OR REPLACE FUNCTION line_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_article text;
BEGIN
    IF tg_op = 'DELETE' THEN of_article := old.article; ELSE of_article := new.article; END IF;
    IF tg_table_name = 'events' THEN
        DELETE FROM event_vectors WHERE article = of_article;
    ELSE
        DELETE FROM statement_vectors WHERE article = of_article;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER statement_vectors AFTER INSERT OR DELETE ON statements
    FOR EACH ROW EXECUTE FUNCTION line_vectors();
CREATE OR REPLACE TRIGGER event_vectors AFTER INSERT OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION line_vectors();
CREATE OR REPLACE FUNCTION article_vectors_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM article_vectors WHERE article IN (old.id, new.id);
    DELETE FROM statement_vectors WHERE article IN (old.id, new.id);
    DELETE FROM event_vectors WHERE article IN (old.id, new.id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER article_vectors_update AFTER UPDATE OF id, title, text, body_start, language ON articles
    FOR EACH ROW WHEN (
        (old.id, old.title, old.text, old.body_start, old.language)
        IS DISTINCT FROM (new.id, new.title, new.text, new.body_start, new.language)
    ) EXECUTE FUNCTION article_vectors_update();

-- Sentences that tell a happening without an event of their own.
CREATE OR REPLACE FUNCTION papers_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'DELETE' THEN
        INSERT INTO papers_open VALUES (old.id) ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO papers_open VALUES (new.id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER papers_come AFTER INSERT ON articles FOR EACH ROW EXECUTE FUNCTION papers_open();
CREATE OR REPLACE TRIGGER papers_leave AFTER DELETE ON articles FOR EACH ROW EXECUTE FUNCTION papers_open();
CREATE OR REPLACE FUNCTION papers_take_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_recounted
        SELECT e.article FROM retellings r JOIN events e ON e.id = r.event WHERE r.article = old.id
        ON CONFLICT DO NOTHING;
    RETURN old;
END $$;
CREATE OR REPLACE TRIGGER papers_take_along BEFORE DELETE ON articles
    FOR EACH ROW EXECUTE FUNCTION papers_take_along();
CREATE OR REPLACE FUNCTION papers_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO papers_open VALUES (new.article) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER papers_told AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION papers_told();
CREATE OR REPLACE TRIGGER papers_retold AFTER UPDATE OF type, status, text, "when", first_day, last_day, place ON events
    FOR EACH ROW EXECUTE FUNCTION papers_told();
CREATE OR REPLACE FUNCTION papers_untold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO papers_open VALUES (old.article) ON CONFLICT DO NOTHING;
    INSERT INTO articles_recounted SELECT article FROM retellings WHERE event = old.id ON CONFLICT DO NOTHING;
    DELETE FROM retellings WHERE event = old.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER papers_untold AFTER DELETE ON events FOR EACH ROW EXECUTE FUNCTION papers_untold();

CREATE OR REPLACE FUNCTION retellings_compare() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'DELETE' THEN
        INSERT INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE id = old.event
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    INSERT INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE id = new.event ON CONFLICT DO NOTHING;
    INSERT INTO stale_articles VALUES (new.article) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER retellings_compare AFTER INSERT OR UPDATE OR DELETE ON retellings
    FOR EACH ROW EXECUTE FUNCTION retellings_compare();
