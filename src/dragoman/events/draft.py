"""An event while it is being read: one telling of it, with everything that decided."""

from typing import Literal

from dragoman.events.apart import Apart
from dragoman.events.frames import Frame
from dragoman.partial_date import PartialDate
from dragoman.records import Basis, Participant, Place, Record, Status


class Draft(Record, frozen=True, kw_only=True):
    """One telling of an event in one sentence. Token numbers count from 0 in the sentence."""

    frame: Frame
    type: str  # as ``Event.type``
    sentence: int
    token: int  # the trigger
    word: str = ""  # its lemma
    first: int  # first token of the clause that tells it
    last: int  # its last token, included
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    status: Status = "occurred"
    basis: Basis = "plain"
    asserted_by: str | None = None
    statement: str | None = None
    when: PartialDate = PartialDate()
    date_from: str | None = None
    apart: Apart | None = None  # what its day is counted from, where its sentence gives no date for that
    place: Place | None = None
    place_from: str | None = None
    mode: str | None = None
    force: Literal["appeal", "demand"] | None = None  # of REQUEST only
    cameo: str | None = None  # None: the code of type, mode and force
    reported_by: str | None = None
    confidence: float = 0.5
    another: bool = False  # "another", "a third": told as different from those told before
    within: str | None = None  # type of the act in whose content it stands, where a rule would leave it to that act
    passing: bool = False  # a rule would leave it out: denied, hypothetical or told in passing, without both its sides
    why: tuple[str, ...] = ()
