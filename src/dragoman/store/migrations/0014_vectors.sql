-- Vectors of statements, clauses of events and the beginnings of articles, which search by meaning compares. Computed by
-- `dragoman vectors` (`store.vectors`); a row an article, also where it has no such line, so that what is missing can be told.
-- `lines` are the ids (JSON), `vectors` as many times 384 signed bytes. Triggers take out what no longer fits the lines.

CREATE TABLE vector_network (only INTEGER PRIMARY KEY CHECK (only = 1), version TEXT NOT NULL) STRICT;

CREATE TABLE statement_vectors (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    lines TEXT NOT NULL,
    vectors BLOB NOT NULL
) STRICT;
CREATE TABLE event_vectors (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    lines TEXT NOT NULL,
    vectors BLOB NOT NULL
) STRICT;
CREATE TABLE article_vectors (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    lines TEXT NOT NULL,
    vectors BLOB NOT NULL
) STRICT;

CREATE TRIGGER statement_vectors_insert AFTER INSERT ON statements BEGIN
    DELETE FROM statement_vectors WHERE article = new.article;
END;
CREATE TRIGGER statement_vectors_delete AFTER DELETE ON statements BEGIN
    DELETE FROM statement_vectors WHERE article = old.article;
END;
CREATE TRIGGER event_vectors_insert AFTER INSERT ON events BEGIN
    DELETE FROM event_vectors WHERE article = new.article;
END;
CREATE TRIGGER event_vectors_delete AFTER DELETE ON events BEGIN
    DELETE FROM event_vectors WHERE article = old.article;
END;
CREATE TRIGGER article_vectors_update AFTER UPDATE OF id, title, text, body_start, language ON articles
WHEN (old.id, old.title, old.text, old.body_start, old.language)
    IS NOT (new.id, new.title, new.text, new.body_start, new.language) BEGIN
    DELETE FROM article_vectors WHERE article IN (old.id, new.id);
    DELETE FROM statement_vectors WHERE article IN (old.id, new.id);
    DELETE FROM event_vectors WHERE article IN (old.id, new.id);
END;
