-- What an article translates, as it was given (address, id, file), and by whom. Which article that is, is looked up: it may
-- come in later.
ALTER TABLE articles ADD COLUMN translation_of TEXT;
ALTER TABLE articles ADD COLUMN translator TEXT;
CREATE INDEX articles_that_translate ON articles (translation_of) WHERE translation_of IS NOT NULL;
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_source_id ON articles (source_id) WHERE source_id IS NOT NULL;

-- The origin of a translation is that of its original.
CREATE TRIGGER articles_translate AFTER UPDATE OF translation_of ON articles
WHEN old.translation_of IS NOT new.translation_of BEGIN
    INSERT OR IGNORE INTO articles_recounted VALUES (new.id);
END;
