"""Which event a loss belongs to, and what is told of each event in all."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from dragoman.figures.words import listed, phrases
from dragoman.records import Event, Figure, FigureKind, Record, Sentence, Token

# Which event a loss is looked for at, and which field of it takes the sum.
_HOMES: dict[FigureKind, frozenset[str]] = {
    "dead": frozenset({"ASSAULT"}),
    "injured": frozenset({"ASSAULT"}),
    "casualties": frozenset({"ASSAULT"}),
    "arrested": frozenset({"COERCE"}),
    "captured": frozenset({"ASSAULT", "COERCE"}),
}
_FIELDS: dict[str, str] = {"dead": "dead", "injured": "injured", "arrested": "arrested"}
_TOLD_WITH = frozenset({"conj", "advcl", "xcomp"})
_DEPTH = 4
_NOT_REAL = frozenset({"denied", "hypothetical", "planned"})


class Telling(Record, frozen=True, kw_only=True):
    """A figure with what ties it to an event. Tokens count from 0 in the sentence."""

    figure: Figure
    sentence: int
    governor: int | None  # the word that says what became of those counted
    vague: str | None = None  # a word of quantity as printed ("dozens"), which no number replaces


def settled(
    told: Sequence[Telling], events: Sequence[Event], sentences: Sequence[Sentence]
) -> tuple[tuple[Figure, ...], tuple[Event, ...]]:
    """The figures with their events, and the events with the losses told of them."""
    tied = [_tied(telling, events, sentences) for telling in told]
    own = {event.id: [t for t in tied if t.figure.event == event.id] for event in events}
    return tuple(t.figure for t in tied), tuple(_with_losses(event, own[event.id]) for event in events)


def _tied(telling: Telling, events: Sequence[Event], sentences: Sequence[Sentence]) -> Telling:
    event, how = _event_of(telling, events, sentences)
    if event is None:
        return telling
    figure = telling.figure
    why = (*figure.why, f"of the {event.type} at “{event.trigger.text}”: {how}")
    return replace(telling, figure=replace(figure, event=event.id, when=figure.when or event.when, why=why))


def _event_of(
    telling: Telling, events: Sequence[Event], sentences: Sequence[Sentence]
) -> tuple[Event, str] | tuple[None, str]:
    """The event whose trigger the loss hangs on, else one told in the clause, else the nearest before it; and how.

    What is counted of a whole war or year belongs to no single attack, nor do the victims of a flood.
    """
    homes = _HOMES.get(telling.figure.kind)
    if homes is None or telling.governor is None:
        return None, ""
    fitting = [e for e in events if e.type in homes]
    tokens = sentences[telling.sentence].tokens
    at = tokens[telling.governor].start
    for node in _carriers(tokens, telling.governor):
        on = next((e for e in fitting if e.trigger.start == tokens[node].start), None)
        if on is not None:
            return on, "the word that tells the loss tells the event"
    wide = _holds(sentences[telling.sentence], "wide")
    spans = [(e, a, b) for e in fitting for a, b in _clauses(e) if a <= at < b]
    if spans and not wide:
        own = min(spans, key=lambda span: (span[2] - span[1], abs(span[0].trigger.start - at)))[0]
        return own, "the loss is told in its clause"
    words = {token.lemma.lower() for token in sentences[telling.sentence].tokens}
    if wide or words & listed("guards", "accident"):
        return None, ""
    status = telling.figure.status
    alike = [e for e in fitting if (e.status in _NOT_REAL) == (status in _NOT_REAL) and not _describes(e, sentences)]
    for number, where in ((telling.sentence, "in the same sentence"), (telling.sentence - 1, "in the sentence before")):
        if number < 0:
            break
        here = [e for e in alike if sentences[number].start <= e.trigger.start < sentences[number].end]
        if here:
            return min(here, key=lambda e: abs(e.trigger.start - at)), f"the nearest that fits {where}"
    return None, ""


def _clauses(event: Event) -> list[tuple[int, int]]:
    return [(event.start, event.end), *((span.start, span.end) for span in event.citations)]


def _describes(event: Event, sentences: Sequence[Sentence]) -> bool:
    """Whether an event only says who somebody is: "rebels fighting alongside the army"."""
    return any(t.start == event.trigger.start and t.deprel.startswith("acl") for s in sentences for t in s.tokens)


def _carriers(tokens: Sequence[Token], node: int) -> Iterator[int]:
    """A word and the verbs it is told with: "rammed the gate, killing six and wounding 30"."""
    for _ in range(_DEPTH):
        yield node
        if tokens[node].deprel not in _TOLD_WITH or not 0 < tokens[node].head <= len(tokens):
            return
        node = tokens[node].head - 1


def _holds(sentence: Sentence, name: str) -> bool:
    text = f" {' '.join(token.form.lower() for token in sentence.tokens)} "
    return any(f" {' '.join(words)} " in text for words in phrases("guards", name))


def _with_losses(event: Event, told: Sequence[Telling]) -> Event:
    """The event with the losses told of it: the writer's number, else another's; the highest of several.

    The parts of a toll are told beside it, and tolls rise.
    """
    fields: dict[str, str] = {}
    why: list[str] = []
    for kind, field in _FIELDS.items():
        groups = list(_groups(t for t in told if t.figure.kind == kind and t.figure.scope != "part"))
        real = [g for g in groups if (g[0].figure.status in _NOT_REAL) == (event.status in _NOT_REAL)]
        writers = [g for g in real if g[0].figure.said_by is None]
        best = max(writers or real, key=lambda g: sum(t.figure.high or t.figure.value for t in g), default=None)
        if best is not None:
            fields[field] = _summary(best)
            why.append(f"{field} {fields[field]}: {_why_sum(best, real, writers)}")
    return replace(event, **fields, why=(*event.why, *why)) if fields else event


def _why_sum(best: Sequence[Telling], real: Sequence[object], writers: Sequence[object]) -> str:
    """Which words an event's loss was read from, and what else was told of it."""
    words = " and ".join(f"“{' '.join(telling.figure.text.split())}”" for telling in best)
    added = " added" if len(best) > 1 else ""
    whose = f", by {best[0].figure.said_by}" if best[0].figure.said_by else ""
    rivals = len(writers) or len(real)
    chosen = f"; the highest of {rivals}" if rivals > 1 else ""
    left = len(real) - len(writers)
    others = f"; the writer's before {left} of others" if writers and left else ""
    return f"{words}{added}{whose}{chosen}{others}"


