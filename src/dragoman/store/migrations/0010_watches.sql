-- What somebody watches: lines of a party, of a pair, on a topic, with words; all that is given must hold. `seen` is the
-- number of the last article that was there when it was looked at: numbers grow as articles come in.
CREATE TABLE watches (
    id TEXT PRIMARY KEY NOT NULL,
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    made_at TEXT NOT NULL,
    party TEXT,
    other TEXT,
    topic TEXT,
    phrase TEXT,
    seen INTEGER NOT NULL
) STRICT;
