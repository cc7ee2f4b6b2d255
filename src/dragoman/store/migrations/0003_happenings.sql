-- Happenings: which events tell one thing. Everything here but the decisions is computed from the events and can be
-- made anew. `number` is only a short name of a telling within this file: it depends on the order of reading and is
-- never exported. An event whose `happening` is NULL has not been compared yet.

CREATE INDEX events_by_happening ON events (happening) WHERE happening IS NOT NULL;
CREATE INDEX events_to_compare ON events (first_day, id) WHERE happening IS NULL;
CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- What an event is compared by.
CREATE TABLE tellings (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    features BLOB NOT NULL
) STRICT;

-- Where tellings that may be of one happening are looked up: a hash of type family and parties, and the last day.
CREATE TABLE telling_blocks (
    block INTEGER NOT NULL,
    day INTEGER NOT NULL,
    telling INTEGER NOT NULL,
    PRIMARY KEY (block, day, telling)
) STRICT, WITHOUT ROWID;

-- The strongest links that hold the tellings of a happening together: a maximum spanning forest of all links.
CREATE TABLE happening_links (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    bits REAL NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_links_back ON happening_links (other, one);

CREATE TABLE happenings (
    id TEXT PRIMARY KEY NOT NULL,
    event TEXT NOT NULL, -- the telling that leads: the fullest
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    tellings INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    both_sides INTEGER
) STRICT;
CREATE INDEX happenings_by_day ON happenings (first_day, id);

-- A tie to another happening: a plan and what came of it.
CREATE TABLE happening_ties (
    happening TEXT NOT NULL,
    tied TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('plan')),
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (happening, tied, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_ties_back ON happening_ties (tied);

-- What a person decided: these events are of one happening, or of two. By event ids, which survive a new reading.
CREATE TABLE happening_decisions (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('join', 'split')),
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    why TEXT NOT NULL CHECK (why <> ''),
    made_at TEXT NOT NULL
) STRICT;
CREATE TABLE happening_decided (
    decision TEXT NOT NULL REFERENCES happening_decisions (id),
    event TEXT NOT NULL,
    side INTEGER NOT NULL CHECK (side IN (0, 1)),
    PRIMARY KEY (decision, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_decided_by_event ON happening_decided (event);

-- What has left or changed since happenings were last brought up to date.
CREATE TABLE tellings_left (event TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE articles_recounted (article TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_leave AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO tellings_left VALUES (old.id);
END;
CREATE TRIGGER articles_recount AFTER UPDATE OF duplicate_of, agency, origin, publisher ON articles
WHEN old.duplicate_of IS NOT new.duplicate_of OR old.agency IS NOT new.agency OR old.origin IS NOT new.origin
    OR old.publisher IS NOT new.publisher BEGIN
    INSERT OR IGNORE INTO articles_recounted VALUES (new.id);
    INSERT OR IGNORE INTO articles_recounted SELECT old.duplicate_of WHERE old.duplicate_of IS NOT NULL;
    INSERT OR IGNORE INTO articles_recounted SELECT new.duplicate_of WHERE new.duplicate_of IS NOT NULL;
END;

-- Which articles copies were not looked for yet: what came in, and what was one text with an article that left.
ALTER TABLE signatures ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;
CREATE INDEX signatures_to_search ON signatures (article) WHERE searched = 0;
UPDATE signatures SET searched = 1 WHERE (SELECT written = done FROM copy_search);
CREATE TRIGGER articles_leave BEFORE DELETE ON articles BEGIN
    UPDATE signatures SET searched = 0 WHERE article IN (
        SELECT id FROM articles WHERE duplicate_of = old.id OR duplicate_of = old.duplicate_of OR id = old.duplicate_of);
    UPDATE copy_search SET written = written + 1;
END;