def _groups(told: Iterable[Telling]) -> Iterable[list[Telling]]:
    """Numbers under one word are added: "killed four policemen and two soldiers"."""
    found: dict[tuple[int, int | None, str | None], list[Telling]] = {}
    for telling in told:
        found.setdefault((telling.sentence, telling.governor, telling.figure.said_by), []).append(telling)
    return found.values()


def _summary(told: Sequence[Telling]) -> str:
    """ "30", "30+", "10-15", "~30", "dozens": the sum as short as it can be written."""
    if len(told) == 1:
        return told[0].vague or shortened(told[0].figure)
    low = sum(t.figure.value for t in told)
    high = sum(t.figure.high or t.figure.value for t in told)
    bounds = {t.figure.bound for t in told} - {"exact"}
    if high > low:
        return f"{low:.0f}-{high:.0f}"
    bound = "at least" if "at least" in bounds else next(iter(sorted(bounds)), "exact")
    return _SIGNS.get(bound, "{}").format(f"{low:.0f}")


_SIGNS = {"at least": "{}+", "at most": "up to {}", "about": "~{}"}


def shortened(figure: Figure) -> str:
    """A figure in its shortest form."""
    if figure.high is not None:
        return f"{figure.value:.0f}-{figure.high:.0f}"
    return _SIGNS.get(figure.bound, "{}").format(f"{figure.value:.0f}")
