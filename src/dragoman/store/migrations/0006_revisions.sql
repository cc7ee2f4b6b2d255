-- What analysts decided, and what coders said. `events` and `statements` hold the effective state; everything here is
-- what it was made from.

-- One decision of one person. Append-only: an undo is a revision too. `number` is the order they were made in.
CREATE TABLE revisions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    article TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'reject', 'add', 'merge', 'split', 'undo')),
    "by" TEXT NOT NULL CHECK ("by" <> ''),
    at TEXT NOT NULL CHECK (at <> ''),
    why TEXT NOT NULL,
    undoes TEXT REFERENCES revisions (id),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX revisions_by_article ON revisions (article, number);

-- What a revision changed of each line: the fields before and after as JSON. `before` NULL: the line is new;
-- `after` NULL: it is set aside. `base` is the whole line as the analyst saw it, `seen` the revision he saw it in.
CREATE TABLE changes (
    revision TEXT NOT NULL REFERENCES revisions (id),
    ordinal INTEGER NOT NULL,
    line TEXT NOT NULL CHECK (line <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('event', 'statement')),
    seen TEXT REFERENCES revisions (id),
    before TEXT,
    after TEXT,
    base TEXT,
    PRIMARY KEY (revision, ordinal)
) STRICT;
CREATE INDEX changes_by_line ON changes (line);

-- Lines that an analyst rejected or merged into another: out of every listing, count and export.
CREATE TABLE set_aside (
    id TEXT PRIMARY KEY NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('event', 'statement')),
    review TEXT NOT NULL,
    line TEXT NOT NULL
) STRICT;
CREATE INDEX set_aside_by_article ON set_aside (article);

-- Codings as the coder made them, compressed JSON: those of runs that were replaced, and the present one of each
-- article that an analyst has revised.
CREATE TABLE codings (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    run TEXT NOT NULL REFERENCES runs (id),
    coding BLOB NOT NULL,
    PRIMARY KEY (article, run)
) STRICT;
CREATE INDEX codings_by_run ON codings (run);
CREATE INDEX articles_by_run ON articles (run, id);

-- Lines drawn at random to be judged: the first `size` in the order that `seed` gives.
CREATE TABLE samples (
    seed INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('event', 'statement')),
    type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    PRIMARY KEY (seed, kind, type)
) STRICT;

-- Articles that were taken out on request: what they were is known by hash only.
CREATE TABLE tombstones (
    article TEXT PRIMARY KEY NOT NULL,
    text_sha256 TEXT NOT NULL,
    "by" TEXT NOT NULL CHECK ("by" <> ''),
    at TEXT NOT NULL CHECK (at <> ''),
    why TEXT NOT NULL
) STRICT;
CREATE INDEX tombstones_by_text ON tombstones (text_sha256);

-- Only a takedown changes what was written, and only of the article taken down.
CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions
WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE article = old.article) BEGIN
    SELECT raise(ABORT, 'a revision is written once; undo it with another');
END;
CREATE TRIGGER revisions_last BEFORE DELETE ON revisions BEGIN
    SELECT raise(ABORT, 'a revision is written once; undo it with another');
END;
CREATE TRIGGER changes_stay BEFORE UPDATE ON changes
WHEN NOT EXISTS (
    SELECT 1 FROM revisions JOIN tombstones ON tombstones.article = revisions.article WHERE revisions.id = old.revision
) BEGIN
    SELECT raise(ABORT, 'a revision is written once; undo it with another');
END;
CREATE TRIGGER changes_last BEFORE DELETE ON changes BEGIN
    SELECT raise(ABORT, 'a revision is written once; undo it with another');
END;
