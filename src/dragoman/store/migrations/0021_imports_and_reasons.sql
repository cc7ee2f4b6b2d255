-- Why a figure is one, as events and statements tell it; one that was read before has no reasons until it is read anew.
ALTER TABLE figures ADD COLUMN why TEXT NOT NULL DEFAULT '[]';

-- Who put files into the record by the desk, and what became of them; their names stand with the articles.
CREATE TABLE imports (
    number INTEGER PRIMARY KEY,
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    at TEXT NOT NULL,
    ended_at TEXT,
    files INTEGER NOT NULL,
    new INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failed INTEGER NOT NULL
) STRICT;
