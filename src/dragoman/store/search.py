"""Finding words in articles and statements: FTS5 with BM25 ranking (Robertson and Zaragoza 2009) and snippets.

The reader's words are quoted one by one, so nothing in them is query syntax: all words must occur, in any order;
words within double quotes are a phrase; a word that ends in ``*`` is the beginning of one. In scripts that put no
blanks between words every stretch is looked for as it stands, which costs a pass over the texts.
"""

import re
from collections.abc import Iterator
from typing import Literal

from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.store.open import Store

TITLE_WEIGHT = 4.0  # a word in the headline says more of what an article is about than one in its body
SNIPPET_WORDS = 24
MOST_WORDS = 100  # of a query: FTS5 takes seconds for thousands, and SQLite allows an expression 1,000 deep
MARK_START, MARK_END = "\x02", "\x03"  # control characters: no text that is stored as words holds them by intent

# Thai, Lao, Burmese, Khmer, kana, Han and their extensions: a "word" of the index would be a whole clause there.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_PART = re.compile(r'"([^"]*)"|(\S+)')


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
    sql = """
        SELECT articles.id, articles.title, articles.published,
               snippet(article_words, -1, ?, ?, ' … ', ?) AS snippet, -bm25(article_words, ?, 1.0) AS score
        FROM article_words JOIN articles ON articles.number = article_words.rowid
        WHERE article_words MATCH ? ORDER BY bm25(article_words, ?, 1.0), articles.id LIMIT ?
    """
    values = (MARK_START, MARK_END, SNIPPET_WORDS, TITLE_WEIGHT, expression, TITLE_WEIGHT, limit)
    for row in store.query(sql, values):
        shared = {name: row[name] for name in ("id", "title", "published", "snippet", "score")}
        yield Hit(kind="article", article=row["id"], speaker=None, stance=None, **shared)


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
    sql = """
        SELECT statements.id, statements.article, articles.title, articles.published, statements.stance,
               (SELECT name FROM participants WHERE statement = statements.id ORDER BY ordinal LIMIT 1) AS speaker,
               snippet(statement_words, -1, ?, ?, ' … ', ?) AS snippet, -bm25(statement_words) AS score
        FROM statement_words JOIN statements ON statements.number = statement_words.rowid
        JOIN articles ON articles.id = statements.article
        WHERE statement_words MATCH ? ORDER BY bm25(statement_words), statements.id LIMIT ?
    """
    values = (MARK_START, MARK_END, SNIPPET_WORDS, expression, limit)
    for row in store.query(sql, values):
        yield Hit(kind="statement", **{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row iterates values
