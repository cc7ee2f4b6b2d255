"""From an article's parse to its events: triggers, participants, status, merging. The stage's one entry."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from msgspec.structs import replace

from dragoman.dates import TimeExpression, read_times
from dragoman.events.anchors import anchored
from dragoman.events.belief import believed
from dragoman.events.cast import AsOf, Cast, namings_of
from dragoman.events.contested import contested
from dragoman.events.draft import Draft
from dragoman.events.explaining import (
    forms_of,
    note_frames,
    note_gone,
    note_merged,
    note_taken_in,
    note_untold,
    note_weighed,
)
from dragoman.events.footing import account_of, footings, weighed
from dragoman.events.frames import Frame, FrameTable
from dragoman.events.grammar import noun_beneath, patient
from dragoman.events.learnt import BY_RULE, WEIGHED, doubted, learnt_frame, suffice, tells_another
from dragoman.events.merge import Happening, merge
from dragoman.events.parts import with_wholes
from dragoman.events.people import People, unique
from dragoman.events.recency import histories
from dragoman.events.recording import events_of
from dragoman.events.regions import IN_CONTENT, settle
from dragoman.events.scene import Context, Entities, Scene, day_of
from dragoman.events.sides import Sides, settled
from dragoman.events.status import IN_PASSING, basis_of, news_from
from dragoman.events.telling import MUTUAL, read_draft
from dragoman.events.triggers import find_triggers
from dragoman.events.undone import CALLED_OFF, UNTRUE, disproved
from dragoman.language.trace import Trace
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Act, Article, Event, Participant, Reading, Sentence, Statement

if TYPE_CHECKING:
    from dragoman.language.scorer import Scorer

_Span = TypeVar("_Span", Statement, TimeExpression)
Weigh = Callable[[Scene, list[Draft]], list[Draft]]
_TWO = 2
_OF_THIRDS = frozenset({"third-party", "multilateral"})
# Acts that are done to nobody in particular: deployments, weapon tests, demonstrations.
_ONE_SIDED = frozenset({"MOBILIZE", "PROTEST"})
# How offices that issue releases begin, where the state that they are of stands after.
_OFFICES = ("Ministry", "Department", "Embassy", "Government", "Cabinet", "Chancellery")


class Trees(NamedTuple):
    """Boosted trees that weigh: whether a word tells an event (``belief``), its status and basis, its sides."""

    belief: "Scorer | None" = None
    sides: Sides | None = None
    footing: "Scorer | None" = None


NO_TREES = Trees()


def find_events(
    article: Article,
    reading: Reading,
    index: Entities,
    statements: tuple[Statement, ...],
    *,
    reference: PartialDate,
    frames: FrameTable,
    trees: Trees = NO_TREES,
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """The events an article tells, in order of their triggers.

    Args:
        article: what the spans quote.
        reading: its parse.
        index: who is meant by each noun phrase.
        statements: what was said in it; an event told in one is attributed to its speaker.
        reference: when the article was written, as far as known.
        frames: the tables of patterns.
        trees: what weighs tellings and their sides; without, the frames and rules decide.
        trace: told what is dropped, and why; None: nobody asks.
    """
    weigh = partial(believed, scorer=trees.belief, trace=trace) if trees.belief is not None and reading.acts else None
    told = tellings_of(
        article, reading, index, statements, reference=reference, frames=frames, weigh=weigh, trace=trace
    )
    happenings = gathered(told, reference)
    if trees.footing is not None and reading.acts and happenings:
        read = footings(leading(told, happenings), told.scenes, reference)
        likely = trees.footing(np.array([one.row for one in read], dtype=np.float32))
        for happening, draft in zip(happenings, weighed(read, [h.best for h in happenings], likely), strict=True):
            happening.best = draft
        if trace is not None:
            for one, happening, chances in zip(read, happenings, likely.tolist(), strict=True):
                if not one.draft.frame.scheme:
                    reason = account_of(one, happening.best, chances)
                    note_weighed(trace, told.scenes[one.draft.sentence].tree, one.draft.token, reason)
    drafts = [happening.best for happening in happenings]
    if trees.sides is not None:
        drafts = settled(cast_of(article, index, told, drafts, statements, frames=frames), trees.sides, trace=trace)
    happenings = _cast_anew(happenings, drafts, told, weighed=weigh is not None)
    for happening in happenings:
        happening.best = _with_links(index, happening.best, reference)
    if trace is not None:
        note_merged(trace, list(forms_of(reading.sentences)), happenings)
    return with_wholes(tuple(events_of(article, reading.sentences, happenings)), reading.sentences)


def _with_links(index: Entities, draft: Draft, reference: PartialDate) -> Draft:
    """The draft with what gave those who take part their offices; of undated past nobody says who held one."""
    if draft.status == "background" and not draft.when:
        sides = (tuple(map(index.as_described, side)) for side in (draft.actors, draft.recipients))
        draft = replace(draft, **dict(zip(("actors", "recipients"), sides, strict=True)))
    day = day_of(draft.when, reference)
    told = (index.decision(who, day) for who in (*draft.actors, *draft.recipients))
    return replace(draft, why=tuple(dict.fromkeys((*draft.why, *(one for one in told if one is not None)))))


def _cast_anew(
    happenings: Sequence[Happening], drafts: Sequence[Draft], told: "Told", *, weighed: bool
) -> list[Happening]:
    """The happenings with their sides as they were weighed, without those that are not believed.

    They are not brought together again: a side that is only probable does not make two happenings one.
    """
    asked = any(scene.acts for scene in told.scenes.values())  # another reader may have no heads for events
    found = []
    for happening, draft in zip(happenings, drafts, strict=True):
        scene = told.scenes[draft.sentence]
        if suffice(draft) and (weighed or not (asked and doubted(scene, draft))):
            happening.best = _on_whose_word(scene, happening.best, draft)
            found.append(happening)
    return found


class Told(NamedTuple):
    """What the sentences of an article tell, one by one."""

    drafts: list[Draft]
    scenes: dict[int, Scene]  # by sentence
    signed: bool  # a release, in which the author says "we"
    as_of: AsOf  # everybody in the office of a day on which something was done


def tellings_of(
    article: Article,
    reading: Reading,
    index: Entities,
    statements: tuple[Statement, ...],
    *,
    reference: PartialDate,
    frames: FrameTable,
    weigh: Weigh | None = None,
    trace: Trace | None = None,
) -> Told:
    """Every telling of an event as its frame has it, in order of sentences.

    Arguments as for ``find_events``; ``weigh`` chooses among the candidates of a sentence (None: the rules do).
    """
    author = author_of(article, index)
    told = Told([], {}, bool(author), partial(_in_office, index, reference))
    acts: list[dict[int, Act]] = [{} for _ in reading.sentences]
    for act in reading.acts:
        acts[act.sentence][act.token] = act
    memory = Memory()
    context = Context(
        entities=index, frames=frames, author=author, memory=memory.last, dateline=article.dateline,
        window=article.published_window,
    )  # fmt: skip
    bounds = [(s.start, s.end) for s in reading.sentences]
    times = read_times(article.text, bounds, reference=reference)
    said = _by_sentence(reading.sentences, statements)
    dated = _by_sentence(reading.sentences, times)
    past = histories(reading.sentences, times, news_from=news_from(reference or article.published_window))
    for number, sentence in enumerate(reading.sentences):
        if sentence.start < article.body_start or not sentence.tokens:
            continue
        scene = Scene(
            Tree(sentence, number),
            context,
            statements=tuple(said[number]),
            history=past[number],
            acts=acts[number],
            depth=(sentence.start - article.body_start) / max(1, len(article.text) - article.body_start),
        )
        here = [t for t in dated[number] if sentence.start <= t.start]
        told.scenes[number] = scene
        told.drafts.extend(memory.take(drafts_of(scene, here, reference=reference, weigh=weigh, trace=trace)))
    return told


def gathered(told: Told, reference: PartialDate) -> list[Happening]:
    """The tellings brought together, each happening with the sides that its frames name."""
    dated = anchored(told.drafts, release=told.signed, published=reference)
    happenings = merge(contested(disproved(dated, told.scenes)))
    for happening in happenings:
        best = happening.best
        actors, recipients = (tuple(told.as_of(p, best.when) for p in side) for side in (best.actors, best.recipients))
        happening.best = replace(best, actors=actors, recipients=recipients)
    return happenings


def _in_office(index: Entities, reference: PartialDate, who: Participant, when: PartialDate) -> Participant:
    day = day_of(when, reference)
    return index.as_of(who, day) if day else who


def leading(told: Told, happenings: Sequence[Happening]) -> list[Draft]:
    """The tellings that lead the happenings, as their sentences alone were read."""
    every = {_place(draft): draft for draft in told.drafts}
    return [every[_place(happening.best)] for happening in happenings]


def _place(draft: Draft) -> tuple[int, int, str, str]:
    return draft.sentence, draft.token, draft.type, draft.frame.scheme


def cast_of(
    article: Article,
    index: Entities,
    told: Told,
    drafts: Sequence[Draft],
    statements: Sequence[Statement],
    *,
    frames: FrameTable,
) -> Cast:
    """Everybody the article names, with what it tells of them."""
    return Cast(
        namings_of(index, body_start=article.body_start),
        trees={number: scene.tree for number, scene in told.scenes.items()},
        drafts=drafts,
        statements=statements,
        unaimed=frames.classes["violence"] | frames.classes["scourge"],
        acts={number: scene.acts for number, scene in told.scenes.items()},
        as_of=told.as_of,
    )


def _on_whose_word(scene: Scene, before: Draft, draft: Draft) -> Draft:
    """The draft with its basis anew where its sides are new, for that hangs on whose act it is."""
    if (before.actors, before.recipients) == (draft.actors, draft.recipients):
        return draft
    old, new = (basis_of(scene, draft.token, doers=_doers(d), kind=d.type) for d in (before, draft))
    if (old.basis, old.asserted_by) != (before.basis, before.asserted_by):
        return draft  # what others say of it has settled it
    return replace(
        draft, basis=new.basis, asserted_by=new.asserted_by, statement=new.statement, reported_by=new.reported_by
    )


def _doers(draft: Draft) -> tuple[Participant, ...]:
    return (*draft.actors, *draft.recipients) if draft.type in MUTUAL else draft.actors


def _by_sentence(sentences: Sequence[Sentence], spans: Iterable[_Span]) -> list[list[_Span]]:
    """For each sentence the spans that overlap it, in their order."""
    found: list[list[_Span]] = [[] for _ in sentences]
    ends = [sentence.end for sentence in sentences]
    for span in spans:
        number = bisect_right(ends, span.start)
        while number < len(sentences) and sentences[number].start < span.end:
            found[number].append(span)
            number += 1
    return found


class Memory:
    """Who did what was last told of each type; of meetings all who met, where it was of two parties.

    Those who mediate between others, host them or attend their ceremony are not "the two" of it.
    """

    def __init__(self) -> None:
        self._last: dict[str, People] = {}

    def take(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Remember the tellings of a sentence."""
        for draft in drafts:
            if draft.type != "CONSULT":
                if any(p.party for p in draft.actors):
                    self._last[draft.type] = draft.actors
                continue
            if draft.mode in _OF_THIRDS:
                continue
            met = unique((*draft.actors, *draft.recipients))
            if draft.recipients and len({p.party for p in met if p.party}) == _TWO:
                self._last["CONSULT"] = met
        return drafts

    def last(self, kind: str) -> People:
        """Nobody where none was told."""
        return self._last.get(kind, ())


