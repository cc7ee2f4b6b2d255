"""One telling of an event by one frame: who, whether, when, where, on whose word."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.dates import TimeExpression
from dragoman.events.blamed import BLAMED, blame_of
from dragoman.events.clause import clause_span
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame
from dragoman.events.grammar import carrier, ceased, passive, prepositions
from dragoman.events.learnt import linked
from dragoman.events.mode import code_of, force_of, mode_of
from dragoman.events.participants import role, side
from dragoman.events.people import People, fits, hosts, unique
from dragoman.events.placing import place_of
from dragoman.events.scene import Scene, day_of
from dragoman.events.status import FORCE, Setting, Word, after, basis_of, reading_of, speaks_for, status_of
from dragoman.events.timing import VERBAL, apart_from, asked_for, said_now, spoken_on, when_of
from dragoman.events.undone import CALLED_OFF, OUTRIGHT, UNTRUE, untrue_at
from dragoman.language.factuality import Factuality
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant, Status

# Verbs of going somewhere: what one travels for is scheduled.
_TRAVELLING = frozenset("travel arrive visit go come join leave fly head return depart land gather stop".split())
_FURTHER = frozenset("another second third fourth fifth separate separately elsewhere".split())
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_AT_PLACES = frozenset({"ASSAULT", "COERCE", "AID", "CONSULT"})  # a town can be shelled, seized, helped, visited
# Acts in deed: told in a bare infinitive they are aims, not happenings.
_UNDONE = frozenset({"AID", "COERCE", "ASSAULT", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION", "CONCEDE", "PROTEST"})
_VERBAL = frozenset({"SUPPORT", "AGREE", "CONSULT", "REQUEST"})
_CALLED = "PROTEST"  # what is told as called: "called a strike for Thursday"
_AIMS = frozenset({"RETREAT", "AID", "AGREE", "CONSULT", "COOPERATE", "CONCEDE", "SUPPORT"})


def read_draft(
    scene: Scene, token: int, frame: Frame, times: Sequence[TimeExpression], *, reference: PartialDate
) -> Draft | None:
    """One telling by one frame; None where its participants or its mood are not as the frame asks."""
    tree = scene.tree
    if aimed_at(scene, token, frame):
        return None
    scene = scene.on(_day(scene, token, frame, times, reference))
    sides = participants_of(scene, token, frame)
    if sides is None:
        return None
    fact = fact_of(tree, token, frame)
    kind = type_told(frame, fact, negated=tree.negated(token))
    if kind is None:
        return None
    first, last = clause_span(scene, token, frame.kind)
    when, date_from = _dated(scene, token, kind, (first, last), times, reference)
    if not when and _speaks_himself(scene, token, sides[0]) and (when := spoken_on(scene, token, kind, times)):
        date_from = "sentence"
    if after(when, reference) and _of_another(kind, fact, date_from):
        when, date_from = PartialDate(), None
    setting = setting_of(scene, token, frame, reference)
    status, rule = status_of(tree, token, frame, fact=fact, when=when, setting=setting)
    if frame.learnt and scene.acts[token].status and rule not in OUTRIGHT:
        # What no frame tells stands in surroundings that the rules for the status do not know either.
        status, rule = scene.acts[token].status[0][0], "as the model reads it"
    if kind == _CALLED and after(when, reference):
        status, rule = "planned", "its date lies after publication"
    if status == "denied" and (kind != frame.type or frame.negative_only):
        status, rule = "occurred", "a refusal"
    status, rule, word = _on_whose_word(scene, token, frame, kind, sides, (status, rule))
    mode, force = mode_of(scene, frame, kind, token, (first, last)), force_of(scene, frame, kind, token)
    place, place_from = place_of(scene, token, kind, mode=mode)
    return Draft(
        frame=frame,
        type=kind,
        sentence=tree.number,
        token=token,
        word=tree.lemma(token),
        first=first,
        last=last,
        actors=sides[0],
        recipients=sides[1],
        status=status,
        basis=word.basis,
        asserted_by=word.asserted_by,
        statement=word.statement,
        reported_by=word.reported_by,
        when=when,
        date_from=date_from,
        apart=None if when else apart_from(scene, token),
        place=place,
        place_from=place_from,
        mode=mode,
        force=force,
        cameo=code_of(scene, frame, kind, token, mode=mode, force=force),
        confidence=scene.acts[token].types[0][1] if frame.learnt else frame.confidence,
        another=_another(scene, first, last),
        why=(frame.name, rule, word.rule),
    )


def _on_whose_word(
    scene: Scene, token: int, frame: Frame, kind: str, sides: tuple[People, People], told: tuple[Status, str]
) -> tuple[Status, str, Word]:
    """The status with its rule, and on whose word: what is told to be untrue or blamed on somebody settles both."""
    tree, (status, rule) = scene.tree, told
    word = basis_of(scene, token, doers=sum(sides, ()) if kind in MUTUAL else sides[0], kind=kind)
    if (verdict := untrue_at(tree, token, frame.kind)) is not None and rule != CALLED_OFF:
        said = scene.statement_at(verdict)
        if said is None or speaks_for(said, sides[0]):
            status, rule, word = "denied", UNTRUE, Word(basis="plain", rule="by the writer or its actor")
        else:
            word = replace(word, basis="alleged")  # another's word that it is untrue leaves it contested
    if kind in FORCE and (blame := blame_of(tree, token)) is not None and word.basis != "alleged":
        who = next((p.name for p in blame.blamers(scene)), word.asserted_by)
        word = replace(word, basis="alleged", asserted_by=who, rule=BLAMED)
    return status, rule, word


def _day(
    scene: Scene, token: int, frame: Frame, times: Sequence[TimeExpression], reference: PartialDate
) -> PartialDate:
    """When a telling's offices are held: on the day its sentence gives; unknown: when the article was written."""
    if not any(day_of(t.value, reference) for t in times):
        return PartialDate()
    clause = clause_span(scene, token, frame.kind)
    return day_of(_dated(scene, token, frame.type, clause, times, reference)[0], reference)


