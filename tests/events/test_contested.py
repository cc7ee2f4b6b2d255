"""Acts of force that their author denies."""

import pytest
from msgspec.structs import replace

from dragoman.events.contested import REACH_SENTENCES, contested
from dragoman.events.draft import Draft
from dragoman.events.frames import FrameTable
from dragoman.records import Participant

FRAME = FrameTable.load().frames[0]
CHAD = Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD")
SUDAN = Participant(id="SDN", name="Sudan", kind="state", party="SDN", country="SDN")
SHELLED = Draft(frame=FRAME, type="ASSAULT", sentence=3, token=1, first=0, last=3, actors=(CHAD,), recipients=(SUDAN,))
DENIED = Draft(frame=FRAME, type="REJECT", mode="deny", sentence=4, token=1, first=0, last=3, actors=(CHAD,))


@pytest.mark.parametrize(
    ("act", "denial", "basis"),
    [
        (SHELLED, DENIED, "alleged"),
        (SHELLED, replace(DENIED, actors=(SUDAN,)), "plain"),  # another's denial
        (SHELLED, replace(DENIED, mode="yield"), "plain"),  # a refusal, not a denial
        (SHELLED, replace(DENIED, sentence=3 + REACH_SENTENCES + 1), "plain"),
        (SHELLED, replace(DENIED, sentence=2), "plain"),  # denied before: of something else
        (replace(SHELLED, type="SUPPORT"), DENIED, "plain"),
        (replace(SHELLED, basis="attributed"), DENIED, "alleged"),
        (replace(SHELLED, status="planned"), DENIED, "plain"),
    ],
)
def test_what_its_author_denies_is_alleged(act: Draft, denial: Draft, basis: str) -> None:
    found = contested([act, denial])[0]
    assert found.basis == basis
    assert ("denied by its author" in found.why) is (basis != act.basis)
