"""The scores of the heads for events: by type, the mistakes they were surest of, the figures that are kept."""

from typing import Any

from dragoman.records import Act, Reading
from evaluation.heads import Scores, figures
from tests.parsed import sentences

TEXT, READ = sentences(
    """
    Ruritania Ruritania PROPN 2 nsubj
    scolded scold VERB 0 root
    Graustark Graustark PROPN 2 obj
    """,
    """
    Envoys envoy NOUN 2 nsubj
    met meet VERB 0 root
    """,
    """
    It it PRON 2 nsubj
    rained rain VERB 0 root
    """,
)


def event(kind: str, word: str) -> dict[str, Any]:
    start = TEXT.index(word)
    mark = {"start": start, "end": start + len(word), "text": word}
    return {"type": kind, "mode": None, "force": None, "status": "occurred", "basis": "plain", "triggers": [mark]}


REPORT = {
    "id": "r1", "text": TEXT, "body_start": 0, "events": [event("ACCUSE", "scolded"), event("CONSULT", "met")]
}  # fmt: skip


def act(sentence: int, kind: str, probability: float) -> Act:
    found = ((kind, probability),)
    return Act(
        sentence=sentence, token=1, types=found, status=(("occurred", 0.9),), basis=(("plain", 0.9),),
        mode=(("none", 0.9),),
    )  # type: ignore[arg-type]  # fmt: skip


def scored() -> Scores:
    scores = Scores()
    acts = (act(0, "REJECT", 0.8), act(1, "CONSULT", 0.9), act(2, "AID", 0.95))
    scores.add(REPORT, Reading(sentences=READ, acts=acts))
    return scores


def test_types_are_counted_as_marked_told_and_both() -> None:
    assert scored().by_type() == {"CONSULT": (1, 1, 1), "AID": (0, 1, 0), "ACCUSE": (1, 0, 0), "REJECT": (0, 1, 0)}


def test_the_surest_mistakes_come_first_and_what_is_right_is_none() -> None:
    assert [(m.told, m.marked, m.probability) for m in scored().worst(9)] == [
        ("AID", None, 0.95),
        ("REJECT", "ACCUSE", 0.8),
    ]
    assert [m.told for m in scored().worst(1)] == ["AID"]
    assert scored().worst(0) == []
    assert "Ruritania [scolded] Graustark" in scored().worst(2)[1].words


def test_figures_hold_the_calibration_error_under_a_ceiling_and_a_row_a_type() -> None:
    found = {figure.what: figure for figure in figures(scored(), "three sentences", "aaa")}
    error = found["calibration error"]
    assert (error.better, error.capped) == ("low", True)
    assert abs(error.value - (0.8 + abs(0.9 - 1 + 0.95)) / 3) < 1e-9  # .9 and .95 share a bin
    assert found["CONSULT F1"].value == 1
    assert found["ACCUSE F1"].value == 0
    assert found["CONSULT F1"].detail == "P 1.000 R 1.000, 1 in gold"
    assert "AGREE F1" not in found
    assert all(figure.better == "high" for what, figure in found.items() if what != "calibration error")
