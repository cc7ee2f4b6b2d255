"""Finding words in articles and statements: FTS5 with BM25 ranking (Robertson and Zaragoza 2009) and snippets.

The reader's words are quoted one by one, so nothing in them is query syntax: all words must occur, in any order;
words within double quotes are a phrase; a word that ends in ``*`` is the beginning of one. In scripts that put no
blanks between words every stretch is looked for as it stands, which costs a pass over the texts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from sqlite3 import Row
from typing import Literal, NamedTuple

from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.word_index import indexed

TITLE_WEIGHT = 4.0  # a word in the headline says more of what an article is about than one in its body
SNIPPET_WORDS = 24
# Articles that hold the words, the best, whose events are looked through: some 1,500 clauses, 40 ms.
MOST_LOOKED_THROUGH = 300
MOST_WORDS = 100  # of a query: FTS5 takes seconds for thousands, and SQLite allows an expression 1,000 deep
MARK_START, MARK_END = "\x02", "\x03"  # control characters: no text that is stored as words holds them by intent

# Thai, Lao, Burmese, Khmer, kana, Han and their extensions: a "word" of the index would be a whole clause there.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_PART = re.compile(r'"([^"]*)"|(\S+)')
_RANK = {"article": f"bm25({TITLE_WEIGHT}, 1.0)", "statement": "bm25(1.0)"}
_JOINED = {
    "article": "JOIN articles ON articles.number = article_words.{0}",
    "statement": """JOIN statements ON statements.number = statement_words.{0}
                    JOIN articles ON articles.id = statements.article""",
}

Kind = Literal["article", "statement"]


class Hit(Record, frozen=True, kw_only=True):
    """An article or a statement that holds the words looked for."""

    kind: Literal["article", "statement"]
    id: str
    article: str  # id of the article; of an article, its own
    title: str | None
    published: str | None  # ISO day; None: not known
    speaker: str | None  # name of a statement's first speaker; None: of an article, or nobody is named
    stance: str | None  # of a statement; None: of an article
    snippet: str  # words around the first match, matches between ``MARK_START`` and ``MARK_END``
    score: float  # BM25, higher is better


def match_expression(query: str, *, any_word: bool = False) -> str:
    """The FTS5 expression for a reader's words: all must occur, or with ``any_word`` one.

    Raises:
        UsageError: there is no word in them, or more than ``MOST_WORDS``.
    """
    terms: list[str] = []
    number = 0
    for phrase, word in _PART.findall(query.replace("\0", " ")):
        prefix = "*" if word.endswith("*") else ""
        words = re.findall(r"\w+", phrase or word)
        number += len(words)
        _refuse_many(number)
        if words:
            terms.append('"' + " ".join(words) + '"' + prefix)
    if not terms:
        raise UsageError(
            "there is no word to look for", values=repr(query), remedy='Give words, or a phrase in "double quotes"'
        )
    return (" OR " if any_word else " AND ").join(dict.fromkeys(terms))


def _refuse_many(number: int) -> None:
    if number > MOST_WORDS:
        raise UsageError(
            "too many words to look for", values=f"more than {MOST_WORDS}", remedy="Give those that matter most"
        )


def search(
    store: Store,
    query: str,
    *,
    kind: Literal["article", "statement"] | None = None,
    any_word: bool = False,
    limit: int = 20,
) -> list[Hit]:
    """Articles and statements with the words, best first; ties by id.

    Args:
        store: an open record.
        query: words, phrases in double quotes, beginnings of words with ``*``.
        kind: only articles or only statements; ``None``: both.
        any_word: whether one of the words is enough; those with more and rarer ones still come first.
        limit: how many of each at most.

    Raises:
        UsageError: the query has no word or too many, or the limit is below 1.
    """
    if limit < 1:
        raise UsageError("the limit is too small", values=str(limit), remedy="Give a limit of 1 or more")
    if _UNSPACED.search(query):
        return [] if kind == "statement" else list(_search_stretches(store, query, limit))
    expression = match_expression(query, any_word=any_word)
    hits: list[Hit] = []
    if kind in (None, "article"):
        hits += _search_articles(store, expression, limit)
    if kind in (None, "statement"):
        hits += _search_statements(store, expression, limit)
    return hits


def _search_articles(store: Store, expression: str, limit: int) -> Iterator[Hit]:
    best = ranked(store, "article", expression, limit=limit, by_id=True)
    told = snippets(store, "article", expression, list(best))
    sql = f"SELECT number, id, title, published FROM articles WHERE number IN ({_marks(best)})"
    for row, score in _in_order(store.query(sql, tuple(best)), best):
        shared = {name: row[name] for name in ("id", "title", "published")} | {"score": score}
        snippet = told[row["number"]]
        yield Hit(kind="article", article=row["id"], speaker=None, stance=None, snippet=snippet, **shared)


def _search_stretches(store: Store, query: str, limit: int) -> Iterator[Hit]:
    """Articles that hold every stretch of the query, in order of id; only English is coded, so no statements."""
    stretches = list(dict.fromkeys(phrase or word for phrase, word in _PART.findall(query)))
    _refuse_many(len(stretches))
    held = " AND ".join(["instr(casefold(text), casefold(?)) > 0"] * len(stretches))
    sql = f"SELECT id, title, published, text FROM articles WHERE {held} ORDER BY id LIMIT ?"
    for row in store.query(sql, (*stretches, limit)):
        place = max(row["text"].casefold().find(stretches[0].casefold()), 0)
        first, last = max(place - SNIPPET_WORDS, 0), place + len(stretches[0])
        marked = f"{MARK_START}{row['text'][place:last]}{MARK_END}"
        snippet = f"{row['text'][first:place]}{marked}{row['text'][last : last + SNIPPET_WORDS]}"
        shared = {name: row[name] for name in ("id", "title", "published")}
        yield Hit(kind="article", article=row["id"], speaker=None, stance=None, snippet=snippet, score=0.0, **shared)


def _search_statements(store: Store, expression: str, limit: int) -> Iterator[Hit]:
    best = ranked(store, "statement", expression, limit=limit, by_id=True)
    told = snippets(store, "statement", expression, list(best))
    sql = f"""
        SELECT statements.number, statements.id, statements.article, articles.title, articles.published,
               statements.stance,
               (SELECT name FROM participants WHERE statement = statements.id ORDER BY ordinal LIMIT 1) AS speaker
        FROM statements JOIN articles ON articles.id = statements.article
        WHERE statements.number IN ({_marks(best)})
    """
    for row, score in _in_order(store.query(sql, tuple(best)), best):
        shared = {name: row[name] for name in ("id", "article", "title", "published", "stance", "speaker")}
        yield Hit(kind="statement", snippet=told[row["number"]], score=score, **shared)


def ranked(
    store: Store, kind: Kind, expression: str, *, where: Sequence[Condition] = (), limit: int, by_id: bool = False
) -> dict[int, float]:
    """The row numbers of the best matches with their BM25 scores, best first.

    Args:
        store: an open record.
        kind: what is looked through.
        expression: of ``match_expression``.
        where: further conditions, on ``articles`` and, of statements, ``statements``.
        limit: how many at most.
        by_id: whether equals come by id, for which every match is looked up; else by number.
    """
    words, tie = f"{kind}_words", f", {kind}s.id" if by_id else ""
    joined = _JOINED[kind] if where or by_id else ""
    more = "".join(f" AND {sql}" for sql, _ in where)
    values = [value for _, given in where for value in given]
    if store.on_server:
        from dragoman.store.postgres import ranking

        asked = ranking.Asked(kind, joined.format("number"), more, values, tie.strip(", ") or "0", TITLE_WEIGHT)
        return ranking.ranked(store, expression, asked, limit=limit)
    sql = f"""SELECT {words}.rowid AS number, -{words}.rank AS score FROM {words} {joined.format("rowid")}
        WHERE {words} MATCH ? AND {words}.rank MATCH '{_RANK[kind]}'{more} ORDER BY {words}.rank{tie} LIMIT ?"""
    return {row["number"]: row["score"] for row in store.query(sql, (expression, *values, limit))}


def snippets(store: Store, kind: Kind, expression: str, numbers: Sequence[int]) -> dict[int, str]:
    """The words around the first match in each of these rows, which costs a look at the whole text of each."""
    marks = (MARK_START, MARK_END)
    if store.on_server:
        from dragoman.store.postgres import ranking

        return ranking.snippets(store, kind, expression, numbers, marks=marks, words=SNIPPET_WORDS)
    words = f"{kind}_words"
    sql = f"""SELECT rowid AS number, snippet({words}, -1, ?, ?, ' … ', ?) AS snippet FROM {words}
        WHERE {words} MATCH ? AND rowid IN ({_marks(numbers)})"""
    rows = store.query(sql, (*marks, SNIPPET_WORDS, expression, *numbers))
    return {row["number"]: row["snippet"] for row in rows}


class Told(NamedTuple):
    """An event whose clause holds the words looked for."""

    id: str
    score: float  # BM25 among the clauses looked through, higher is better
    snippet: str  # the clause, matches between ``MARK_START`` and ``MARK_END``


def events_told(
    store: Store, expression: str, *, where: Sequence[Condition] = (), limit: int, skip: int = 0
) -> tuple[list[Told], bool]:
    """Events whose clauses hold the words, best first, and whether there may be more of them further on.

    A clause stands in its article, so only articles that hold all words are looked through, at most
    ``MOST_LOOKED_THROUGH``: an index of the clauses themselves would be as large as that of the articles.

    Args:
        store: an open record.
        expression: of ``match_expression``.
        where: further conditions, on ``articles`` and ``events``.
        limit: how many at most.
        skip: the best articles that are not looked through, for their events were told before.
    """
    more = "".join(f" AND {sql}" for sql, _ in where)
    values = [value for _, given in where for value in given]
    some = f"EXISTS (SELECT 1 FROM events WHERE events.article = articles.id{more})"
    known = ranked(store, "article", expression, where=[(some, values)], limit=skip + MOST_LOOKED_THROUGH + 1)
    best = list(known)[skip : skip + MOST_LOOKED_THROUGH]
    going_on = len(known) > skip + MOST_LOOKED_THROUGH
    sql = f"""SELECT events.id, events.text FROM articles JOIN events ON events.article = articles.id
        WHERE articles.number IN ({_marks(best)}){more} ORDER BY events.id"""
    clauses = [(row["id"], row["text"]) for row in store.query(sql, (*best, *values))] if best else []
    if not clauses:
        return [], going_on
    with closing(indexed([(number, text) for number, (_, text) in enumerate(clauses)])) as connection:
        sql = """SELECT rowid, -rank, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?
            ORDER BY rank, rowid LIMIT ?"""
        rows = connection.execute(sql, (MARK_START, MARK_END, expression, limit + 1)).fetchall()
    told = [Told(clauses[number][0], score, snippet) for number, score, snippet in rows]
    return told[:limit], len(told) > limit or going_on


def _in_order(rows: Iterable[Row], best: dict[int, float]) -> Iterator[tuple[Row, float]]:
    found = {row["number"]: row for row in rows}
    return ((found[number], score) for number, score in best.items())


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
