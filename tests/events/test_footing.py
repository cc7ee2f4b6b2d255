"""Status and basis as they are weighed: what describes a telling, and what the trees may change."""

from collections.abc import Sequence
from math import isnan

import numpy as np
import pytest
from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.footing import ALLEGED, MARGIN, NAMES, TAKEN_BACK, Footing, account_of, row_of, weighed
from dragoman.events.frames import Frame
from dragoman.events.scene import Context, Scene
from dragoman.events.status import HEDGED
from dragoman.partial_date import PartialDate
from dragoman.records import BASES, STATUSES, Act, Basis, Participant, Reading, Span, Statement, Status
from tests.events.fakes import FakeEntities
from tests.events.test_status import TABLE, frame, tree

TODAY = PartialDate.parse("2020-05-20")
CHAD = Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD")
ALLEGEDLY = """
Chad Chad PROPN/NNP 4 nsubj
had have AUX/VBD 4 aux
allegedly allegedly ADV/RB 4 advmod
fired fire VERB/VBN 0 root
. . PUNCT/. 4 punct
"""


def draft(status: Status = "occurred", basis: Basis = "plain", **changes: object) -> Draft:
    made = Draft(
        frame=frame(), type="ASSAULT", sentence=0, token=3, first=0, last=3, status=status, basis=basis, actors=(CHAD,)
    )
    return replace(made, **changes)


def told(one: Draft, *, statement: Statement | None = None, act: Act | None = None) -> dict[str, float]:
    it = tree(ALLEGEDLY)
    context = Context(entities=FakeEntities(Reading(sentences=(it.sentence,))), frames=TABLE)
    said = () if statement is None else (statement,)
    scene = Scene(it, context, statements=said, depth=0.25, acts={} if act is None else {3: act})
    row = row_of(scene, one, TODAY)
    assert len(row) == len(NAMES) == len(set(NAMES))
    return dict(zip(NAMES, row, strict=True))


def likely(**chances: float) -> np.ndarray:
    return np.array([[chances.get(name, 0.0) for name in (*STATUSES, *BASES)]], dtype=np.float32)


def settled(drafts: Sequence[Draft], chances: np.ndarray, *, source: str | None = None) -> list[Draft]:
    return weighed([Footing(draft=one, row=(), source=source) for one in drafts], drafts, chances)


def test_what_the_rules_say_and_how_it_is_told_describe_a_telling() -> None:
    row = told(draft("background", "alleged", when=PartialDate.parse("2020-05-01"), date_from="sentence"))
    asked = {
        "rule: status": 1, "rule: basis": 2, "had": 1, "hedged": 1, "perfect": 1, "tag": 1, "depth": 0.25,
        "days since": 19, "old": 1, "in a statement": 0, "actors": 1, "party acts": 1, "recipients": 0,
    }  # fmt: skip
    assert {name: float(row[name]) for name in asked} == asked
    assert isnan(row["likely occurred"])


def test_without_a_date_its_distance_is_unknown() -> None:
    row = told(draft())
    assert isnan(row["days since"])
    assert row["precision"] == -1


def test_the_reader_and_whoever_says_it_are_asked() -> None:
    act = Act(0, 3, (("ASSAULT", 0.7), ("COERCE", 0.2)), status=(("background", 0.6),), basis=(("alleged", 0.9),))
    said = Statement(
        id="s", article="a", kind="indirect", stance="affirms", act="accuse", text="", start=0, end=99,
        speakers=(CHAD,), cue=Span(text="claimed", start=0, end=7),
    )  # fmt: skip
    row = told(draft(), statement=said, act=act)
    asked = {"in a statement": 1, "speaker acts": 1, "speaker is acted on": 0, "charged": 1, "likely background": 0.6}
    assert {name: float(row[name]) for name in asked} == asked
    assert row["likely event"] == pytest.approx(0.9)


def test_what_was_weighed_is_told_with_what_another_must_pass() -> None:
    chances = likely(background=0.75, occurred=0.25, plain=0.9, alleged=0.004)[0].tolist()
    [after] = settled([draft()], np.array([chances], dtype=np.float32))
    account = account_of(Footing(draft=draft(), row=(), source=None), after, chances)
    assert account == (
        "status background: background 0.75, occurred 0.25; the rules say occurred, another must be likelier by 0.20; "
        "basis plain: plain 0.90; the rules say plain, alleged is said above 0.20"
    )
    contested = account_of(Footing(draft=draft(basis="alleged"), row=(), source=None), after, chances)
    assert contested.endswith("the rules say alleged, alleged is said above 0.03")


def test_another_status_must_be_likelier_by_a_margin() -> None:
    [changed] = settled([draft()], likely(background=0.6, occurred=0.6 - MARGIN - 0.05, plain=1.0))
    assert changed.status == "background"
    assert changed.why[-1] == "weighed with all that is told: background"
    [kept] = settled([draft()], likely(background=0.6, occurred=0.6 - MARGIN + 0.05, plain=1.0))
    assert kept == draft()


def test_what_only_a_source_tells_names_it() -> None:
    [without] = settled([draft()], likely(occurred=1.0, attributed=1.0))
    assert without.basis == "plain"
    [changed] = settled([draft(statement="s")], likely(occurred=1.0, attributed=1.0), source="the ministry")
    assert (changed.basis, changed.asserted_by) == ("attributed", "the ministry")
    [plain] = settled([draft(basis="attributed", asserted_by="Chad", statement="s")], likely(occurred=1.0, plain=1.0))
    assert (plain.basis, plain.asserted_by) == ("plain", None)


def test_what_may_be_charged_is_never_plain() -> None:
    [charged] = settled([draft()], likely(occurred=1.0, plain=0.7, alleged=ALLEGED + 0.01))
    assert charged.basis == "alleged"
    ruled = draft(basis="alleged")
    [kept] = settled([ruled], likely(occurred=1.0, plain=0.9, alleged=TAKEN_BACK + 0.01))
    assert kept == ruled
    [taken_back] = settled([ruled], likely(occurred=1.0, plain=0.9, alleged=TAKEN_BACK - 0.01))
    assert taken_back.basis == "plain"


def test_what_the_article_settles_later_stays() -> None:
    denied = draft(basis="alleged", why=("denied by its author",))
    [kept] = weighed([Footing(draft=draft(), row=(), source=None)], [denied], likely(background=1.0, plain=1.0))
    assert (kept.status, kept.basis) == ("background", "alleged")


def test_types_of_ones_own_keep_what_the_rules_say() -> None:
    own: Frame = replace(frame(), type="ARMS", own_type="ARMS")
    [kept] = settled([draft(frame=own, type="ARMS")], likely(background=1.0, alleged=1.0))
    assert (kept.status, kept.basis) == ("occurred", "plain")


def test_what_the_writer_hedges_is_never_taken_back() -> None:
    hedged = draft(basis="alleged", why=("a frame", "told", HEDGED))
    (kept,) = settled([hedged], likely(occurred=1, plain=1))
    (taken,) = settled([draft(basis="alleged")], likely(occurred=1, plain=1))
    assert (kept.basis, taken.basis) == ("alleged", "plain")
