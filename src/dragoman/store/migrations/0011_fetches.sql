-- Everything that was fetched, or was to be: pages, feeds, robots.txt; in the order in which it was. Of an article that was
-- taken out on request the time stays and the address goes.
CREATE TABLE fetches (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('page', 'feed', 'robots')),
    at TEXT NOT NULL,
    seconds REAL NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('fetched', 'unchanged', 'forbidden', 'refused', 'failed')),
    status INTEGER,
    final_url TEXT,
    redirects TEXT NOT NULL,
    received_bytes INTEGER NOT NULL,
    size_bytes INTEGER,
    sha256 TEXT,
    error TEXT,
    reason TEXT
) STRICT;
CREATE INDEX fetches_by_url ON fetches (url, number);

-- When a host may be asked next, and how long it is left alone; seconds since 1970, which all processes share.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY NOT NULL,
    next_at REAL NOT NULL,
    resting_until REAL NOT NULL,
    troubles INTEGER NOT NULL
) STRICT;

-- What sites allow.
CREATE TABLE robots (
    origin TEXT PRIMARY KEY NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('rules', 'open', 'closed')),
    at REAL NOT NULL,
    text TEXT NOT NULL,
    closed_since REAL
) STRICT;

-- Where things stand with each feed, by its address as the list of feeds has it.
CREATE TABLE feeds (
    url TEXT PRIMARY KEY NOT NULL,
    next_at REAL NOT NULL,
    troubles INTEGER NOT NULL,
    asked_at TEXT,
    changed_at TEXT,
    etag TEXT,
    modified TEXT,
    sha256 TEXT
) STRICT;

-- Entries of feeds that were seen, by hash; `document` is the entry itself while it waits to be read.
CREATE TABLE feed_entries (
    feed TEXT NOT NULL,
    entry TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'failed')),
    tries INTEGER NOT NULL,
    next_at REAL NOT NULL,
    document TEXT,
    PRIMARY KEY (feed, entry),
    CHECK ((state = 'waiting') = (document IS NOT NULL))
) STRICT;
CREATE INDEX feed_entries_waiting ON feed_entries (next_at) WHERE state = 'waiting';
