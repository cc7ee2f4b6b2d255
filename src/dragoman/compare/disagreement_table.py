"""The table of disagreements: brought up to date for what changed, and listed.

What must be compared again is noted by the record itself (triggers of the schema), so bringing the table up to date
costs as much as what came in. A subject's rows depend on the record alone, never on the order in which it was read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from msgspec.structs import replace

from dragoman.compare.accounts import Difference, Disagreement, Matter, Telling, parties_of
from dragoman.compare.answerable import answerable
from dragoman.compare.denials import (
    LEAST_WORDS,
    WINDOW_DAYS,
    Denial,
    claim_words,
    denials_in,
    denied_words,
    deny,
    deny_said,
    differing_statement,
    key_words,
)
from dragoman.compare.disagreements import agreed, find_disagreements, telling_of
from dragoman.compare.line_differences import differing_lines
from dragoman.compare.lines import STORY_DAYS, Report, like_one_story, one_story, report_of, story_keys
from dragoman.compare.outline import Outline, may_be_against, may_differ, of_one_story, outline_of
from dragoman.compare.retellings import SURE, TOLD_AGAIN_IN, retellings_of
from dragoman.compare.retold import stated
from dragoman.compare.words import number_of
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Event, Record, Statement
from dragoman.store import read
from dragoman.store.listing import require_interval
from dragoman.store.open import Store, Value
from dragoman.store.rows import from_row, insert, to_row
from dragoman.store.search import match_expression, ranked

# Subjects a transaction: some hundred milliseconds, so that no other writer waits long.
BATCH = 200
KEPT_ARTICLES = 2_000  # in memory while comparing, 30 KB each: a day's articles are compared with each other again
KEPT_REPORTS = 800  # 80 KB each
KEPT_OUTLINES = 10_000  # 5 KB each: of some days, so that of two articles both are there

LEAST_KEYS = 2  # of a lead that two reports of one story share; on the test pairs they share 0 to 25, others none
_JOINED = "+"  # between the ids of two articles
_RETOLD = "SELECT 1 FROM retellings r JOIN events e ON e.id = r.event WHERE r.article = ? AND e.article = ? LIMIT 1"
_CLAIM = "statement-"  # begins the id of what somebody says
_MOST_SAID = 1_000  # statements looked at for one denial, those that fit its words best
_SUBJECT = "coalesce(happening, id)"
_NO_COPY = "SELECT 1 FROM articles WHERE id = ? AND duplicate_of IS NULL"
# By day, so that what is compared with each other is looked at together.
_STALE = """SELECT article FROM stale_articles LEFT JOIN articles ON articles.id = article
    ORDER BY articles.published, article"""


class DisagreementFilter(Record, frozen=True, kw_only=True):
    """What disagreements to list; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party of what it is about
    pair: tuple[str, str] | None = None  # codes of two parties, both of them in it
    kind: Difference | None = None
    matter: Matter | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    subject: str | None = None  # id of a happening or an event
    article: str | None = None  # id of an article that gives one of the accounts
    limit: int | None = None  # so many at most


def list_disagreements(store: Store, wanted: DisagreementFilter | None = None) -> Iterator[Disagreement]:
    """Disagreements by day of what they are about, those without a day last."""
    wanted = wanted or DisagreementFilter()
    require_interval(wanted.since, wanted.until)
    conditions = list(_conditions(wanted))
    where = f"WHERE {' AND '.join(sql for sql, _ in conditions)}" if conditions else ""
    values = [value for _, given in conditions for value in given]
    limit = "" if wanted.limit is None else "LIMIT ?"
    values += [] if wanted.limit is None else [wanted.limit]
    if wanted.party or wanted.pair:  # in the order of the party's index, so that a page stops where it is full
        source = "disagreement_parties p CROSS JOIN disagreements d ON d.id = p.disagreement"
        order = "p.day, p.disagreement"
    else:
        source, order = "disagreements d", "d.first_day IS NULL, d.first_day, d.id"
    sql = f"SELECT d.* FROM {source} {where} ORDER BY {order} {limit}"
    for row in store.query(sql, values):
        yield from_row(Disagreement, row)


