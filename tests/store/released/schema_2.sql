-- A record as schema 2 wrote it: what its migrations made, then its rows. Never to be changed: such files exist.
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
-- Figures say how sharp they are, what became of those counted, whether that is so, when, and of which event.
-- The empty date is that of a figure read before there was one.

ALTER TABLE figures ADD COLUMN bound TEXT NOT NULL DEFAULT 'exact';
ALTER TABLE figures ADD COLUMN kind TEXT NOT NULL DEFAULT 'count';
ALTER TABLE figures ADD COLUMN scope TEXT NOT NULL DEFAULT 'whole';
ALTER TABLE figures ADD COLUMN status TEXT NOT NULL DEFAULT 'occurred';
ALTER TABLE figures ADD COLUMN "when" TEXT NOT NULL DEFAULT '{"earliest":null,"latest":null,"precision":"unknown"}';
ALTER TABLE figures ADD COLUMN event TEXT;
CREATE INDEX figures_by_kind ON figures (kind, value);
CREATE INDEX figures_by_event ON figures (event) WHERE event IS NOT NULL;
CREATE INDEX events_by_whole ON events (part_of) WHERE part_of IS NOT NULL;

CREATE TRIGGER figures_quote BEFORE INSERT ON figures
WHEN EXISTS (
    SELECT 1 FROM articles WHERE id = new.article AND instr(text, char(0)) = 0
    AND substr(text, new.start + 1, new."end" - new.start) <> new.text
) BEGIN
    SELECT raise(ABORT, 'the span of a figure does not quote its article');
END;
CREATE TRIGGER figures_stay BEFORE UPDATE OF article, text, start, "end" ON figures BEGIN
    SELECT raise(ABORT, 'the citation of a figure is written once; write the article again instead');
END;

