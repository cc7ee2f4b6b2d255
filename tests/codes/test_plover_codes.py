import pytest

from dragoman.codes import plover
from dragoman.errors import UnknownName

# Scores as the manual prints them, with ACCUSE read as -3.
SCORES = [
    ("AGREE", None, 2.5), ("CONSULT", None, 2.5), ("CONSULT", "visit", 4), ("CONSULT", "third-party", 1),
    ("CONSULT", "phone", 1.5), ("SUPPORT", None, 5), ("CONCEDE", None, 4.5), ("COOPERATE", None, 9.5),
    ("AID", None, 10), ("RETREAT", None, 6.5), ("RETREAT", "disarm", 10), ("RETREAT", "resign", 4.5),
    ("REQUEST", None, 0), ("REQUEST", "assist", 0.5), ("REQUEST", "meet", 0), ("ACCUSE", None, -3),
    ("ACCUSE", "disapprove", -2), ("REJECT", None, -2), ("REJECT", "assist", -1.5), ("THREATEN", "territory", -4),
    ("PROTEST", "riot", -7), ("PROTEST", "vandalize", None), ("SANCTION", "expel", -5.5), ("MOBILIZE", "militia", -6),
    ("COERCE", "martial-law", -7.5), ("COERCE", "arrest", -7), ("THREATEN", "arrest", -3.5), ("ASSAULT", None, -9),
    ("ASSAULT", "unconventional", -10), ("SUPPORT", "courtesy", None), ("REJECT", "deny", None),
]  # fmt: skip
QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
MODE_COUNTS = {"AGREE": 0, "CONSULT": 4, "SUPPORT": 1, "CONCEDE": 0, "COOPERATE": 0, "AID": 0, "RETREAT": 6,
               "REQUEST": 4, "ACCUSE": 3, "REJECT": 5, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4,
               "COERCE": 10, "ASSAULT": 15}  # fmt: skip


@pytest.mark.parametrize(("event_type", "mode", "score"), SCORES)
def test_scores(event_type: str, mode: str | None, score: float | None) -> None:
    assert plover.score(event_type, mode) == score


@pytest.mark.parametrize(("quad", "types"), QUADS.items())
def test_quads(quad: int, types: str) -> None:
    assert {plover.quad(event_type) for event_type in types.split()} == {quad}


@pytest.mark.parametrize(("event_type", "count"), MODE_COUNTS.items())
def test_modes(event_type: str, count: int) -> None:
    assert len(plover.modes(event_type)) == count
    assert all(plover.is_mode(event_type, mode) for mode in plover.modes(event_type))
    assert plover.is_mode(event_type, None)


def test_our_own_modes_are_two_and_unscored() -> None:
    ours = [(code.type, code.mode) for code in plover._codes().values() if code.ours]
    assert sorted(ours) == [("REJECT", "deny"), ("SUPPORT", "courtesy")]


def test_recipients() -> None:
    required = {event_type for event_type in plover.EVENT_TYPES if plover.requires_recipient(event_type)}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_a_request_without_force_is_an_appeal() -> None:
    assert plover.plover("REQUEST", "yield").force == "appeal"
    assert plover.plover("REQUEST", "yield", "demand").cameo == "105"


@pytest.mark.parametrize(
    ("event_type", "mode", "told"),
    [("FIGHT", None, "AGREE"), ("AID", "visit", "AGREE"), ("CONSULT", "arrest", "phone"), ("accuse", None, "ACCUSE")],
)
def test_an_unknown_pair_says_what_there_is(event_type: str, mode: str | None, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        plover.plover(event_type, mode)
