-- What SQLite has under these names and PostgreSQL has not, or has for other types. `casefold` is made from Python's own
-- tables beside these (schema.py), so that both engines fold letters alike.

CREATE OR REPLACE FUNCTION instr(whole text, part text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN strpos(whole COLLATE "C", part COLLATE "C");

CREATE OR REPLACE FUNCTION substr(whole text, first bigint, number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN pg_catalog.substr(whole, first::integer, number::integer);

CREATE OR REPLACE FUNCTION substr(whole text, first bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN pg_catalog.substr(whole, first::integer);

-- A value of an object by '$.key', of a list by '$[0]', or one in the other: what the record asks for, and no more.
CREATE OR REPLACE FUNCTION json_extract(value text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (value::json #>> string_to_array(
        trim(both '.' from replace(replace(substr(path, 2), '[', '.'), ']', '')), '.')) COLLATE "C";

CREATE OR REPLACE FUNCTION json_each(list text) RETURNS TABLE (key bigint, value text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 3
    BEGIN ATOMIC
        SELECT place - 1, item COLLATE "C" FROM json_array_elements_text(list::json) WITH ORDINALITY AS items (item, place);
    END;

CREATE OR REPLACE FUNCTION julianday(day text) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_char(to_date(day, 'YYYY-MM-DD'), 'J')::double precision - 0.5;

-- A day so many days on: date('2020-01-31', '+3 days').
CREATE OR REPLACE FUNCTION date(day text, shift text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_char(to_date(day, 'YYYY-MM-DD') + split_part(shift, ' ', 1)::integer, 'YYYY-MM-DD') COLLATE "C";

CREATE OR REPLACE FUNCTION json_array_length(list text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.json_array_length(list::json);

-- Words: whether a row has terms, and how much a phrase in it weighs: `weight` for each place in the first column of
-- two, 1 for each in the last.
CREATE OR REPLACE FUNCTION has_terms(terms tsvector, wanted text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN terms @@ wanted::tsquery;

CREATE OR REPLACE FUNCTION phrase_places(places jsonb, terms jsonb, beginning integer, col integer) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    number integer := jsonb_array_length(terms);
    found bigint;
BEGIN
    -- Where each term stands, less its place in the phrase: a phrase is where all terms meet.
    SELECT count(*) INTO found FROM (
        SELECT start FROM (
            SELECT DISTINCT wanted.place, at::bigint - wanted.place AS start
            FROM jsonb_array_elements_text(terms) WITH ORDINALITY AS wanted (term, place)
            CROSS JOIN LATERAL (
                SELECT jsonb_array_elements_text(places -> wanted.term -> col) AS at
                WHERE NOT (beginning = 1 AND wanted.place = number)
                UNION ALL
                SELECT jsonb_array_elements_text(each.value -> col) FROM jsonb_each(places) AS each
                WHERE beginning = 1 AND wanted.place = number AND starts_with(each.key, wanted.term)
            ) AS stands
        ) AS starts GROUP BY start HAVING count(*) = number
    ) AS met;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION phrase_weight(places jsonb, terms text, beginning bigint, weight double precision)
    RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    wanted jsonb := terms::jsonb;
    columns integer;
    stands jsonb;
BEGIN
    IF jsonb_array_length(wanted) = 1 AND beginning = 0 THEN  -- one word: no place is compared
        stands := places -> (wanted ->> 0);
        IF stands IS NULL THEN RETURN 0; END IF;
        IF jsonb_array_length(stands) = 1 THEN RETURN jsonb_array_length(stands -> 0); END IF;
        RETURN jsonb_array_length(stands -> 0) * weight + jsonb_array_length(stands -> 1);
    END IF;
    SELECT jsonb_array_length(value) INTO columns FROM jsonb_each(places) LIMIT 1;
    IF columns = 1 THEN RETURN phrase_places(places, wanted, beginning::integer, 0); END IF;
    RETURN phrase_places(places, wanted, beginning::integer, 0) * weight
        + phrase_places(places, wanted, beginning::integer, 1);
END $$;