INSERT INTO "runs" ("id", "code", "model", "tables", "settings") VALUES (
    'run-999d2e2c1b412061',
    '0.1.0+test',
    'sample',
    't1',
    's1'
);
INSERT INTO "articles" ("number", "id", "source", "text", "body_start", "title", "source_id", "url", "publisher", "byline", "dateline", "dateline_span", "furniture", "agency", "language", "published", "published_from", "published_window", "dating", "origin", "duplicate_of", "extra", "run", "coding_sha256") VALUES (
    1,
    'article-8e34d71aa1ebffd3',
    'reports/talks.txt',
    'Norway and Chile open fisheries talks' || char(10) || '' || char(10) || 'OSLO: Norway''s foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday.' || char(10) || '“Our waters need rules,” she told reporters. Some 40 trawlers are affected.' || char(10) || 'Chile will send a delegation in May 2019, officials said.' || char(10) || '',
    39,
    'Norway and Chile open fisheries talks',
    NULL,
    NULL,
    'The Northern Post',
    NULL,
    'Oslo',
    NULL,
    '[]',
    NULL,
    'en',
    '2019-04-10',
    'metadata',
    '{"earliest":"2019-04-10","latest":"2019-04-10","precision":"day"}',
    '[]',
    'The Northern Post',
    'article-55e777a72d1e8e08',
    '{}',
    'run-999d2e2c1b412061',
    'e855252e3661d417513c335aba4ef3a448f0ee750c396472fa3c563068b382bc'
);
INSERT INTO "articles" ("number", "id", "source", "text", "body_start", "title", "source_id", "url", "publisher", "byline", "dateline", "dateline_span", "furniture", "agency", "language", "published", "published_from", "published_window", "dating", "origin", "duplicate_of", "extra", "run", "coding_sha256") VALUES (
    2,
    'article-bfe3fb5577277f4c',
    'river.txt',
    'River talks' || char(10) || '' || char(10) || 'The talks on the river stopped.',
    13,
    'River talks',
    NULL,
    NULL,
    'The Northern Post',
    NULL,
    NULL,
    NULL,
    '[]',
    NULL,
    'en',
    '2019-04-10',
    'metadata',
    '{"earliest":"2019-04-10","latest":"2019-04-10","precision":"day"}',
    '[]',
    NULL,
    NULL,
    '{}',
    'run-999d2e2c1b412061',
    'a0db52e76d4e774c279893455b61d96083019e0cd06768825f8e302f48ced9e7'
);
INSERT INTO "articles" ("number", "id", "source", "text", "body_start", "title", "source_id", "url", "publisher", "byline", "dateline", "dateline_span", "furniture", "agency", "language", "published", "published_from", "published_window", "dating", "origin", "duplicate_of", "extra", "run", "coding_sha256") VALUES (
    3,
    'article-55e777a72d1e8e08',
    'copy.txt',
    'Norway and Chile open fisheries talks' || char(10) || '' || char(10) || 'OSLO: Norway''s foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday.' || char(10) || '“Our waters need rules,” she told reporters. Some 40 trawlers are affected.' || char(10) || 'Chile will send a delegation in May 2019, officials said.' || char(10) || '',
    39,
    'Norway and Chile open fisheries talks',
    NULL,
    NULL,
    'Paper B',
    NULL,
    'Oslo',
    NULL,
    '[]',
    NULL,
    'en',
    '2019-04-10',
    'metadata',
    '{"earliest":"2019-04-10","latest":"2019-04-10","precision":"day"}',
    '[]',
    'The Northern Post',
    NULL,
    '{}',
    'run-999d2e2c1b412061',
    '815a557b2d67db1616fa31d5705efc0f68a87f8edf73cdbf180375021b5a7d96'
);
INSERT INTO "sources" ("source", "article", "document_sha256", "run") VALUES (
    'reports/talks.txt',
    'article-8e34d71aa1ebffd3',
    '',
    'run-999d2e2c1b412061'
);
INSERT INTO "sources" ("source", "article", "document_sha256", "run") VALUES (
    'river.txt',
    'article-bfe3fb5577277f4c',
    '',
    'run-999d2e2c1b412061'
);
INSERT INTO "sources" ("source", "article", "document_sha256", "run") VALUES (
    'copy.txt',
    'article-55e777a72d1e8e08',
    '',
    'run-999d2e2c1b412061'
);
INSERT INTO "signatures" ("article", "text_hash", "signature") VALUES (
    'article-8e34d71aa1ebffd3',
    '8c57368850894c14066397d2fe1ef99c42ee035c9355a2e5982ffa673f6e7b64',
    X'2200000022000000094962026B8A60155B5986166A274E213A30A6231B495228576E47299733CB2DB1B08B377DC9DF371835C94CC77599603C201B682B3A5669F1B45776866F447982CCA67CAE41E87C4500B283D453D8841EF3718FFF7D77946E641C97BA028BA64528E1AAA56F02B183C353B649FD9EBF8B2BD7C4093420D13D33E9D22897DBEF2838DFFB269B04FF'
);
INSERT INTO "signatures" ("article", "text_hash", "signature") VALUES (
    'article-bfe3fb5577277f4c',
    '2a14c867578de3ef3a09b5825bdb66cc372ee0719e8d327cf3c644eee154217d',
    X'020000000200000066EA04099B866DD6'
);
INSERT INTO "signatures" ("article", "text_hash", "signature") VALUES (
    'article-55e777a72d1e8e08',
    '8c57368850894c14066397d2fe1ef99c42ee035c9355a2e5982ffa673f6e7b64',
    X'2200000022000000094962026B8A60155B5986166A274E213A30A6231B495228576E47299733CB2DB1B08B377DC9DF371835C94CC77599603C201B682B3A5669F1B45776866F447982CCA67CAE41E87C4500B283D453D8841EF3718FFF7D77946E641C97BA028BA64528E1AAA56F02B183C353B649FD9EBF8B2BD7C4093420D13D33E9D22897DBEF2838DFFB269B04FF'
);
DELETE FROM copy_search;
INSERT INTO "copy_search" ("only", "written", "done") VALUES (
    1,
    3,
    3
);
INSERT INTO "clusters" ("article", "ordinal", "number", "name", "kind", "candidates") VALUES (
    'article-8e34d71aa1ebffd3',
    0,
    0,
    'Ine Berg',
    'person',
    '[]'
);
INSERT INTO "clusters" ("article", "ordinal", "number", "name", "kind", "candidates") VALUES (
    'article-55e777a72d1e8e08',
    0,
    0,
    'Ine Berg',
    'person',
    '[]'
);
INSERT INTO "mentions" ("article", "cluster", "ordinal", "start", "end", "text", "form", "kind", "sentence", "first", "last", "head", "probability") VALUES (
    'article-8e34d71aa1ebffd3',
    0,
    0,
    71,
    79,
    'Ine Berg',
    'name',
    'person',
    1,
    0,
    1,
    1,
    1.0
);
INSERT INTO "mentions" ("article", "cluster", "ordinal", "start", "end", "text", "form", "kind", "sentence", "first", "last", "head", "probability") VALUES (
    'article-8e34d71aa1ebffd3',
    0,
    1,
    24,
    27,
    'she',
    'pronoun',
    'person',
    1,
    0,
    1,
    1,
    1.0
);
INSERT INTO "mentions" ("article", "cluster", "ordinal", "start", "end", "text", "form", "kind", "sentence", "first", "last", "head", "probability") VALUES (
    'article-55e777a72d1e8e08',
    0,
    0,
    71,
    79,
    'Ine Berg',
    'name',
    'person',
    1,
    0,
    1,
    1,
    1.0
);
INSERT INTO "mentions" ("article", "cluster", "ordinal", "start", "end", "text", "form", "kind", "sentence", "first", "last", "head", "probability") VALUES (
    'article-55e777a72d1e8e08',
    0,
    1,
    24,
    27,
    'she',
    'pronoun',
    'person',
    1,
    0,
    1,
    1,
    1.0
);
INSERT INTO "events" ("id", "article", "ordinal", "type", "text", "start", "end", "trigger", "status", "basis", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews", "asserted_by", "citations", "when", "date_from", "counted_on", "counted_from", "place", "dead", "injured", "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "why", "run", "review") VALUES (
    'event-6ed0d1867eae85ea',
    'article-8e34d71aa1ebffd3',
    0,
    'CONSULT',
    'Norway''s foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday',
    45,
    134,
    '{"start":80,"end":83,"text":"met"}',
    'occurred',
    'plain',
    'visit',
    NULL,
    '["diplomatic","environment"]',
    '042',
    1,
    3.0,
    1.9,
    1.9,
    NULL,
    '[{"start":17,"end":37,"text":"open fisheries talks"}]',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'clause',
    '2019-04-09',
    'event',
    '{"name":"Oslo","country":"NOR","admin1":"Oslo","lat":59.91,"lon":10.75,"geonames":3143244,"precision":"city"}',
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    1.0,
    '["pattern meet.met","dateline"]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "events" ("id", "article", "ordinal", "type", "text", "start", "end", "trigger", "status", "basis", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews", "asserted_by", "citations", "when", "date_from", "counted_on", "counted_from", "place", "dead", "injured", "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "why", "run", "review") VALUES (
    'event-2e5a57f48ba601f1',
    'article-8e34d71aa1ebffd3',
    1,
    'CONSULT',
    'Chile will send a delegation in May 2019',
    212,
    252,
    '{"start":223,"end":227,"text":"send"}',
    'planned',
    'attributed',
    NULL,
    NULL,
    '[]',
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    'officials',
    '[]',
    '{"earliest":"2019-05-01","latest":"2019-05-31","precision":"month"}',
    'clause',
    '2019-04-10',
    'publication',
    NULL,
    NULL,
    NULL,
    NULL,
    'officials',
    NULL,
    'event-6ed0d1867eae85ea',
    NULL,
    1.0,
    '[]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "events" ("id", "article", "ordinal", "type", "text", "start", "end", "trigger", "status", "basis", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews", "asserted_by", "citations", "when", "date_from", "counted_on", "counted_from", "place", "dead", "injured", "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "why", "run", "review") VALUES (
    'event-fc77191c04c2d818',
    'article-55e777a72d1e8e08',
    0,
    'CONSULT',
    'Norway''s foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday',
    45,
    134,
    '{"start":80,"end":83,"text":"met"}',
    'occurred',
    'plain',
    'visit',
    NULL,
    '["diplomatic","environment"]',
    '042',
    1,
    3.0,
    1.9,
    1.9,
    NULL,
    '[{"start":17,"end":37,"text":"open fisheries talks"}]',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'clause',
    '2019-04-09',
    'event',
    '{"name":"Oslo","country":"NOR","admin1":"Oslo","lat":59.91,"lon":10.75,"geonames":3143244,"precision":"city"}',
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    1.0,
    '["pattern meet.met","dateline"]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "events" ("id", "article", "ordinal", "type", "text", "start", "end", "trigger", "status", "basis", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews", "asserted_by", "citations", "when", "date_from", "counted_on", "counted_from", "place", "dead", "injured", "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "why", "run", "review") VALUES (
    'event-2bf8baa4155637cd',
    'article-55e777a72d1e8e08',
    1,
    'CONSULT',
    'Chile will send a delegation in May 2019',
    212,
    252,
    '{"start":223,"end":227,"text":"send"}',
    'planned',
    'attributed',
    NULL,
    NULL,
    '[]',
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    'officials',
    '[]',
    '{"earliest":"2019-05-01","latest":"2019-05-31","precision":"month"}',
    'clause',
    '2019-04-10',
    'publication',
    NULL,
    NULL,
    NULL,
    NULL,
    'officials',
    NULL,
    'event-fc77191c04c2d818',
    NULL,
    1.0,
    '[]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "statements" ("number", "id", "article", "ordinal", "kind", "stance", "act", "text", "start", "end", "cue", "addressees", "said", "medium", "topics", "reported_by", "citations", "confidence", "why", "run", "review") VALUES (
    1,
    'statement-5f4cdc733c8501b3',
    'article-8e34d71aa1ebffd3',
    0,
    'direct',
    'demands',
    'demand',
    'Our waters need rules',
    137,
    158,
    '{"start":165,"end":169,"text":"told"}',
    '["reporters"]',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'press conference',
    '["environment.fisheries"]',
    NULL,
    '[]',
    1.0,
    '[]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "statements" ("number", "id", "article", "ordinal", "kind", "stance", "act", "text", "start", "end", "cue", "addressees", "said", "medium", "topics", "reported_by", "citations", "confidence", "why", "run", "review") VALUES (
    2,
    'statement-9ea76579dd0951e6',
    'article-55e777a72d1e8e08',
    0,
    'direct',
    'demands',
    'demand',
    'Our waters need rules',
    137,
    158,
    '{"start":165,"end":169,"text":"told"}',
    '["reporters"]',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'press conference',
    '["environment.fisheries"]',
    NULL,
    '[]',
    1.0,
    '[]',
    'run-999d2e2c1b412061',
    NULL
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    NULL,
    'statement-5f4cdc733c8501b3',
    'speakers',
    0,
    'person-berg',
    'Ine Berg',
    'person',
    'NOR',
    'NOR',
    '["GOV"]',
    'Foreign Minister of Norway',
    71,
    79
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-6ed0d1867eae85ea',
    NULL,
    'actors',
    0,
    'person-berg',
    'Ine Berg',
    'person',
    'NOR',
    'NOR',
    '["GOV"]',
    'Foreign Minister of Norway',
    71,
    79
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-6ed0d1867eae85ea',
    NULL,
    'recipients',
    0,
    'person-rojas',
    'Luis Rojas',
    'person',
    'CHL',
    'CHL',
    '["GOV"]',
    'Foreign Minister of Chile',
    108,
    118
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-2e5a57f48ba601f1',
    NULL,
    'actors',
    0,
    'CHL',
    'Chile',
    'state',
    'CHL',
    'CHL',
    '[]',
    NULL,
    NULL,
    NULL
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    NULL,
    'statement-9ea76579dd0951e6',
    'speakers',
    0,
    'person-berg',
    'Ine Berg',
    'person',
    'NOR',
    'NOR',
    '["GOV"]',
    'Foreign Minister of Norway',
    71,
    79
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-fc77191c04c2d818',
    NULL,
    'actors',
    0,
    'person-berg',
    'Ine Berg',
    'person',
    'NOR',
    'NOR',
    '["GOV"]',
    'Foreign Minister of Norway',
    71,
    79
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-fc77191c04c2d818',
    NULL,
    'recipients',
    0,
    'person-rojas',
    'Luis Rojas',
    'person',
    'CHL',
    'CHL',
    '["GOV"]',
    'Foreign Minister of Chile',
    108,
    118
);
INSERT INTO "participants" ("event", "statement", "side", "ordinal", "id", "name", "kind", "party", "country", "sectors", "office", "start", "end") VALUES (
    'event-2bf8baa4155637cd',
    NULL,
    'actors',
    0,
    'CHL',
    'Chile',
    'state',
    'CHL',
    'CHL',
    '[]',
    NULL,
    NULL,
    NULL
);
INSERT INTO "figures" ("article", "ordinal", "value", "text", "start", "end", "high", "unit", "of", "said_by", "bound", "kind", "scope", "status", "when", "event") VALUES (
    'article-8e34d71aa1ebffd3',
    0,
    40.0,
    'Some 40 trawlers',
    181,
    197,
    NULL,
    'trawlers',
    'fleet',
    NULL,
    'about',
    'count',
    'whole',
    'occurred',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'event-6ed0d1867eae85ea'
);
INSERT INTO "figures" ("article", "ordinal", "value", "text", "start", "end", "high", "unit", "of", "said_by", "bound", "kind", "scope", "status", "when", "event") VALUES (
    'article-55e777a72d1e8e08',
    0,
    40.0,
    'Some 40 trawlers',
    181,
    197,
    NULL,
    'trawlers',
    'fleet',
    NULL,
    'about',
    'count',
    'whole',
    'occurred',
    '{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}',
    'event-fc77191c04c2d818'
);
INSERT INTO "findings" ("article", "ordinal", "kind", "text", "start", "end", "message", "evidence") VALUES (
    'article-8e34d71aa1ebffd3',
    0,
    'date-conflict',
    'Tuesday',
    127,
    134,
    'a note',
    '["row 1"]'
);
INSERT INTO "findings" ("article", "ordinal", "kind", "text", "start", "end", "message", "evidence") VALUES (
    'article-55e777a72d1e8e08',
    0,
    'date-conflict',
    'Tuesday',
    127,
    134,
    'a note',
    '["row 1"]'
);
INSERT INTO "failures" ("id", "article", "ordinal", "source", "stage", "reason", "error") VALUES (
    'failure-410f219496971d77',
    'article-8e34d71aa1ebffd3',
    0,
    'reports/talks.txt',
    'code',
    'one sentence was too long',
    'Refused'
);
INSERT INTO "failures" ("id", "article", "ordinal", "source", "stage", "reason", "error") VALUES (
    'failure-162eb738cc4a5e77',
    'article-55e777a72d1e8e08',
    0,
    'copy.txt',
    'code',
    'one sentence was too long',
    'Refused'
);
PRAGMA application_id = 1148348269;
PRAGMA user_version = 2;