def refresh_disagreements(store: Store, *, watch: Callable[[int], None] | None = None) -> int:
    """Compare again what has changed since it was last done, and return how many subjects that was.

    Args:
        store: a record opened for writing.
        watch: told after each batch how many subjects are left.

    Raises:
        RecordError: the record cannot be written.
    """
    comparison = _Comparison(store)
    comparison.note_denials()
    done = 0
    while subjects := [r["subject"] for r in store.query("SELECT subject FROM stale_subjects LIMIT ?", (BATCH,))]:
        found = [(subject, comparison.of(subject)) for subject in subjects]
        with store.transaction() as connection:
            for subject, disagreements in found:
                connection.execute("DELETE FROM disagreements WHERE subject = ?", (subject,))
                connection.execute("DELETE FROM stale_subjects WHERE subject = ?", (subject,))
                for each in disagreements:
                    _write(store, each)
        done += len(subjects)
        if watch is not None:
            row = store.first("SELECT count(*) AS number FROM stale_subjects")
            watch(row["number"] if row else 0)
    return done


def is_stale(store: Store) -> bool:
    """Whether something has changed since disagreements were last looked for."""
    sql = "SELECT 1 FROM stale_subjects UNION ALL SELECT 1 FROM stale_articles LIMIT 1"
    return store.first(sql) is not None


