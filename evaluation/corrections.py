"""Correct codings at random, code and read everything again, and check that every correction holds and nothing is lost.

Run:  python -m evaluation.corrections [--number 200] [--seed 1]

The articles are those of ``examples/dispatches`` and ``evaluation/gold``. After the corrections come: a recoding with
other settings; a recoding by a changed coder, which drops lines, codes others otherwise, moves triggers and clauses;
a reading of all files in another order; a reading by another changed coder. After each it is checked, without the code
that applies corrections, that every decision holds and that every line of the coder which nobody decided on is there
as the coder has it.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from dragoman.codes.plover import EVENT_TYPES
from dragoman.config import Limits, Settings
from dragoman.errors import DragomanError
from dragoman.ingest import Chain, read_documents, ready, recode_articles
from dragoman.records import Article, CodedArticle, Event, RawDocument, Record, Run, Statement, event_id, statement_id
from dragoman.sources import open_sources
from dragoman.store.applying import alike, fields_of, line_of
from dragoman.store.codings import Coding, Line, coders_coding
from dragoman.store.open import Store, open_store
from dragoman.store.read import article_ids, coded_article, stored_article
from dragoman.store.reviewing import Reviewer
from dragoman.store.revisions import found_line, history

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = (ROOT / "examples" / "dispatches", ROOT / "evaluation" / "gold" / "articles")
WHEN = datetime(2024, 1, 1, tzinfo=UTC)
# What a changed coder does to a line: one in so many is dropped, coded otherwise, read a little differently.
DROPPED, RECODED, MOVED = 5, 4, 3
ACTIONS = ("accept", "edit", "reject", "add", "merge", "split")
WEIGHTS = (30, 35, 20, 5, 5, 5)

Lines = dict[str, Line]
Item = TypeVar("Item", RawDocument, Article)


class Decided(Record, frozen=True, kw_only=True):
    """One correction, and what must be so ever after."""

    action: str
    article: str
    lines: tuple[str, ...]  # that it touched
    holds: dict[str, dict[str, Any]]  # by line, the fields that must stay; of a line not in it: that it is not there


class Result(Record, frozen=True, kw_only=True):
    """What was counted."""

    articles: int
    lines: int
    corrections: dict[str, int]  # by action
    stages: dict[str, tuple[int, int]]  # of each stage: corrections broken, lines of the coder lost or altered

    @property
    def failed(self) -> int:
        """All that did not hold."""
        return sum(broken + lost for broken, lost in self.stages.values())


def measure(paths: Sequence[Path], *, number: int, seed: int, folder: Path) -> Result:
    """Read, correct, code again, read again; what held.

    Args:
        paths: files and folders of articles.
        number: corrections.
        seed: of all that is random.
        folder: where the record is made.
    """
    settings = folder / "other.toml"
    settings.write_text(f"[reader]\nthreads = {Settings().reader.threads + 1}\n", encoding="utf-8")
    stages: dict[str, tuple[int, int]] = {}
    with open_store(folder / "record.db", mode="write") as store:
        with ready() as loaded:
            chain = _remembering(loaded)
            documents = list(_documents(paths, chain.limits))
            read_documents(documents, store=store, run=chain.run, code=chain.code)
            total = sum(len(coders_coding(store, article).lines) for article in article_ids(store))
            decided = list(_correct(store, random.Random(seed), number))
            stages["corrected"] = _check(store, decided)
        with ready(settings) as loaded:
            other = _remembering(loaded)
            recode_articles(store, run=other.run, recode=other.recode)
            stages["recoded with other settings"] = _check(store, decided)
            changed = _changed(other, seed)
            recode_articles(store, run=changed.run, recode=changed.recode)
            stages["recoded by a changed coder"] = _check(store, decided)
        random.Random(seed + 1).shuffle(documents)
        read_documents(documents, store=store, run=chain.run, code=chain.code)
        stages["read again in another order"] = _check(store, decided)
        changed = _changed(chain, seed + 1)
        read_documents(reversed(documents), store=store, run=changed.run, code=changed.code)
        stages["read by another changed coder"] = _check(store, decided)
        articles = len(article_ids(store))
    corrections = Counter(one.action for one in decided)
    return Result(articles=articles, lines=total, corrections=dict(corrections), stages=stages)


def _documents(paths: Sequence[Path], limits: Limits) -> Iterator[RawDocument]:
    for found in open_sources([str(path) for path in paths], limits=limits):
        if isinstance(found, RawDocument):
            yield found


# --- corrections ---------------------------------------------------------------------------------------------


def _correct(store: Store, chance: random.Random, number: int) -> Iterator[Decided]:
    """Corrections of different lines drawn at random; an article may get several."""
    reviewer = Reviewer(store, by="evaluation")
    used: set[str] = set()
    pool = [line.id for article in article_ids(store) for line in coded_article(store, article).events]
    pool += [line.id for article in article_ids(store) for line in coded_article(store, article).statements]
    chance.shuffle(pool)
    made = 0
    for identity in pool:
        if made == number:
            return
        if identity in used:
            continue
        (action,) = chance.choices(ACTIONS, WEIGHTS)
        decided = _decide(store, reviewer, chance, action, identity, used)
        if decided is not None:
            used.update(decided.lines)
            made += 1
            yield decided


def _decide(
    store: Store, reviewer: Reviewer, chance: random.Random, action: str, identity: str, used: set[str]
) -> Decided | None:
    found = found_line(store, identity)
    line = found.line
    try:
        if action == "merge":
            return _merge(store, reviewer, line, used)
        if action == "add":
            made = reviewer.add(line.article, *_missed(store, line), at=WHEN)
        elif action == "split":
            made = reviewer.split(identity, _parts(line, chance), seen=None, at=WHEN)
        elif action == "edit":
            made = reviewer.edit(identity, _edit(line, chance), seen=None, at=WHEN)
        else:
            made = getattr(reviewer, action)(identity, seen=None, at=WHEN)
    except DragomanError:
        return None  # the draw asked for what cannot be: another line is drawn
    holds: dict[str, dict[str, Any]] = {}
    for change in made.changes:
        if action == "accept":
            holds[change.line] = {k: v for k, v in fields_of(line).items() if k not in ("review", "happening")}
        elif change.after is not None:
            holds[change.line] = {k: v for k, v in change.after.items() if k not in ("review", "happening")}
    return Decided(
        action=action, article=line.article, lines=tuple(change.line for change in made.changes), holds=holds
    )


def _merge(store: Store, reviewer: Reviewer, line: Line, used: set[str]) -> Decided | None:
    coded = coded_article(store, line.article)
    lines: tuple[Line, ...] = coded.events if isinstance(line, Event) else coded.statements
    other = next((one for one in lines if one.id != line.id and one.id not in used and one.review is None), None)
    if other is None:
        return None
    reviewer.merge([line.id, other.id], seen=[None, None], at=WHEN)
    kept = fields_of(found_line(store, line.id).line)
    return Decided(
        action="merge",
        article=line.article,
        lines=(line.id, other.id),
        holds={line.id: {"citations": kept["citations"]}},
    )


def _edit(line: Line, chance: random.Random) -> dict[str, Any]:
    if isinstance(line, Statement):
        return chance.choice(
            [
                {"stance": "doubts"},
                {"act": "promise"},
                {"speakers": ["Norway"]},
                {"said": "2011-03"},
                {"medium": "letter"},
            ]
        )
    kind = chance.choice([kind for kind in EVENT_TYPES if kind != line.type])
    return chance.choice(
        [
            {"type": kind}, {"status": "planned" if line.status != "planned" else "occurred"}, {"when": "2011-03-04"},
            {"actors": ["Norway"]}, {"recipients": ["NATO"], "basis": "alleged", "asserted_by": "a paper"},
            {"place": "Oslo"}, {"contexts": ["military"]}, {"text": line.trigger.text},
        ]
    )  # fmt: skip


def _parts(line: Line, chance: random.Random) -> list[dict[str, Any]]:
    if isinstance(line, Event):
        return [{"status": line.status}, {"type": chance.choice([t for t in EVENT_TYPES if t != line.type])}]
    middle = line.text.find(" ", len(line.text) // 2)
    return [{"text": line.text[:middle]}, {"text": line.text[middle + 1 :]}]


def _missed(store: Store, line: Line) -> tuple[Any, dict[str, Any]]:
    """A line over words that the coder read nothing from: the first sentence of the body."""
    article = stored_article(store, line.article)
    words = article.text[article.body_start :].split("\n")[0][:60].rsplit(" ", 1)[0]
    if isinstance(line, Event):
        return "event", {"type": "AID", "text": words, "trigger": words.split(" ")[0], "actors": ["Norway"]}
    return "statement", {"text": words, "speakers": ["Norway"]}


# --- a changed coder -----------------------------------------------------------------------------------------


def _remembering(chain: Chain) -> Chain:
    """The chain, coding each thing once: what it reads does not depend on when (``tests/test_whole_chain.py``)."""
    return replace(chain, code=_remembered(chain.code), recode=_remembered(chain.recode))


def _remembered(code: Callable[[Item], CodedArticle]) -> Callable[[Item], CodedArticle]:
    known: dict[str, CodedArticle] = {}

    def coded(item: Item) -> CodedArticle:
        if item.source not in known:
            known[item.source] = code(item)
        return known[item.source]

    return coded


def _changed_run(chain: Chain, seed: int) -> Run:
    return replace(chain.run, code=f"changed {seed}")


def _changed(chain: Chain, seed: int) -> Chain:
    """The chain with a coder that reads otherwise."""
    run = _changed_run(chain, seed)
    return replace(
        chain,
        run=run,
        code=lambda raw: altered(chain.code(raw), run, seed),
        recode=lambda article: altered(chain.recode(article), run, seed),
    )


def altered(coded: CodedArticle, run: Run, seed: int) -> CodedArticle:
    """The coding as another coder might have made it."""
    chance = random.Random(f"{seed} {coded.article.id}")
    events = [_other_event(event, coded.article, chance) for event in coded.events if chance.randrange(DROPPED)]
    statements = [_other_words(said, coded.article, chance) for said in coded.statements if chance.randrange(DROPPED)]
    events = list({event.id: event for event in events}.values())
    statements = list({said.id: said for said in statements}.values())
    return replace(
        coded,
        events=tuple(replace(event, run=run.id) for event in events),
        statements=tuple(replace(said, run=run.id) for said in statements),
        run=run.id,
    )


def _other_event(event: Event, article: Article, chance: random.Random) -> Event:
    if not chance.randrange(RECODED):
        event = replace(event, type=chance.choice(EVENT_TYPES), mode=None, status="background", place=None)
    if not chance.randrange(MOVED) and " " in event.text:
        start = event.start + event.text.index(" ") + 1
        shorter = article.span(start, event.end)
        event = replace(event, text=shorter.text, start=shorter.start)
        if event.trigger.start > start and not chance.randrange(MOVED):
            word = article.span(start, start + len(shorter.text.split(" ")[0]))
            event = replace(event, trigger=word, id=event_id(article.id, word.start, 0))
    return event


def _other_words(said: Statement, article: Article, chance: random.Random) -> Statement:
    if not chance.randrange(RECODED):
        said = replace(said, act="assess", stance="doubts")
    if not chance.randrange(MOVED) and said.text.count(" ") > 3:
        start = said.start + said.text.index(" ") + 1
        said = replace(
            said, text=article.text[start : said.end], start=start, id=statement_id(article.id, start, said.end)
        )
    return said


# --- what must be so -----------------------------------------------------------------------------------------


def _check(store: Store, decided: Sequence[Decided]) -> tuple[int, int]:
    """How many corrections do not hold, and how many lines of the coder are lost or altered."""
    broken = sum(not _holds(store, one) for one in decided)
    touched: dict[str, list[Decided]] = {}
    for one in decided:
        touched.setdefault(one.article, []).append(one)
    lost = sum(_lost(store, article, touched.get(article, [])) for article in article_ids(store))
    return broken, lost


def _present(store: Store, article: str) -> Lines:
    coded = coded_article(store, article)
    return {line.id: line for line in (*coded.events, *coded.statements)}


def _holds(store: Store, one: Decided) -> bool:
    present = _present(store, one.article)
    for line in one.lines:
        if (line in one.holds) != (line in present):
            return False
        if line in one.holds and not _same(fields_of(present[line]), one.holds[line]):
            return False
    return True


def _same(stands: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """References to other lines follow what becomes of these, so they are no part of what was decided."""
    return all(stands[name] == value for name, value in wanted.items() if name not in ("part_of", "statement"))


def _lost(store: Store, article: str, decided: Sequence[Decided]) -> int:
    """Lines of the coder that are not there as he has them, though nobody decided on them or on the like."""
    coding: Coding = coders_coding(store, article)
    present = _present(store, article)
    judged = {line for one in decided for line in one.lines}
    known = [present[line] for line in judged if line in present]
    seen = [*known, *(_as_seen(store, line) for line in judged)]
    number = 0
    for line in coding.lines:
        if line.id in judged or any(type(line) is type(other) and alike(line, other) > 0 for other in seen):
            continue
        stands = present.get(line.id)
        # Which happening an event tells is no part of the coding: it is found when articles are compared.
        own = {name: value for name, value in fields_of(line).items() if name != "happening"}
        number += stands is None or not _same(fields_of(stands), own)
    extra = set(present) - {line.id for line in coding.lines} - judged
    return number + len(extra)


def _as_seen(store: Store, line: str) -> Line:
    """A decided line as it was before the decision; of an added one as it was added."""
    change = next(change for change in history(store, line)[0].changes if change.line == line)
    return line_of(change.kind, change.base or change.after or {})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when anything does not hold."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.corrections", description=__doc__)
    parser.add_argument("--number", type=int, default=200, help="corrections (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        result = measure(ARTICLES, number=options.number, seed=options.seed, folder=Path(folder))
    told = ", ".join(f"{number} {action}" for action, number in sorted(result.corrections.items()))
    print(f"{result.articles} articles, {result.lines} lines, {sum(result.corrections.values())} corrections: {told}")
    for stage, (broken, lost) in result.stages.items():
        print(f"{stage:<30} {broken} corrections broken, {lost} other lines lost or altered")
    return 1 if result.failed else 0


if __name__ == "__main__":
    sys.exit(main())
