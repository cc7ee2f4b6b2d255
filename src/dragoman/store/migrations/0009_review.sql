-- The queue of review: lines that nobody has looked at, the most doubtful first.
CREATE INDEX events_to_review ON events (confidence, id) WHERE review IS NULL;
CREATE INDEX statements_to_review ON statements (confidence, id) WHERE review IS NULL;
