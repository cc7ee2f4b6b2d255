"""From an article's parse to its events: triggers, participants, status, merging. The stage's one entry."""

from collections.abc import Sequence
from functools import partial

from dragoman.dates import TimeExpression, read_times
from dragoman.events.anchors import anchored
from dragoman.events.contested import contested
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameTable
from dragoman.events.grammar import noun_beneath, patient
from dragoman.events.merge import merge
from dragoman.events.parts import with_wholes
from dragoman.events.people import People, unique
from dragoman.events.recency import histories
from dragoman.events.recording import events_of
from dragoman.events.regions import IN_CONTENT, settle
from dragoman.events.scene import Entities, Scene
from dragoman.events.status import IN_PASSING, news_from
from dragoman.events.telling import read_draft
from dragoman.events.triggers import find_triggers
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, EventType, Reading, Statement

_TWO = 2
_OF_THIRDS = frozenset({"third-party", "multilateral"})
# Acts that are done to nobody in particular: deployments, weapon tests, demonstrations.
_ONE_SIDED = frozenset({"MOBILIZE", "PROTEST"})


def find_events(
    article: Article,
    reading: Reading,
    index: Entities,
    statements: tuple[Statement, ...],
    *,
    reference: PartialDate,
    frames: FrameTable,
) -> tuple[Event, ...]:
    """The events an article tells, in order of their triggers.

    Args:
        article: what the spans quote.
        reading: its parse.
        index: who is meant by each noun phrase.
        statements: what was said in it; an event told in one is attributed to its speaker.
        reference: when the article was written, as far as known.
        frames: the tables of patterns.
    """
    author = author_of(article, index)
    drafts: list[Draft] = []
    bounds = [(s.start, s.end) for s in reading.sentences]
    times = read_times(article.text, bounds, reference=reference)
    past = histories(reading.sentences, times, news_from=news_from(reference or article.published_window))
    for number, sentence in enumerate(reading.sentences):
        if sentence.start < article.body_start or not sentence.tokens:
            continue
        around = tuple(s for s in statements if s.start < sentence.end and sentence.start < s.end)
        scene = Scene(
            Tree(sentence, number),
            entities=index,
            frames=frames,
            author=author,
            statements=around,
            memory=partial(last_doers, drafts),
            window=article.published_window,
            history=past[number],
            depth=(sentence.start - article.body_start) / max(1, len(article.text) - article.body_start),
        )
        here = [t for t in times if sentence.start <= t.start < sentence.end]
        drafts.extend(drafts_of(scene, here, reference=reference))
    drafts = contested(anchored(drafts, release=bool(author), published=reference))
    return with_wholes(tuple(events_of(article, reading.sentences, merge(drafts))), reading.sentences)


def last_doers(drafts: Sequence[Draft], kind: EventType) -> People:
    """Who did what was last told of a type; of a meeting all who met, where it was of two parties.

    Those who mediate between others, host them or attend their ceremony are not "the two" of it.
    """
    if kind == "CONSULT":
        dealt = (d for d in reversed(drafts) if d.type == kind and d.mode not in _OF_THIRDS and d.recipients)
        met = (unique((*d.actors, *d.recipients)) for d in dealt)
        return next((all_ for all_ in met if len({p.party for p in all_ if p.party}) == _TWO), ())
    return next((d.actors for d in reversed(drafts) if d.type == kind and any(p.party for p in d.actors)), ())


def author_of(article: Article, index: Entities) -> People:
    """Who says "we" in the article's own words: the official who signed it, or the body that issued it."""
    publisher = article.publisher or ""
    for name in (article.byline, publisher, publisher.split(" Department")[0], publisher.split(" Ministry")[0]):
        person = index.text_participant(name) if name else None
        if person is not None and person.party is not None:
            return (person,)
    return ()


def drafts_of(scene: Scene, times: Sequence[TimeExpression], *, reference: PartialDate) -> list[Draft]:
    """The tellings in one sentence, after what stands in the content of others is settled."""
    drafts: list[Draft] = []
    consumed: set[int] = set()
    found = sorted(find_triggers(scene), key=lambda item: (item[1][0].kind == "noun", item[0]))
    for token, frames in found:
        if token in consumed:
            continue
        draft = next((d for f in frames if (d := read_draft(scene, token, f, times, reference=reference))), None)
        if draft is None:
            continue
        drafts.append(draft)
        consumed |= _taken_in(scene, token, draft.frame)
    settled = settle(scene, sorted(drafts, key=lambda d: d.token))
    return [d for d in settled if _worth_keeping(d)]


def _taken_in(scene: Scene, token: int, frame: Frame) -> set[int]:
    """Nouns that a verb's frame has read already as its object."""
    if frame.kind != "verb" or not frame.object:
        return set()
    item = patient(scene.tree, token)
    found = {item, noun_beneath(scene.tree, item)} if item is not None else set()
    through = [c for c in scene.tree.children(token, "obl") if frame.object_via]
    return {n for n in {*found, *through} if n is not None}


def _worth_keeping(draft: Draft) -> bool:
    """Guesses are kept only with both sides; what is denied only where a party denies its own act."""
    if draft.status == "denied":
        return draft.why[-1].startswith(IN_CONTENT)
    both = bool(draft.actors and draft.recipients)
    alone = draft.type in _ONE_SIDED and bool(draft.actors)
    if draft.frame.kind == "noun" and IN_PASSING in draft.why and not (both or alone):
        return False
    if draft.type == "COOPERATE" and draft.status == "planned":
        return False  # "will continue to work with": an attitude
    return draft.status != "hypothetical" or bool(draft.actors and draft.recipients)
