-- Event types of the user's own beside PLOVER's, and what files of the user's own a run was made with.
-- `type` is PLOVER's or, where the own type refines none of them, the own type's name; `own_type` its name in both cases.
ALTER TABLE events ADD COLUMN own_type TEXT;
CREATE INDEX events_of_own_type ON events (own_type, first_day, id, last_day) WHERE own_type IS NOT NULL;
ALTER TABLE runs ADD COLUMN types TEXT;
ALTER TABLE runs ADD COLUMN actors TEXT;
