"""Articles and corpus reports as the coder reads them, each telling beside the gold event it tells."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.article import Extractor, make_article
from dragoman.config import Limits
from dragoman.events.belief import believed
from dragoman.events.cast import Cast
from dragoman.events.coder import cast_of, gathered, leading, tellings_of
from dragoman.events.draft import Draft
from dragoman.events.footing import Footing, footings
from dragoman.pipeline import Prepared, Resources, prepare
from dragoman.records import Failure, Participant
from dragoman.sources import open_sources
from evaluation import corpus

Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """A text with its cast and, by number of draft, the gold event that the draft tells."""

    name: str
    real: bool  # a hand-coded article
    cast: Cast
    told: Mapping[int, Gold]
    footings: Mapping[int, Footing]  # by number of draft, its leading telling as the rules read it


def from_reports(reports: Iterable[corpus.Report], resources: Resources, scorer: ModuleType) -> Iterator[Text]:
    """Compiled reports: of the corpus, or of what is marked in print."""
    for report in reports:
        cast, footed = _cast(prepare(corpus.article_of(report), resources=resources), resources)
        entities = {e["id"]: e for e in report["entities"]}
        golds = [
            {
                **event,
                **{side: [entities[i] for i in event[side] if i in entities] for side in ("actors", "recipients")},
            }
            for event in report["events"]
        ]
        spans = [[(t["start"], t["end"]) for t in gold["triggers"]] for gold in golds]
        triggers = [_trigger(cast, draft) for draft in cast.drafts]
        told = _matched(cast, golds, spans, triggers, scorer)
        yield Text(f"report {report['id']}", False, cast, told, footed)


def from_articles(
    folder: Path, resources: Resources, scorer: ModuleType, *, names: Collection[str] | None = None
) -> Iterator[Text]:
    """The articles of a hand-coded folder, with ``articles/`` and ``gold/``; of these names only, or all of them."""
    with Extractor(Limits()) as extractor:
        for raw in open_sources([str(folder / "articles")], limits=Limits()):
            if isinstance(raw, Failure):
                raise SystemExit(f"{raw.source}: {raw.reason}")
            article = make_article(raw, extractor=extractor, publishers=resources.publishers, limits=resources.limits)
            name = Path(raw.source).stem
            if names is not None and name not in names:
                continue
            golds = json.loads((folder / "gold" / f"{name}.json").read_text("utf-8"))["events"]
            read = prepare(article, resources=resources)
            (cast, footed), text = _cast(read, resources), scorer.fold(article.text)
            spans = [
                [at for told in (gold["text"], *gold.get("also", ())) if (at := scorer.place({"text": told}, text, 0))]
                for gold in golds
            ]
            clauses = [_clause(cast, draft, article.text, text, scorer) for draft in cast.drafts]
            told = _matched(cast, golds, spans, clauses, scorer)
            yield Text(name, True, cast, told, footed)


def same_side(gold: Sequence[Gold], who: Participant, scorer: ModuleType) -> bool:
    """Whether a participant is one of those on a gold side, as the scorer sees it."""
    described = {"name": who.name, "party": who.party, "country": who.country, "id": who.id}
    return any(scorer.same_party(g, described) for g in gold)


def _cast(read: Prepared, resources: Resources) -> tuple[Cast, dict[int, Footing]]:
    weigh = partial(believed, scorer=resources.belief) if resources.belief is not None else None
    told = tellings_of(
        read.article, read.reading, read.index, read.statements,
        reference=read.reference, frames=resources.frames, weigh=weigh,
    )  # fmt: skip
    happenings = gathered(told, read.reference)
    drafts = [happening.best for happening in happenings]
    footed = dict(enumerate(footings(leading(told, happenings), told.scenes, read.reference)))
    return cast_of(read.article, read.index, told, drafts, read.statements, frames=resources.frames), footed


def _trigger(cast: Cast, draft: Draft) -> tuple[int, int]:
    token = cast.trees[draft.sentence][draft.token]
    return token.start, token.end


def _clause(cast: Cast, draft: Draft, text: str, folded: str, scorer: ModuleType) -> tuple[int, int] | None:
    tree = cast.trees[draft.sentence]
    start, end = tree[draft.first].start, tree[draft.last].end
    found: tuple[int, int] | None = scorer.place({"text": text[start:end], "start": start}, folded, len(text))
    return found


def _matched(
    cast: Cast,
    golds: Sequence[Gold],
    spans: Sequence[Sequence[tuple[int, int]]],
    places: Sequence[tuple[int, int] | None],
    scorer: ModuleType,
) -> dict[int, Gold]:
    """For each draft the gold event of its type whose words overlap its own most."""
    ranked = sorted(
        (
            (-max(scorer.jaccard(span, places[number]) for span in own), number, which)
            for number, draft in enumerate(cast.drafts)
            for which, (gold, own) in enumerate(zip(golds, spans, strict=True))
            if places[number] and scorer.same_type(gold["type"], draft.type)
            if any(scorer.overlaps(span, places[number]) for span in own)
        ),
    )
    found: dict[int, Gold] = {}
    for _, number, which in ranked:
        found.setdefault(number, golds[which])
    return found
