"""From an article's parse to its events: triggers, participants, status, merging. The stage's one entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Literal

from msgspec.structs import replace

from dragoman.dates import TimeExpression, read_times
from dragoman.events.clause import clause_span
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameTable
from dragoman.events.grammar import carrier, noun_beneath, patient, prepositions
from dragoman.events.merge import Happening, merge
from dragoman.events.mode import contexts_of, mode_of
from dragoman.events.participants import fits, hosts, side, unique
from dragoman.events.placing import place_of
from dragoman.events.regions import IN_CONTENT, settle
from dragoman.events.scene import Entities, Scene
from dragoman.events.status import Setting, basis_of, reading_of, status_of
from dragoman.events.timing import said_now, when_of
from dragoman.events.triggers import find_triggers
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, EventType, Participant, Reading, Sentence, Statement, event_id
from dragoman.statements.clauses import Tree

# Acts that charge whoever did them: told by an accuser of another party they are alleged.
_CONFLICT = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_AT_PLACES = frozenset({"ASSAULT", "COERCE", "AID", "CONSULT"})  # a town can be shelled, seized, helped, visited
# Acts in deed: told in a bare infinitive they are aims, not happenings.
_UNDONE = frozenset({"AID", "COERCE", "ASSAULT", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION", "CONCEDE", "PROTEST"})
_AIMS = frozenset({"RETREAT", "AID", "AGREE", "CONSULT", "COOPERATE", "CONCEDE", "SUPPORT"})
People = tuple[Participant, ...]


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
            depth=(sentence.start - article.body_start) / max(1, len(article.text) - article.body_start),
        )
        here = [t for t in times if sentence.start <= t.start < sentence.end]
        drafts.extend(drafts_of(scene, here, reference=reference))
    happenings = merge(drafts)
    return tuple(_events(article, reading.sentences, happenings))


def last_doers(drafts: Sequence[Draft], kind: EventType) -> tuple[Participant, ...]:
    """Who did what was last told of a type."""
    return next((d.actors for d in reversed(drafts) if d.type == kind and any(p.party for p in d.actors)), ())


def author_of(article: Article, index: Entities) -> tuple[Participant, ...]:
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
    return draft.status != "hypothetical" or bool(draft.actors and draft.recipients)


def read_draft(
    scene: Scene, token: int, frame: Frame, times: Sequence[TimeExpression], *, reference: PartialDate
) -> Draft | None:
    """One telling by one frame; None where its participants are not as the frame asks."""
    tree = scene.tree
    sides = participants_of(scene, token, frame)
    if sides is None:
        return None
    actors, recipients = sides
    if frame.kind == "noun" and frame.type in _AIMS and "for" in prepositions(tree, token):
        return None  # "calls for the release", "ready for talks": an aim, not a deed
    fact = reading_of(tree, token, frame.kind)
    kind: EventType = frame.type
    negative = fact.polarity == "negative" and frame.kind != "noun"
    if negative and not frame.negative_only:
        if frame.negated is not None and not frame.negated:
            return None
        if frame.negated:
            kind = frame.negated
        elif frame.content != "keep" or kind in {"SUPPORT", "AGREE", "CONSULT", "REQUEST"}:
            return None
    if frame.kind == "verb" and fact.infinitive and not fact.perfect and frame.type in _UNDONE and not fact.planned:
        return None  # a purpose or a wish: "ways to support", "in order to destroy"
    first, last = clause_span(scene, token, frame.kind)
    when, date_from = when_of(tree, token, first, last, times)
    if not when:
        today = said_now(scene, token, kind, reference)
        when, date_from = (today, "publication") if today else (when, date_from)
    carried = frame.kind == "noun" and _carried(scene, token)
    setting = Setting(reference=reference, depth=scene.depth, signed=bool(scene.author), carried=carried)
    status, rule = status_of(tree, token, frame, fact=fact, when=when, setting=setting)
    if status == "denied" and (kind != frame.type or frame.negative_only):
        status, rule = "occurred", "a refusal"
    doers = (*actors, *recipients) if kind in _MUTUAL else actors
    basis, asserted_by, statement, word = basis_of(scene, token, doers=doers, conflict=kind in _CONFLICT)
    return Draft(
        frame=frame, type=kind, sentence=tree.number, token=token, first=first, last=last, actors=actors,
        recipients=recipients, status=status, basis=basis, asserted_by=asserted_by, statement=statement, when=when,
        date_from=date_from, place=place_of(scene, token, first, last), mode=mode_of(scene, frame, kind, first, last),
        contexts=contexts_of(scene.frames, set(scene.words_between(first, last))),
        confidence=frame.confidence, why=(frame.name, rule, word),
    )  # fmt: skip


def _carried(scene: Scene, token: int) -> bool:
    carried = carrier(scene.tree, token)
    return carried is not None and scene.tree.lemma(carried[0]) in scene.frames.carrying and carried[1] != "nsubj"


def participants_of(
    scene: Scene, token: int, frame: Frame
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]] | None:
    """Both sides, by the frame's roles; None where one the frame needs is missing or not of the kind it asks."""
    actors, recipients = side(scene, token, frame, frame.actor), side(scene, token, frame, frame.recipient)
    if frame.host:
        recipients = unique(hosts(p) for p in recipients)
    if frame.type not in _AT_PLACES:
        recipients = tuple(p for p in recipients if p.kind != "place" or p.country)
    recipients = tuple(p for p in recipients if p.id not in {a.id for a in actors}) or (
        recipients if frame.mutual else ()
    )
    actors, recipients = _told_mutually(frame, actors, recipients)
    needs = {
        "actor": bool(actors),
        "recipient": bool(recipients),
        "both": bool(actors and recipients),
        "any": bool(actors or recipients),
    }
    if not all(needs[need] for need in frame.need):
        return None
    if frame.actor_must and not fits(actors, frame.actor_must):
        return None
    if frame.recipient_must and not fits(recipients, frame.recipient_must):
        return None
    return actors, recipients