def author_of(article: Article, index: Entities) -> People:
    """Who says "we" in the article's own words: the official who signed it, or the body that issued it."""
    publisher = article.publisher or ""
    for name in (article.byline, publisher, publisher.split(" Department")[0], publisher.split(" Ministry")[0]):
        person = index.text_participant(name) if name else None
        if person is not None and person.party is not None:
            return (person,)
    office = index.text_participant(name) if (name := _state_first(publisher)) else None
    return (replace(office, name=publisher),) if office is not None and office.party is not None else ()


def _state_first(publisher: str) -> str | None:
    """ "Department of Foreign Affairs, Ireland" with its state first, as prose has it; None where it is no office."""
    office, _, state = publisher.rpartition(", " if ", " in publisher else " of ")
    return f"{state} {office}" if office.startswith(_OFFICES) else None


def drafts_of(
    scene: Scene,
    times: Sequence[TimeExpression],
    *,
    reference: PartialDate,
    weigh: Weigh | None = None,
    trace: Trace | None = None,
) -> list[Draft]:
    """The tellings in one sentence, after what stands in the content of others is settled."""
    drafts: list[Draft] = []
    consumed: dict[tuple[str, int], str] = {}  # by scheme and word the type of the act that has taken it in
    frames_at = dict(find_triggers(scene))
    for token in scene.acts:
        frame = learnt_frame(scene, token, least=WEIGHED if weigh else BY_RULE)
        if frame is not None:
            frames_at[token] = (*frames_at.get(token, ()), frame)
    found = sorted(_by_scheme(frames_at), key=lambda item: (item[1][0].kind == "noun", item[0]))
    for token, frames in found:
        scheme = frames[0].scheme
        taken = consumed.get((scheme, token))
        if taken is not None and not (weigh and tells_another(scene, token, taken)):
            if trace is not None:
                note_taken_in(scene, trace, token)
            continue
        draft = next((d for f in frames if (d := read_draft(scene, token, f, times, reference=reference))), None)
        if draft is None:
            if trace is not None:
                note_untold(scene, trace, token, frames)
            continue
        drafts.append(draft)
        rival = frames[-1] if weigh and frames[-1].learnt and frames[-1].type != draft.type else None
        if rival is not None and (other := read_draft(scene, token, rival, times, reference=reference)):
            drafts.append(other)
        consumed |= {(scheme, noun): draft.type for noun in _taken_in(scene, token, draft.frame)}
    settled = settle(scene, sorted(drafts, key=lambda d: d.token))
    marked = [d if _worth_keeping(d) else replace(d, passing=True) for d in settled]
    standing = [d for d in marked if CALLED_OFF not in d.why]  # trees have seen too few of them to be asked
    kept = by_rule(standing) if weigh is None else weigh(scene, standing)
    if trace is not None:
        note_frames(scene, trace)
        note_gone(scene, trace, marked, kept)
    return kept


def by_rule(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that no rule leaves out."""
    return [d for d in drafts if d.within is None and not d.passing]


def _by_scheme(frames_at: Mapping[int, tuple[Frame, ...]]) -> Iterator[tuple[int, tuple[Frame, ...]]]:
    """The frames at each word, those of PLOVER and of each own type that stands alone apart; own ones first."""
    for token, frames in frames_at.items():
        if all(frame.own_type is None for frame in frames):
            yield token, frames
            continue
        for scheme in dict.fromkeys(frame.scheme for frame in frames):
            beside = [frame for frame in frames if frame.scheme == scheme]
            yield token, tuple(sorted(beside, key=lambda frame: frame.own_type is None))


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
        return draft.why[-1].startswith(IN_CONTENT) or UNTRUE in draft.why
    both = bool(draft.actors and draft.recipients)
    alone = (draft.type in _ONE_SIDED or bool(draft.frame.scheme)) and bool(draft.actors)
    if draft.frame.kind == "noun" and IN_PASSING in draft.why and not (both or alone):
        return False
    if draft.type == "COOPERATE" and draft.status == "planned":
        return False  # "will continue to work with": an attitude
    return draft.status != "hypothetical" or bool(draft.actors and draft.recipients)
