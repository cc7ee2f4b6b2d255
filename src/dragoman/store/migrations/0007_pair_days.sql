-- Who dealt with whom on which day: what series, networks and timelines are counted from. Computed from events and
-- participants by the view `pair_rows`, kept by the triggers below; `store.pairs.rebuild` makes it anew.
-- A row for each event and pair of parties that face each other in it (both orders where they act together upon
-- nobody else), and one with an empty `other` for each party in it. `day` is the day the event is counted on, empty
-- where none is known; `first_day` and `last_day` are those of its date, else (not `dated`) of publication.
-- Rows lie by pair and day, so that a pair's are read in one stretch: in a record of a million events it takes
-- milliseconds, where asking every event for its participants took more than 100 s (benchmarks/analysis.py).

CREATE TABLE pair_days (
    party TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL,
    event TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    basis TEXT NOT NULL,
    quad INTEGER,
    plover_score REAL,
    goldstein_gdelt REAL,
    goldstein_icews REAL,
    happening TEXT,
    counted_from TEXT,
    outlet TEXT,
    copy INTEGER NOT NULL,
    article TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    dated INTEGER NOT NULL,
    PRIMARY KEY (party, other, day, event)
) STRICT, WITHOUT ROWID;

CREATE VIEW pair_rows AS
SELECT DISTINCT a.party, b.party AS other, coalesce(e.counted_on, '') AS day, e.id AS event, e.type, e.status, e.basis,
    e.quad, e.plover_score, e.goldstein_gdelt, e.goldstein_icews, e.happening, e.counted_from,
    articles.publisher AS outlet, articles.duplicate_of IS NOT NULL AS copy, e.article,
    coalesce(e.first_day, articles.published) AS first_day, coalesce(e.last_day, articles.published) AS last_day,
    e.first_day IS NOT NULL AS dated
FROM events e JOIN articles ON articles.id = e.article
JOIN participants a ON a.event = e.id JOIN participants b ON b.event = e.id
WHERE a.party <> b.party AND a.side = 'actors' AND (b.side = 'recipients' OR NOT EXISTS (
    SELECT 1 FROM participants r WHERE r.event = e.id AND r.side = 'recipients'))
UNION ALL
SELECT DISTINCT a.party, '', coalesce(e.counted_on, ''), e.id, e.type, e.status, e.basis,
    e.quad, e.plover_score, e.goldstein_gdelt, e.goldstein_icews, e.happening, e.counted_from,
    articles.publisher, articles.duplicate_of IS NOT NULL, e.article,
    coalesce(e.first_day, articles.published), coalesce(e.last_day, articles.published), e.first_day IS NOT NULL
FROM events e JOIN articles ON articles.id = e.article JOIN participants a ON a.event = e.id
WHERE a.party IS NOT NULL;

INSERT INTO pair_days SELECT * FROM pair_rows ORDER BY 1, 2, 3, 4;

-- Before a change an event's rows are taken out, as the view then gives them; after it they are put in anew.
-- With its article an event goes by cascade, when the view no longer knows it: so its rows go before.
CREATE TRIGGER pair_days_before_insert BEFORE INSERT ON participants WHEN new.event IS NOT NULL BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE event = new.event);
END;
CREATE TRIGGER pair_days_after_insert AFTER INSERT ON participants WHEN new.event IS NOT NULL BEGIN
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE event = new.event;
END;
CREATE TRIGGER pair_days_before_update BEFORE UPDATE ON participants WHEN old.event IS NOT NULL BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE event = old.event);
END;
CREATE TRIGGER pair_days_after_update AFTER UPDATE ON participants WHEN new.event IS NOT NULL BEGIN
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE event = new.event;
END;
CREATE TRIGGER pair_days_before_delete BEFORE DELETE ON participants WHEN old.event IS NOT NULL BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE event = old.event);
END;
CREATE TRIGGER pair_days_after_delete AFTER DELETE ON participants WHEN old.event IS NOT NULL BEGIN
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE event = old.event;
END;
CREATE TRIGGER pair_days_before_event_update BEFORE UPDATE OF counted_on, type, status, basis, quad, plover_score,
    goldstein_gdelt, goldstein_icews, happening, counted_from, "when" ON events BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE event = old.id);
END;
CREATE TRIGGER pair_days_after_event_update AFTER UPDATE OF counted_on, type, status, basis, quad, plover_score,
    goldstein_gdelt, goldstein_icews, happening, counted_from, "when" ON events BEGIN
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE event = new.id;
END;
CREATE TRIGGER pair_days_before_event_delete BEFORE DELETE ON events BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE event = old.id);
END;
CREATE TRIGGER pair_days_before_article_update BEFORE UPDATE OF duplicate_of, publisher, published ON articles BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE article = old.id);
END;
CREATE TRIGGER pair_days_after_article_update AFTER UPDATE OF duplicate_of, publisher, published ON articles BEGIN
    INSERT INTO pair_days SELECT * FROM pair_rows WHERE article = new.id;
END;
CREATE TRIGGER pair_days_before_article_delete BEFORE DELETE ON articles BEGIN
    DELETE FROM pair_days WHERE (party, other, day, event) IN (
        SELECT party, other, day, event FROM pair_rows WHERE article = old.id);
END;

-- How many articles of an outlet (empty: not told) were read from a month, copies of others left out: what coverage
-- and fixed panels are counted from; kept by triggers, made anew by `store.pairs.rebuild` from the view.
CREATE TABLE outlet_months (
    month TEXT NOT NULL,
    outlet TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (month, outlet)
) STRICT, WITHOUT ROWID;
CREATE VIEW outlet_rows AS
SELECT substr(published, 1, 7) AS month, coalesce(publisher, '') AS outlet, count(*) AS articles
FROM articles WHERE published IS NOT NULL AND duplicate_of IS NULL GROUP BY 1, 2;
INSERT INTO outlet_months SELECT * FROM outlet_rows;
CREATE TRIGGER outlet_months_insert AFTER INSERT ON articles
WHEN new.published IS NOT NULL AND new.duplicate_of IS NULL BEGIN
    INSERT INTO outlet_months VALUES (substr(new.published, 1, 7), coalesce(new.publisher, ''), 1)
    ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER outlet_months_delete AFTER DELETE ON articles
WHEN old.published IS NOT NULL AND old.duplicate_of IS NULL BEGIN
    UPDATE outlet_months SET articles = articles - 1
    WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '');
    DELETE FROM outlet_months
    WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '') AND articles = 0;
END;
CREATE TRIGGER outlet_months_update_old AFTER UPDATE OF published, publisher, duplicate_of ON articles
WHEN old.published IS NOT NULL AND old.duplicate_of IS NULL BEGIN
    UPDATE outlet_months SET articles = articles - 1
    WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '');
    DELETE FROM outlet_months
    WHERE month = substr(old.published, 1, 7) AND outlet = coalesce(old.publisher, '') AND articles = 0;
END;
CREATE TRIGGER outlet_months_update_new AFTER UPDATE OF published, publisher, duplicate_of ON articles
WHEN new.published IS NOT NULL AND new.duplicate_of IS NULL BEGIN
    INSERT INTO outlet_months VALUES (substr(new.published, 1, 7), coalesce(new.publisher, ''), 1)
    ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

-- Articles by day without reading their text; which runs the codings are of.
CREATE INDEX articles_by_outlet ON articles (published, publisher, duplicate_of);
CREATE INDEX IF NOT EXISTS events_by_run ON events (run);