def _told_mutually(frame: Frame, actors: People, recipients: People) -> tuple[People, People]:
    """Both sides where one subject names both: "A and B agreed" each with the other, "A and B met" A with B."""
    several = len({p.party or p.id for p in actors}) > 1
    if frame.type in {"CONSULT", "COOPERATE"}:
        return (actors[:1], actors[1:]) if several and not recipients else (actors, recipients)
    if frame.mutual and several:
        return actors, actors
    if frame.joint and actors and recipients:
        both = unique((*actors, *recipients))
        return both, both
    return actors, recipients


def _events(article: Article, sentences: Sequence[Sentence], happenings: Sequence[Happening]) -> Iterator[Event]:
    ordinals: dict[int, int] = {}
    for happening in sorted(happenings, key=lambda h: (h.best.sentence, h.best.token)):
        draft = happening.best
        trigger = sentences[draft.sentence].tokens[draft.token]
        ordinal = ordinals[trigger.start] = ordinals.get(trigger.start, -1) + 1
        yield _event(article, sentences, happening, ordinal)


def _event(article: Article, sentences: Sequence[Sentence], happening: Happening, ordinal: int) -> Event:
    draft = happening.best
    start, end = _offsets(sentences, draft)
    trigger = sentences[draft.sentence].tokens[draft.token]
    counted, counted_from = _counted(draft.when, article.published)
    spans = sorted({_offsets(sentences, other) for other in happening.others} - {(start, end)})
    return Event(
        id=event_id(article.id, trigger.start, ordinal),
        article=article.id,
        type=draft.type,
        text=article.text[start:end],
        start=start,
        end=end,
        trigger=article.span(trigger.start, trigger.end),
        status=draft.status,
        basis=draft.basis,
        mode=draft.mode,
        force=draft.frame.force if draft.type == "REQUEST" else None,
        contexts=draft.contexts,
        asserted_by=draft.asserted_by,
        citations=tuple(article.span(a, b) for a, b in spans),
        actors=draft.actors,
        recipients=draft.recipients,
        when=draft.when,
        date_from=draft.date_from,
        counted_on=counted,
        counted_from=counted_from,
        place=draft.place,
        reported_by=draft.reported_by,
        statement=draft.statement,
        confidence=draft.confidence,
        why=draft.why,
    )


def _offsets(sentences: Sequence[Sentence], draft: Draft) -> tuple[int, int]:
    tokens = sentences[draft.sentence].tokens
    return tokens[draft.first].start, tokens[draft.last].end


def _counted(when: PartialDate, published: date | None) -> tuple[date | None, Literal["event", "publication"] | None]:
    if when.is_day:
        return when.earliest, "event"
    return (published, "publication") if published else (None, None)