def fact_of(tree: Tree, token: int, frame: Frame) -> Factuality:
    """The factuality of a telling by a frame; what ceased is negated."""
    fact = reading_of(tree, token, frame.kind)
    return replace(fact, polarity="negative") if frame.kind == "verb" and ceased(tree, token) else fact


def setting_of(scene: Scene, token: int, frame: Frame, reference: PartialDate) -> Setting:
    """Where a telling by a frame stands, in which article."""
    return Setting(
        reference=reference or scene.window,
        depth=scene.depth,
        signed=bool(scene.author),
        carried=_carried(scene, token, frame),
        history=scene.history,
        reported=scene.statement_at(token) is not None,
        act=scene.acts.get(token),
    )


def _another(scene: Scene, first: int, last: int) -> bool:
    """Whether the clause tells of a further happening: "in another attack", "in a second raid", "separately"."""
    return any(scene.tree[i].form.lower() in _FURTHER for i in range(first, last + 1))


def aimed_at(scene: Scene, token: int, frame: Frame) -> bool:
    """Whether a noun is an aim, not a deed: "calls for the release", "ready for talks"; not after "flew to Oman"."""
    carried = carrier(scene.tree, token) if frame.type == "CONSULT" else None
    if carried is not None and scene.tree.lemma(carried[0]) in _TRAVELLING:
        return False
    return frame.kind == "noun" and frame.type in _AIMS and "for" in prepositions(scene.tree, token)


def type_told(frame: Frame, fact: Factuality, *, negated: bool) -> str | None:
    """The type of what is told: the frame's; when negated the one the frame gives for that; None: nothing is told."""
    announced = fact.planned or fact.modality == "intended"
    deed = frame.deed or frame.type in _UNDONE
    if frame.kind == "verb" and deed and fact.infinitive and not fact.perfect and not announced:
        return None  # a purpose or a wish: "ways to support", "in order to destroy"
    if fact.polarity != "negative" or frame.kind == "noun" or frame.negative_only:
        return frame.type
    if frame.negated is not None:
        return frame.negated or None
    return None if frame.content != "keep" or frame.type in _VERBAL or negated else frame.type


def _of_another(kind: str, fact: Factuality, date_from: str | None) -> bool:
    """Whether a day still to come is not that of the act: "has invited Iraq to the session in May".

    Nor, "next year X takes the chair, and we support it", that of the clause beside it. A strike is called for its day.
    """
    if kind == _CALLED:
        return False
    beside = kind in VERBAL and date_from == "sentence" and fact.tense == "present"
    return fact.tense == "past" or fact.perfect or beside


def _speaks_himself(scene: Scene, token: int, actors: People) -> bool:
    """Whether what is told in a statement is its speaker's own doing."""
    statement = scene.statement_at(token)
    return statement is not None and any(
        s.id == a.id or (s.party and s.party == a.party) for s in statement.speakers for a in actors
    )


def _dated(
    scene: Scene,
    token: int,
    kind: str,
    clause: tuple[int, int],
    times: Sequence[TimeExpression],
    reference: PartialDate,
) -> tuple[PartialDate, str | None]:
    told = [t for t in times if not asked_for(scene.tree, token, kind, t, reference)]
    when, date_from = when_of(scene.tree, token, *clause, told, kind=kind)
    today = PartialDate() if when else said_now(scene, token, kind, reference)
    return (today, "publication") if today else (when, date_from)


def _carried(scene: Scene, token: int, frame: Frame) -> bool:
    """Whether the trigger is a noun that a verb carries."""
    carried = carrier(scene.tree, token) if frame.kind == "noun" else None
    return carried is not None and scene.tree.lemma(carried[0]) in scene.frames.carrying and carried[1] != "nsubj"


