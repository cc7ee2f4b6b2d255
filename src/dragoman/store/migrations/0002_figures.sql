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