def rebuild_disagreements(store: Store) -> int:
    """Compute the whole table anew, and return how many subjects were compared."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM disagreements")
        connection.execute(f"INSERT OR IGNORE INTO stale_subjects SELECT DISTINCT {_SUBJECT} FROM events")
        connection.execute("INSERT OR IGNORE INTO stale_articles SELECT id FROM articles")
    return refresh_disagreements(store)


def _conditions(wanted: DisagreementFilter) -> Iterator[tuple[str, Sequence[Value]]]:
    parties = [*([wanted.party] if wanted.party else []), *(wanted.pair or ())]
    for number, party in enumerate(parties):
        among = "EXISTS (SELECT 1 FROM disagreement_parties q WHERE q.disagreement = d.id AND q.party = ?)"
        yield (among if number else "p.party = ?"), (party,)
    for field in ("kind", "matter", "subject"):
        if getattr(wanted, field) is not None:
            yield f"d.{field} = ?", (getattr(wanted, field),)
    if wanted.article:
        yield "d.id IN (SELECT disagreement FROM disagreement_articles WHERE article = ?)", (wanted.article,)
    if wanted.since and wanted.since.earliest:
        yield "d.last_day >= ?", (wanted.since.earliest.isoformat(),)
    if wanted.until and wanted.until.latest:
        yield "d.first_day <= ?", (wanted.until.latest.isoformat(),)


def _write(store: Store, found: Disagreement) -> None:
    insert(store.connection, "disagreements", to_row(found))
    day = found.first_day.isoformat() if found.first_day else "9999"
    for party in found.parties:
        row: dict[str, Value] = {"party": party, "day": day, "disagreement": found.id}
        insert(store.connection, "disagreement_parties", row)
    for article in sorted({account.article for account in found.accounts}):
        insert(store.connection, "disagreement_articles", {"article": article, "disagreement": found.id})


class _Comparison:
    """Articles and denials of a record, as far as they are needed again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: Callable[[str], CodedArticle] = lru_cache(maxsize=KEPT_ARTICLES)(self._load)
        self._report: Callable[[str], Report | None] = lru_cache(maxsize=KEPT_REPORTS)(self._load_report)
        self._denials: Callable[[str], tuple[Denial, ...]] = lru_cache(maxsize=KEPT_ARTICLES)(self._denials_in)
        self._outline: Callable[[str], Outline | None] = lru_cache(maxsize=KEPT_OUTLINES)(self._load_outline)
        self._told_again: Callable[[str], frozenset[str]] = lru_cache(maxsize=KEPT_OUTLINES)(self._again_in)

    def of(self, subject: str) -> tuple[Disagreement, ...]:
        """The disagreements of one subject as the record stands."""
        if subject.startswith(_CLAIM):
            return self._of_claim(subject)
        return self._of_pair(subject) if _JOINED in subject else self._of_happening(subject)

    def _of_claim(self, subject: str) -> tuple[Disagreement, ...]:
        """What somebody says, and who denies it."""
        row = self._store.first("SELECT article FROM statements WHERE id = ?", (subject,))
        if row is None or self._report(row["article"]) is None:
            return ()
        told = self._told(row["article"])
        said = next(one for one in told.statements if one.id == subject)
        denials = [d for article in self._denying_it(said, told) for d in self._denials(article)]
        found = differing_statement(subject, said, told, denials)
        return () if found is None else (found,)

    def _denying_it(self, said: Statement, told: CodedArticle) -> list[str]:
        """Articles of the time that deny something in words of a statement, and its own; copies add nothing."""
        words, found = claim_words(said), {told.article.id}
        days = _window([told])
        if words and days is not None:
            marks = ", ".join("?" * len(words))
            sql = f"""SELECT article FROM denied_words WHERE word IN ({marks}) AND day BETWEEN ? AND ?
                GROUP BY article HAVING count(*) >= {LEAST_WORDS}"""
            found.update(row["article"] for row in self._store.query(sql, (*sorted(words), *days)))
        return sorted(article for article in found if self._report(article) is not None)

    def _of_pair(self, subject: str) -> tuple[Disagreement, ...]:
        """What two reports of one story say differently, but for what their common happenings show or settle."""
        reports = [self._report(article) for article in subject.split(_JOINED)]
        one, other = reports
        if one is None or other is None:
            return ()
        told = [{e.happening for e in report.coded.events if e.happening} for report in (one, other)]
        common = sorted(told[0] & told[1])
        names = subject.split(_JOINED)
        again = [known | self._told_again(name) for known, name in zip(told, names, strict=True)]
        story = bool(again[0] & again[1]) or one_story(one, other)
        if not story and not self._retold_by(names) and not like_one_story(one, other):
            return ()
        found = differing_lines(subject, one, other, loosely=not story)
        if not found:  # as most pairs
            return ()
        settled = agreed(one.coded, other.coded).union(*(_told_of(name, one, other) for name in common))
        return tuple(each for each in found if each.matter not in settled)

    def _again_in(self, article: str) -> frozenset[str]:
        """The happenings that an article tells in sentences without an event of their own."""
        return frozenset(row["happening"] for row in self._store.query(TOLD_AGAIN_IN, (article,)))

    def _retold_by(self, pair: Sequence[str]) -> bool:
        """Whether a sentence of one of two articles may tell an event of the other."""
        return any(self._store.first(_RETOLD, (one, other)) for one, other in (pair, pair[::-1]))

    def _of_happening(self, subject: str) -> tuple[Disagreement, ...]:
        sql = "SELECT id, article FROM events WHERE happening = ? OR (id = ? AND happening IS NULL)"
        events: dict[str, set[str]] = {}
        for row in self._store.query(sql, (subject, subject)):
            events.setdefault(row["article"], set()).add(row["id"])
        coded = {article: self._told(article) for article in sorted(events)}
        tellings = [telling_of(c, [e for e in c.events if e.id in events[c.article.id]]) for c in coded.values()]
        tellings += self._retold(subject, coded)
        parties = parties_of(who for t in tellings for e in t.events for who in (*e.actors, *e.recipients))
        denials = [d for article in self._denying(parties, coded.values()) for d in self._denials(article)]
        return find_disagreements(subject, tellings, denials, happening=len(tellings) > 1)

    def _retold(self, subject: str, known: Mapping[str, CodedArticle]) -> Iterator[Telling]:
        """What other articles tell of a happening in sentences without an event of their own."""
        by_id = {event.id: event for coded in known.values() for event in coded.events}
        told: dict[str, list[Event]] = {}
        again: dict[str, set[str]] = {}
        for one in retellings_of(self._store, [subject]).get(subject, ()):
            if one.article not in known and one.event in by_id and one.score >= SURE:
                event = stated(self._told(one.article).article, one, by_id[one.event])
                told.setdefault(one.article, []).append(event)
                again.setdefault(one.article, set()).add(by_id[one.event].article)
        for article, several in told.items():
            yield replace(telling_of(self._told(article), several), retells=frozenset(again[article]))

    def note_denials(self) -> None:
        """Note the subjects that denials in changed articles answer, or answered, as to be compared again."""
        stale = [row["article"] for row in self._store.query(_STALE)]
        waiting = set(stale)
        for number, article in enumerate(stale):
            if number % KEPT_ARTICLES == 0:
                answered = self._answered(stale[number : number + KEPT_ARTICLES])
            waiting.remove(article)
            subjects = {
                row["subject"]
                for row in self._store.query(
                    "SELECT subject FROM disagreements JOIN disagreement_articles ON disagreement = id"
                    " WHERE article = ?", (article,),
                )
            }  # fmt: skip
            report = self._report(article)
            keys = () if report is None else _keyed(report)
            if report is not None:
                subjects.update(answered.get(article, ()))
                subjects.update(s for denial in self._denials(article) for s in self._contested(denial))
                subjects.update(self._contested_in(article))
                subjects.update(self._stories(article, keys, waiting))
            with self._store.transaction() as connection:
                for table in ("story_keys", "denying", "denied_words"):
                    connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
                connection.executemany("INSERT INTO denied_words VALUES (?, ?, ?)", self._word_rows(article, report))
                connection.executemany("INSERT INTO denying VALUES (?, ?, ?)", self._denying_rows(article, report))
                connection.executemany(
                    "INSERT OR IGNORE INTO story_keys VALUES (?, ?, ?)", [(*key, article) for key in keys]
                )
                rows = [(subject,) for subject in sorted(subjects)]
                connection.executemany("INSERT OR IGNORE INTO stale_subjects VALUES (?)", rows)
                connection.execute("DELETE FROM stale_articles WHERE article = ?", (article,))

    def _denying_rows(self, article: str, report: Report | None) -> list[tuple[str, str, str]]:
        published = report.coded.article.published if report is not None else None
        if published is None:
            return []
        deniers = {party for denial in self._denials(article) for party in denial.deniers}
        return [(party, published.isoformat(), article) for party in sorted(deniers)]

    def _word_rows(self, article: str, report: Report | None) -> list[tuple[int, str, str]]:
        published = report.coded.article.published if report is not None else None
        if published is None:
            return []
        words = {word for denial in self._denials(article) for word in denied_words(denial)}
        return [(word, published.isoformat(), article) for word in sorted(words)]

    def _contested(self, denial: Denial) -> Iterator[str]:
        """Statements, of other articles of the time or of its own, that a denial may answer."""
        words, days = key_words(denial), _window([denial.coded])
        articles = {denial.coded.article.id}
        if len(words) == LEAST_WORDS and days is not None:
            where = (("statements.stance = 'affirms'", ()), ("articles.published BETWEEN ? AND ?", days))
            asked = match_expression(" ".join(f"{word}*" for word in words))
            numbers = ranked(self._store, "statement", asked, where=where, limit=_MOST_SAID)
            marks = ", ".join("?" * len(numbers))
            rows = self._store.query(f"SELECT article FROM statements WHERE number IN ({marks})", tuple(numbers))
            articles.update(row["article"] for row in rows)
        for article in sorted(articles):
            said = deny_said(denial, self._told(article))
            if said is not None:
                yield said.id

    def _contested_in(self, article: str) -> Iterator[str]:
        """The statements of an article that denials known by now may answer."""
        told = self._told(article)
        for said in told.statements:
            if any(one != article for one in self._denying_it(said, told)):
                yield said.id

    def _stories(self, article: str, keys: Sequence[tuple[int, int]], waiting: Collection[str]) -> Iterator[str]:
        """The pairs of an article with others of its story that may differ from it.

        Those that wait to be noted themselves look at the pair when it is their turn.
        """
        one = self._outline(article)
        for other in sorted(self._of_its_story(article, keys) - {article}):
            against = None if other in waiting else self._outline(other)
            if one is None or against is None or not may_differ(one, against):
                continue
            likely = may_be_against(one, against)  # what of it is of one story shows when the two are compared
            if likely or self._joined(article, other) or of_one_story(one, against):
                yield _JOINED.join(sorted((article, other)))

    def _of_its_story(self, article: str, keys: Sequence[tuple[int, int]]) -> set[str]:
        """Articles that tell a happening of this one, or name some of the same in their leads."""
        sql = "SELECT DISTINCT b.article FROM events a JOIN events b ON b.happening = a.happening WHERE a.article = ?"
        again = """SELECT e.article FROM retellings r JOIN events e ON e.id = r.event WHERE r.article = ?1
            UNION SELECT r.article FROM retellings r JOIN events e ON e.id = r.event WHERE e.article = ?1"""
        found = {row["article"] for row in (*self._store.query(sql, (article,)), *self._store.query(again, (article,)))}
        shared: dict[str, int] = {}
        for key, day in keys:
            sql = "SELECT article FROM story_keys WHERE key = ? AND day BETWEEN ? AND ?"
            for row in self._store.query(sql, (key, day - STORY_DAYS, day + STORY_DAYS)):
                shared[row["article"]] = shared.get(row["article"], 0) + 1
        return found | {other for other, number in shared.items() if number >= LEAST_KEYS}

    def _joined(self, one: str, other: str) -> bool:
        """Whether two articles tell one happening, be it in a sentence without an event."""
        a, b = self._outline(one), self._outline(other)
        assert a is not None
        assert b is not None
        return not (a.told | self._told_again(one)).isdisjoint(b.told | self._told_again(other))

    def _answered(self, articles: Sequence[str]) -> dict[str, set[str]]:
        """By article the subjects of events that its denials may answer."""
        denials = [one for article in articles if self._counts(article) for one in self._denials(article)]
        found: dict[str, set[str]] = {}
        windows = [(denial, _window([denial.coded])) for denial in denials]
        for denial, near in zip(denials, answerable(self._store, windows), strict=True):
            told = (deny(denial, self._told(article)) for article in sorted(near))
            subjects = {event.happening or event.id for event in told if event is not None}
            found.setdefault(denial.coded.article.id, set()).update(subjects)
        return found

    def _denying(self, parties: Iterable[str], told: Iterable[CodedArticle]) -> list[str]:
        """Articles of the time in which one of the parties denies something, and those of the tellings themselves."""
        coded = list(told)
        found = {each.article.id for each in coded if self._denials(each.article.id)}
        days = _window(coded)
        if days is not None:
            sql = "SELECT article FROM denying WHERE party = ? AND day BETWEEN ? AND ?"
            found.update(row["article"] for party in sorted(parties) for row in self._store.query(sql, (party, *days)))
        return sorted(found)

    def _counts(self, article: str) -> bool:
        """Whether the record has an article, and it is nobody's copy."""
        return self._store.first(_NO_COPY, (article,)) is not None

    def _load_report(self, article: str) -> Report | None:
        return report_of(read.coded_article(self._store, article)) if self._counts(article) else None

    def _load_outline(self, article: str) -> Outline | None:
        report = self._report(article)
        return None if report is None else outline_of(report)

    def _load(self, article: str) -> CodedArticle:
        return read.told_in(self._store, article)

    def _denials_in(self, article: str) -> tuple[Denial, ...]:
        return denials_in(self._told(article))