def participants_of(scene: Scene, token: int, frame: Frame) -> tuple[People, People] | None:
    """Both sides, by the frame's roles; None where one the frame needs is missing or not of the kind it asks."""
    actors = side(scene, token, frame, frame.actor)
    if frame.learnt and not actors:
        actors = linked(scene, scene.acts[token], actors=True)
        actors = (_overt(scene, token, frame) or actors) if actors else ()
    recipients = side(scene, token, frame, frame.recipient, besides=actors)
    blame = blame_of(scene.tree, token) if frame.type in FORCE and frame.kind == "noun" else None
    if blame is not None:
        actors = unique(p for n in blame.heads for p in scene.who(n))
        named = {p.id for p in (*blame.blamers(scene), *actors)}
        recipients = tuple(p for p in recipients if p.id not in named)
    if frame.learnt and not recipients:
        recipients = linked(scene, scene.acts[token], actors=False)
    if frame.type == "CONSULT" and recipients:
        recipients = tuple(p for p in recipients if not _listens(scene, p))
        if not recipients:
            return None
    if frame.host:
        recipients = unique(hosts(p) for p in recipients)
    if frame.type not in _AT_PLACES:
        recipients = tuple(p for p in recipients if p.kind != "place" or p.country)
    recipients = _of_others(frame, actors, recipients)
    others = tuple(p for p in recipients if p.id not in {a.id for a in actors})
    recipients = others or (recipients if _with_itself(frame, recipients) else ())
    if frame.mode == "visit" and _homeward(actors, recipients):
        return None
    actors, recipients = _told_mutually(frame, actors, recipients)
    if frame.own and not _parties(actors) & _parties(role(scene, token, frame.kind, "comp.subj")):
        return None
    if frame.modal and _parties(actors) & _parties(recipients):
        return None  # what one must do oneself is asked of nobody
    if not _suffice(frame, actors, recipients):
        return None
    return (actors, recipients) if frame.learnt else _with_linked(scene, token, frame, actors, recipients)


def _listens(scene: Scene, who: Participant) -> bool:
    """Whether somebody is an audience: whoever spoke to a crowd, met reporters or took questions consulted nobody."""
    if who.party is not None or who.end is None or who.kind == "person":
        return False
    head = scene.tree.at(who.end - 1)
    return head is not None and scene.tree.lemma(head) in scene.frames.classes["audience"]


def _overt(scene: Scene, token: int, frame: Frame) -> People:
    """Whom the subject of an active verb names, where it has one of its own: "Peru, which dismissed the protest"."""
    own = scene.tree.subject(token) if frame.kind == "verb" and not passive(scene.tree, token) else None
    return () if own is None else role(scene, token, frame.kind, "subj")


def _with_linked(scene: Scene, token: int, frame: Frame, actors: People, recipients: People) -> tuple[People, People]:
    """The sides with those whom the model links where the frame finds nobody, though it suffices without them."""
    act = scene.acts.get(token)
    if act is None:
        return actors, recipients
    if not actors and frame.actor:
        others = {p.id for p in recipients}
        actors = tuple(p for p in linked(scene, act, actors=True) if p.id not in others)
    if not recipients and frame.recipient:
        doers = {p.id for p in actors}
        recipients = tuple(p for p in linked(scene, act, actors=False) if p.id not in doers)
    return actors, recipients


def _homeward(actors: People, recipients: People) -> bool:
    """Whether officials go where they are at home: "will go back to Lima" is no visit."""
    ours = {p.party for p in actors if p.party}
    return bool(recipients) and all(p.kind in {"state", "place"} and (p.party or p.country) in ours for p in recipients)


def _of_others(frame: Frame, actors: People, recipients: People) -> People:
    """The recipients without the actors' own side, where others stand beside it, and without their own things.

    "Reaffirmed the ties between Chile and Peru" a Peruvian says to Chile; "keeps its ships away" does nothing to ships.
    """
    ours = {p.party for p in actors if p.party}
    if frame.joint or len(ours) > 1:
        return recipients
    theirs = tuple(p for p in recipients if p.party not in ours)
    return theirs or tuple(p for p in recipients if p.kind != "other")


def _with_itself(frame: Frame, recipients: People) -> bool:
    """Whether those who act may be those acted on: "the two sides agreed", "a truce between Peruvians"."""
    return frame.mutual and ("between" in frame.recipient or len(_parties(recipients)) > 1)


def _parties(people: People) -> set[str]:
    return {p.party or p.id for p in people}


def _suffice(frame: Frame, actors: People, recipients: People) -> bool:
    """Whether the sides a frame needs are there and of the kind it asks."""
    needs = {
        "actor": bool(actors),
        "recipient": bool(recipients),
        "both": bool(actors and recipients),
        "any": bool(actors or recipients),
    }
    if not all(needs[need] for need in frame.need):
        return False
    return (not frame.actor_must or fits(actors, frame.actor_must)) and (
        not frame.recipient_must or fits(recipients, frame.recipient_must)
    )


def _told_mutually(frame: Frame, actors: People, recipients: People) -> tuple[People, People]:
    """Both sides where one subject names both: "A and B agreed" each with the other, "A and B met" A with B."""
    several = len({p.party or p.id for p in actors}) > 1
    if frame.type in {"CONSULT", "COOPERATE"} and frame.mode != "visit":  # two who visit or welcome need not meet
        return (actors[:1], actors[1:]) if several and not recipients else (actors, recipients)
    if frame.mutual and several:
        return actors, actors
    if frame.joint and actors and recipients:
        both = unique((*actors, *recipients))
        return both, both
    return actors, recipients
