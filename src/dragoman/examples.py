"""What the examples of a user's own event types give when they are read: each must be found, or the file is refused."""

from collections.abc import Iterator

from dragoman.article import Extractor
from dragoman.errors import InputError, UsageError
from dragoman.events.own_types import OwnType, OwnTypes
from dragoman.pipeline import Resources, code_article
from dragoman.records import Event, RawDocument, Record


class Tried(Record, frozen=True, kw_only=True):
    """One example of an own type, read."""

    type: str  # the own type
    text: str
    wanted: bool  # False: a counterexample, which must give no event of the type
    events: tuple[Event, ...]  # everything that was read in it

    @property
    def found(self) -> tuple[Event, ...]:
        """The events of the type."""
        return tuple(event for event in self.events if event.own_type == self.type)

    @property
    def holds(self) -> bool:
        """Whether it gives what it should."""
        return bool(self.found) == self.wanted


def tried(types: OwnTypes, *, extractor: Extractor, resources: Resources) -> Iterator[Tried]:
    """Every example and counterexample, read.

    Args:
        types: the own types.
        extractor: makes articles of them.
        resources: model and tables with the frames of the types among them.

    Raises:
        UsageError: an example holds no text.
    """
    for kind in types.types:
        for text, wanted in _texts(kind):
            raw = RawDocument(source=f"<example of {kind.name}>", media="text", content=text, has_fields=True)
            try:
                coded = code_article(raw, extractor=extractor, resources=resources)
            except InputError as error:
                raise UsageError(error.what, values=f"an example of {kind.name}", remedy=error.remedy) from error
            yield Tried(type=kind.name, text=text, wanted=wanted, events=coded.events)


def require_examples(types: OwnTypes, *, extractor: Extractor, resources: Resources) -> None:
    """Check that each type is found in its examples, and not in its counterexamples.

    Raises:
        UsageError: one gives something else.
    """
    for each in tried(types, extractor=extractor, resources=resources):
        if not each.holds:
            raise UsageError(
                f"an example of {each.type} is not found"
                if each.wanted
                else f"a counterexample of {each.type} is found",
                values=f"{each.text!r} gives {told(each.events)}",
                remedy="Mend its frames, or the example; `dragoman types check FILE` shows what each gives",
            )


def told(events: tuple[Event, ...]) -> str:
    """Events in a few words, for a message."""
    return "; ".join(_told(event) for event in events) or "no event"


def _told(event: Event) -> str:
    sides = [", ".join(who.name for who in side) or "nobody" for side in (event.actors, event.recipients)]
    kind = event.type if event.own_type in (None, event.type) else f"{event.own_type} ({event.type})"
    return f"{kind} {' -> '.join(sides)}, {event.status}"


def _texts(kind: OwnType) -> Iterator[tuple[str, bool]]:
    yield from ((text, True) for text in kind.examples)
    yield from ((text, False) for text in kind.counterexamples)
