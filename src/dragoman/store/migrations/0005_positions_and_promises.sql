-- What is computed from events and statements and looked up often: who said what on which topic, and the ledger of
-- promises and demands. All of it can be made anew, but for the analyst's decisions, which stay.

-- Articles whose lines are to be computed again.
CREATE TABLE compare_todo (article TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

-- Which rules computed what stands in these tables; other rules compute it anew.
CREATE TABLE compare_rules (only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO compare_rules VALUES (1, 0);

-- One row for each topic of what a party said, and for each topic above it; '' is any topic.
CREATE TABLE positions (
    party TEXT NOT NULL,
    topic TEXT NOT NULL,
    first_day TEXT,
    item TEXT NOT NULL,
    last_day TEXT,
    article TEXT NOT NULL,
    speech TEXT NOT NULL,
    PRIMARY KEY (party, topic, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX positions_by_article ON positions (article);

CREATE TABLE ledger (
    id TEXT PRIMARY KEY NOT NULL,
    article TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('promise', 'demand', 'threat', 'plan')),
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    owed_by TEXT NOT NULL,
    owed_to TEXT NOT NULL,
    made TEXT NOT NULL,
    made_from TEXT NOT NULL,
    due TEXT NOT NULL,
    due_words TEXT,
    foresees TEXT,
    status TEXT NOT NULL,
    basis TEXT NOT NULL,
    asserted_by TEXT,
    event TEXT,
    statement TEXT,
    happening TEXT,
    topics TEXT NOT NULL,
    made_day TEXT NOT NULL,
    due_day TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_by_article ON ledger (article);
CREATE INDEX ledger_by_due ON ledger (due_day, made_day, id);
CREATE INDEX ledger_by_happening ON ledger (happening) WHERE happening IS NOT NULL;
-- In the order of listing: by the last day it is due ('9999-12-31': none was set), then by the day it was made.
CREATE TABLE ledger_sides (
    party TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('owed_by', 'owed_to')),
    due_day TEXT NOT NULL,
    made_day TEXT NOT NULL,
    line TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    foresees TEXT,
    PRIMARY KEY (party, due_day, made_day, line, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_sides_foreseen ON ledger_sides (party, foresees, due_day) WHERE foresees IS NOT NULL;
CREATE INDEX ledger_sides_by_line ON ledger_sides (line);
CREATE TABLE ledger_words (
    party TEXT NOT NULL,
    word TEXT NOT NULL,
    until_day TEXT NOT NULL, -- how long the line is followed
    line TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    made_day TEXT NOT NULL,
    PRIMARY KEY (party, word, until_day, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_words_by_line ON ledger_words (line);

-- What a party did or said by which a line of the ledger may be kept, moved or opposed, with its telling words.
CREATE TABLE ledger_acts (
    party TEXT NOT NULL,
    day TEXT NOT NULL,
    item TEXT NOT NULL,
    article TEXT NOT NULL,
    type TEXT,
    words TEXT NOT NULL,
    PRIMARY KEY (party, day, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_acts_by_article ON ledger_acts (article);

CREATE TABLE ledger_candidates (
    line TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    article TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('fulfils', 'repeats', 'moves', 'against')),
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    day TEXT,
    text TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (line, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_candidates_by_article ON ledger_candidates (article);

-- What an analyst decided. Line and candidate are ids made of content, so that a decision outlives any reading; what
-- was decided on is kept with it. Rows are only added: the latest holds.
CREATE TABLE ledger_decisions (
    line TEXT NOT NULL,
    item TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'refused')),
    decided_by TEXT NOT NULL CHECK (decided_by <> ''),
    why TEXT NOT NULL CHECK (why <> ''),
    relation TEXT NOT NULL,
    text TEXT NOT NULL,
    due TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (line, item, decided_at, decided_by)
) STRICT, WITHOUT ROWID;

INSERT INTO compare_todo SELECT id FROM articles;
-- Not INSERT OR IGNORE: an upsert that fires a trigger brings its own rule for conflicts into it.
CREATE TRIGGER compare_article AFTER UPDATE OF coding_sha256, published, published_window ON articles BEGIN
    INSERT INTO compare_todo SELECT new.id WHERE new.id NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_event_new AFTER INSERT ON events BEGIN
    INSERT INTO compare_todo SELECT new.article WHERE new.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_event_changed AFTER UPDATE ON events BEGIN
    INSERT INTO compare_todo SELECT new.article WHERE new.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_event_gone AFTER DELETE ON events BEGIN
    INSERT INTO compare_todo SELECT old.article WHERE old.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_statement_new AFTER INSERT ON statements BEGIN
    INSERT INTO compare_todo SELECT new.article WHERE new.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_statement_changed AFTER UPDATE ON statements BEGIN
    INSERT INTO compare_todo SELECT new.article WHERE new.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_statement_gone AFTER DELETE ON statements BEGIN
    INSERT INTO compare_todo SELECT old.article WHERE old.article NOT IN (SELECT article FROM compare_todo);
END;
CREATE TRIGGER compare_participant AFTER UPDATE ON participants BEGIN
    INSERT INTO compare_todo
    SELECT article FROM (
        SELECT article FROM events WHERE id = new.event UNION SELECT article FROM statements WHERE id = new.statement
    ) WHERE article NOT IN (SELECT article FROM compare_todo);
END;