def _told_of(happening: str, one: Report, other: Report) -> set[Matter]:
    """The points on which two reports are shown to differ with a happening that both tell."""
    reports = (one.coded, other.coded)
    tellings = [telling_of(coded, [e for e in coded.events if e.happening == happening]) for coded in reports]
    denials = [denial for coded in reports for denial in denials_in(coded)]
    found: set[Matter] = {each.matter for each in find_disagreements(happening, tellings, denials)}
    return found | {"happened"} if "claim" in found else found


def _keyed(report: Report) -> tuple[tuple[int, int], ...]:
    """The keys of a report's lead with the day it was printed; none where that is not known."""
    published = report.coded.article.published_window
    if published.earliest is None or published.latest is None or (published.width_days or 0) > STORY_DAYS:
        return ()
    day = published.latest.toordinal()
    return tuple(sorted((number_of(key), day) for key in story_keys(report)))


def _window(told: Iterable[CodedArticle]) -> tuple[str, str] | None:
    """First and last day on which a denial of what articles tell is looked for; None: none of them is dated."""
    windows = [c.article.published_window for c in told]
    first = min((w.earliest for w in windows if w.earliest), default=None)
    last = max((w.latest for w in windows if w.latest), default=None)
    if first is None or last is None:
        return None
    room = timedelta(days=WINDOW_DAYS)
    return (first - room).isoformat(), (last + room).isoformat()
