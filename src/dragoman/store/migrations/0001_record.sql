-- The record: articles, where they came from, and what was read from them.
-- A column bears the name of the record type's field; lists and nested values are JSON.
-- `number` is only the row number that full-text search needs: it depends on the order of reading and is never exported.

CREATE TABLE runs (
    id TEXT PRIMARY KEY NOT NULL,
    code TEXT NOT NULL,
    model TEXT NOT NULL,
    "tables" TEXT NOT NULL,
    settings TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    body_start INTEGER NOT NULL CHECK (body_start >= 0),
    title TEXT,
    source_id TEXT,
    url TEXT,
    publisher TEXT,
    byline TEXT,
    dateline TEXT,
    dateline_span TEXT,
    furniture TEXT NOT NULL,
    agency TEXT,
    language TEXT NOT NULL,
    published TEXT,
    published_from TEXT NOT NULL,
    published_window TEXT NOT NULL,
    dating TEXT NOT NULL,
    origin TEXT,
    duplicate_of TEXT,
    extra TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    coding_sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_date ON articles (published, id);
CREATE INDEX articles_by_source ON articles (source);

-- Every place an article was read from; `document_sha256` and `run` let a second reading skip what is known.
CREATE TABLE sources (
    source TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    document_sha256 TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (source, article)
) STRICT;
CREATE INDEX sources_by_article ON sources (article);

-- What copies are found by, made once when the article is stored.
CREATE TABLE signatures (
    article TEXT PRIMARY KEY NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    text_hash TEXT NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- How many articles were written, and up to which of these writings copies were looked for.
CREATE TABLE copy_search (only INTEGER PRIMARY KEY CHECK (only = 1), written INTEGER NOT NULL, done INTEGER NOT NULL) STRICT;
INSERT INTO copy_search VALUES (1, 0, 0);

CREATE TABLE clusters (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    candidates TEXT NOT NULL,
    PRIMARY KEY (article, ordinal)
) STRICT;

CREATE TABLE mentions (
    article TEXT NOT NULL,
    cluster INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    form TEXT NOT NULL,
    kind TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    head INTEGER NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (article, cluster, ordinal),
    FOREIGN KEY (article, cluster) REFERENCES clusters (article, ordinal) ON DELETE CASCADE,
    CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE events (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    trigger TEXT NOT NULL,
    status TEXT NOT NULL,
    basis TEXT NOT NULL,
    mode TEXT,
    force TEXT,
    contexts TEXT NOT NULL,
    cameo TEXT,
    quad INTEGER,
    plover_score REAL,
    goldstein_gdelt REAL,
    goldstein_icews REAL,
    asserted_by TEXT,
    citations TEXT NOT NULL,
    "when" TEXT NOT NULL,
    date_from TEXT,
    counted_on TEXT,
    counted_from TEXT,
    place TEXT,
    dead TEXT,
    injured TEXT,
    arrested TEXT,
    reported_by TEXT,
    statement TEXT,
    part_of TEXT,
    happening TEXT,
    confidence REAL NOT NULL,
    why TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    review TEXT,
    first_day TEXT GENERATED ALWAYS AS (coalesce(json_extract("when", '$.earliest'), json_extract("when", '$.latest'), counted_on)) VIRTUAL,
    last_day TEXT GENERATED ALWAYS AS (coalesce(json_extract("when", '$.latest'), json_extract("when", '$.earliest'), counted_on)) VIRTUAL,
    CHECK (0 <= start AND start < "end")
) STRICT;
CREATE INDEX events_by_article ON events (article, ordinal);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_type ON events (type);

CREATE TABLE statements (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    act TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    cue TEXT,
    addressees TEXT NOT NULL,
    said TEXT NOT NULL,
    medium TEXT,
    topics TEXT NOT NULL,
    reported_by TEXT,
    citations TEXT NOT NULL,
    confidence REAL NOT NULL,
    why TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    review TEXT,
    first_day TEXT GENERATED ALWAYS AS (coalesce(json_extract(said, '$.earliest'), json_extract(said, '$.latest'))) VIRTUAL,
    last_day TEXT GENERATED ALWAYS AS (coalesce(json_extract(said, '$.latest'), json_extract(said, '$.earliest'))) VIRTUAL,
    CHECK (0 <= start AND start < "end")
) STRICT;
CREATE INDEX statements_by_article ON statements (article, ordinal);
CREATE INDEX statements_by_day ON statements (first_day);

-- Actors and recipients of events, speakers of statements.
CREATE TABLE participants (
    event TEXT REFERENCES events (id) ON DELETE CASCADE,
    statement TEXT REFERENCES statements (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('actors', 'recipients', 'speakers')),
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    party TEXT,
    country TEXT,
    sectors TEXT NOT NULL,
    office TEXT,
    start INTEGER,
    "end" INTEGER,
    CHECK ((event IS NULL) <> (statement IS NULL)),
    CHECK ((side = 'speakers') = (statement IS NOT NULL)),
    CHECK (start IS NULL OR (0 <= start AND start < "end"))
) STRICT;
CREATE UNIQUE INDEX participants_by_event ON participants (event, side, ordinal) WHERE event IS NOT NULL;
CREATE UNIQUE INDEX participants_by_statement ON participants (statement, side, ordinal) WHERE statement IS NOT NULL;
CREATE INDEX participants_by_party ON participants (party);

CREATE TABLE figures (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    value REAL NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    high REAL,
    unit TEXT,
    of TEXT,
    said_by TEXT,
    PRIMARY KEY (article, ordinal),
    CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE findings (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    message TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (article, ordinal),
    CHECK (0 <= start AND start < "end")
) STRICT;

-- Inputs, or parts of them, that could not be used; `article` says which stored article lacks something, NULL: there is none.
CREATE TABLE failures (
    id TEXT NOT NULL,
    article TEXT REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    source TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    error TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX failures_once ON failures (id, coalesce(article, ''));
CREATE INDEX failures_by_source ON failures (source);
CREATE INDEX failures_by_article ON failures (article);

-- Words of articles and statements.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'articles', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_words_insert AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER article_words_delete AFTER DELETE ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER article_words_update AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE VIRTUAL TABLE statement_words USING fts5 (
    text, content = 'statements', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, text) VALUES ('delete', old.number, old.text);
END;
CREATE TRIGGER statement_words_update AFTER UPDATE OF text ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, text) VALUES ('delete', old.number, old.text);
    INSERT INTO statement_words (rowid, text) VALUES (new.number, new.text);
END;

-- No line without its words, whatever tool writes it. SQL's substr stops at a NUL character, so a text that holds
-- one is left to the check in Python.
CREATE TRIGGER events_quote BEFORE INSERT ON events
WHEN EXISTS (
    SELECT 1 FROM articles WHERE id = new.article AND instr(text, char(0)) = 0
    AND substr(text, new.start + 1, new."end" - new.start) <> new.text
) BEGIN
    SELECT raise(ABORT, 'the span of an event does not quote its article');
END;
CREATE TRIGGER statements_quote BEFORE INSERT ON statements
WHEN EXISTS (
    SELECT 1 FROM articles WHERE id = new.article AND instr(text, char(0)) = 0
    AND substr(text, new.start + 1, new."end" - new.start) <> new.text
) BEGIN
    SELECT raise(ABORT, 'the span of a statement does not quote its article');
END;
CREATE TRIGGER events_stay BEFORE UPDATE OF article, text, start, "end" ON events BEGIN
    SELECT raise(ABORT, 'the citation of an event is written once; write the article again instead');
END;
CREATE TRIGGER statements_stay BEFORE UPDATE OF article, text, start, "end" ON statements BEGIN
    SELECT raise(ABORT, 'the citation of a statement is written once; write the article again instead');
END;
