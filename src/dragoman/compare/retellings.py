"""The table of retellings: sentences that tell a happening without an event of their own, kept up to date.

A row depends on two articles alone, so that the table is the same whatever was read first: when an article comes in,
its sentences are compared with the events of the articles of its story, and its events with their sentences.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from dragoman.compare.passages import FILED_DAYS, Paper, paper_of
from dragoman.compare.retelling import (
    ACT,
    LEAST_KEYS,
    TOLD_AGAIN,
    Deed,
    Scored,
    has_substance,
    in_company,
    of_one_story,
    scored,
    together,
    traits,
)
from dragoman.compare.score import Compared, told_reasons
from dragoman.compare.telling import tellings
from dragoman.records import Record, content_id
from dragoman.store.open import Store
from dragoman.store.read import coded_article

# From here on what a sentence says is compared with the other accounts: that two accounts differ is said only where
# they are of one happening nine times in ten.
SURE = 0.75
STEP_ARTICLES = 50  # of one transaction: a second at most
_KEPT_ARTICLES = 4_000  # 20 KB each
_OPEN = "SELECT article FROM papers_open ORDER BY article LIMIT ?"
_NEAR = "SELECT DISTINCT article FROM paper_keys WHERE key = ? AND day BETWEEN ? AND ?"
# Of the events that a sentence may tell the likeliest counts; of equals the one with the smaller id.
_BEST = """NOT EXISTS (SELECT 1 FROM retellings o WHERE o.article = r.article AND o.start = r.start
    AND (o.score > r.score OR (o.score = r.score AND o.event < r.event)))"""
_OF = f"""SELECT r.*, e.happening FROM retellings r JOIN events e ON e.id = r.event
    WHERE e.happening IN ({{marks}}) AND {_BEST} ORDER BY e.happening, r.article, r.start"""
TOLD_AGAIN_IN = f"""SELECT DISTINCT e.happening FROM retellings r JOIN events e ON e.id = r.event
    WHERE r.article = ? AND r.score >= {SURE} AND e.happening IS NOT NULL AND {_BEST}"""
_TOUCHED = """SELECT DISTINCT e.happening FROM retellings r JOIN events e ON e.id = r.event
    WHERE r.article = ? AND e.happening IS NOT NULL"""
_AT_ONCE = 400

Row = tuple[str, int, int, str, float, str]


class Retelling(Record, frozen=True, kw_only=True):
    """A sentence that tells a happening without an event of its own."""

    article: str
    start: int
    end: int
    event: str  # of another article, which it tells again
    score: float  # probability
    reasons: tuple[str, ...]  # each with the bits it adds

    @property
    def id(self) -> str:
        """Content-derived id."""
        return content_id("retelling", self.article, self.start, self.end)


def retellings_of(store: Store, happenings: Iterable[str]) -> dict[str, list[Retelling]]:
    """The retellings of happenings, by article and place."""
    found: dict[str, list[Retelling]] = {}
    ordered = sorted(set(happenings))
    for start in range(0, len(ordered), _AT_ONCE):
        batch = ordered[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(batch))
        for row in store.query(_OF.format(marks=marks), batch):
            found.setdefault(row["happening"], []).append(
                Retelling(
                    article=row["article"], start=row["start"], end=row["end"], event=row["event"], score=row["score"],
                    reasons=tuple(row["reasons"].split("; ")),
                )
            )  # fmt: skip
    return found


def likeliest(retellings: Iterable[Retelling], told_by: Collection[str]) -> list[Retelling]:
    """Of each article the one sentence that tells a happening, by article.

    What an article tells by an event it tells there; of the other articles first the sentence that names the act, then
    the likeliest.

    Args:
        retellings: the sentences of a happening.
        told_by: the articles that tell it by an event.
    """
    best: dict[str, Retelling] = {}
    for one in sorted(retellings, key=_fullest):
        if one.article not in told_by:
            best.setdefault(one.article, one)
    return [best[article] for article in sorted(best)]


def _fullest(one: Retelling) -> tuple[bool, float, int, str]:
    return not any(reason.startswith(ACT) for reason in one.reasons), -one.score, one.start, one.event


def update_retellings(store: Store) -> Iterator[set[str]]:
    """Compare the articles that came in or changed, a step at a time within a transaction of the caller's.

    Yields after each step the happenings whose retellings may have changed.
    """
    search = _Search(store)
    while todo := [row["article"] for row in store.query(_OPEN, (STEP_ARTICLES,))]:
        touched: set[str] = set()
        for article in todo:
            touched |= search.again(article)
        store.connection.executemany("DELETE FROM papers_open WHERE article = ?", [(one,) for one in todo])
        yield touched


class _Search:
    """Articles and their events, as far as they are needed again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paper = lru_cache(maxsize=_KEPT_ARTICLES)(self._load)

    def again(self, article: str) -> set[str]:
        """Compare one article anew, and return the happenings that its sentences told and tell."""
        connection = self._store.connection
        changed = {article, *self._told_by(article)}
        touched = set(self._happenings(changed))
        connection.execute("DELETE FROM paper_keys WHERE article = ?", (article,))
        connection.execute("DELETE FROM retellings WHERE article = ?", (article,))
        events = "SELECT id FROM events WHERE article = ?"
        connection.execute(f"DELETE FROM retellings WHERE event IN ({events})", (article,))
        found = self._paper(article)
        if found is None:
            return touched
        paper, _ = found
        filed = [(key, day, article) for key in sorted(paper.keys) for day in sorted(set(paper.days))]
        connection.executemany("INSERT OR IGNORE INTO paper_keys VALUES (?, ?, ?)", filed)
        rows = [row for other in self._near(paper) for row in self._rows(article, other)]
        connection.executemany("INSERT OR REPLACE INTO retellings VALUES (?, ?, ?, ?, ?, ?)", rows)
        return touched | set(self._happenings({article, *(row[0] for row in rows)}))

    def _told_by(self, article: str) -> Iterator[str]:
        sql = "SELECT DISTINCT r.article FROM retellings r JOIN events e ON e.id = r.event WHERE e.article = ?"
        return (row["article"] for row in self._store.query(sql, (article,)))

    def _happenings(self, articles: Iterable[str]) -> Iterator[str]:
        for article in articles:
            yield from (row["happening"] for row in self._store.query(_TOUCHED, (article,)))

    def _near(self, paper: Paper) -> Iterator[str]:
        """The articles of one story with this one, as far as keys tell."""
        shared: dict[str, int] = {}
        for key in paper.keys:
            near: set[str] = set()
            for day in set(paper.days):
                stretch = (key, day - FILED_DAYS, day + FILED_DAYS)
                near.update(row[0] for row in self._store.connection.execute(_NEAR, stretch))
            for article in near:
                shared[article] = shared.get(article, 0) + 1
        shared.pop(paper.article, None)
        return (article for article, number in sorted(shared.items()) if number >= LEAST_KEYS)

    def _rows(self, one: str, other: str) -> Iterator[Row]:
        first, second = self._paper(one), self._paper(other)
        if first and second and of_one_story(first[0], second[0]):
            yield from _told_again(first, second)
            yield from _told_again(second, first)

    def _load(self, article: str) -> "_Read | None":
        row = self._store.first("SELECT 1 FROM articles WHERE id = ?", (article,))
        if row is None:
            return None
        paper = paper_of(coded_article(self._store, article))
        events = sorted({event for passage in paper.passages for event in passage.told})
        return paper, {one.event: Compared(one) for one in tellings(self._store, events)}


_Read = tuple[Paper, dict[str, Compared]]


def _told_again(teller: _Read, source: _Read) -> Iterator[Row]:
    """What sentences of one article tell of the events of another."""
    lines = teller[0].passages
    if not lines or not source[1]:
        return
    papers = together(teller[0], source[0])
    for passage in source[0].passages:
        for event in passage.told:
            deed = Deed(source[1][event], passage)
            every = ((line, traits(line, deed, papers, [teller[1][one] for one in line.told])) for line in lines)
            told = [(line, found) for line, found in every if found is not None and has_substance(found)]
            company = in_company([found for _, found in told])
            for (line, _), found in zip(told, company, strict=True):
                result = scored(found)
                if result.score >= TOLD_AGAIN:
                    yield line_row(teller[0].article, line.start, line.end, event, result)


def line_row(article: str, start: int, end: int, event: str, found: Scored) -> Row:
    """A row of the table."""
    return article, start, end, event, round(found.score, 4), "; ".join(told_reasons(found.reasons))
