"""What kind of event passes between two parties that are marked in a sentence.

Two opinions are weighed: that of the network for marked pairs, which has one for every sentence, and that of the coder,
which is silent where no frame holds.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Literal

from dragoman.article import Extractor
from dragoman.errors import UnreadableInput
from dragoman.language.marked import MarkedSentence, Spans
from dragoman.language.pairs import PairReader
from dragoman.pipeline import Resources, code_article
from dragoman.records import Event, Participant, RawDocument, Record

Roots = Literal["plover", "plv"]

# What an event that the coder finds between the two adds to the logarithm of its type's odds. Fitted by folds on the
# marked sentences of the development data; an event that has only one of the two in its place was no help there.
BOTH = 2.5
_LEAST = 1e-6  # no type is out of the question
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # PLOVER's older root, which the two types were parts of


class Labelled(Record, frozen=True, kw_only=True):
    """The type of a marked pair."""

    predicted: str  # one of the sixteen types, or of the fifteen roots of PLV
    probability: float
    mode: str | None  # None: the coder found no such event, or none with a mode
    why: tuple[str, ...]


class Labeller:
    """Labels marked pairs; load it once."""

    def __init__(self, *, resources: Resources, extractor: Extractor, pairs: PairReader | None = None) -> None:
        self._resources, self._extractor = resources, extractor
        self._pairs = pairs or PairReader.load(resources.reader)

    def label(self, marked: MarkedSentence, *, roots: Roots = "plover") -> Labelled:
        """The likeliest type between source and target.

        Args:
            marked: the sentence, with one side at least.
            roots: ``plv`` puts CONCEDE and RETREAT together as YIELD.

        Raises:
            InputError: the text is empty or over a limit.
        """
        if not marked.text.strip():
            raise UnreadableInput("there is no sentence", values=repr(marked.text), remedy="Give one with marks")
        read = self._pairs.types(marked)
        found = list(self._events(marked))
        told = {event.type for event in found}
        weighed = {name: max(p, _LEAST) * (math.exp(BOTH) if name in told else 1.0) for name, p in read.items()}
        total = sum(weighed.values())
        likely: dict[str, float] = {}
        for name, weight in weighed.items():
            root = root_of(name, roots)
            likely[root] = likely.get(root, 0.0) + weight / total
        best = max(likely, key=lambda name: (likely[name], name))
        own = [event for event in found if root_of(event.type, roots) == best]
        why = [f"pair: {name} {p:.2f}" for name, p in sorted(read.items(), key=lambda one: -one[1])[:2]]
        why += [f"frame: {event.type} at {event.trigger.text!r}" for event in own[:1]]
        mode = next((event.mode for event in own if event.mode), None)
        return Labelled(predicted=best, probability=round(likely[best], 4), mode=mode, why=tuple(why))

    def _events(self, marked: MarkedSentence) -> Iterator[Event]:
        """The events that the coder finds between the marked parties."""
        raw = RawDocument(source="<marked>", media="text", content=marked.text, has_fields=True)
        coded = code_article(raw, extractor=self._extractor, resources=self._resources)
        shift = coded.article.text.find(marked.text)
        for event in coded.events if shift >= 0 else ():
            if _names(event.actors, marked.source, shift) and _names(event.recipients, marked.target, shift):
                yield event


def root_of(name: str, roots: Roots) -> str:
    """The type, or the root it was part of."""
    return YIELD.get(name, name) if roots == "plv" else name


def _names(people: Iterable[Participant], spans: Spans, shift: int) -> bool:
    """Whether one of these is named in one of the spans."""
    return any(
        who.start is not None and who.end is not None and who.start - shift < end and start < who.end - shift
        for who in people
        for start, end in spans
    )
