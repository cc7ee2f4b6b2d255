-- Who may use the record on this server. Of a session and of a token only a hash is kept.
CREATE TABLE IF NOT EXISTS accounts (
    name text COLLATE "C" PRIMARY KEY CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
    password text NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_by_folded_name ON accounts (casefold(name));
CREATE TABLE IF NOT EXISTS sessions (
    key text PRIMARY KEY,
    account text COLLATE "C" NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    begun_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account);
CREATE TABLE IF NOT EXISTS api_tokens (
    key text PRIMARY KEY,
    account text COLLATE "C" NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    made_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS api_tokens_by_account ON api_tokens (account);
