"""Agreement with hand-coded articles, level by level."""

import pytest

from dragoman.analysis.agreement import LEVELS, Score, fold, same_dyad, same_speaker, score_article, total

PERU = {"name": "Peru", "party": "PER", "country": "PER"}
CHILE = {"name": "Chile", "party": "CHL", "country": "CHL"}
TEXT = "Envoys\n\nPeru met Chile in Lima.  “Trade must grow,” its envoy said. Peru armed its border."


def event(text="Peru met Chile", **fields):
    given = {"type": "CONSULT", "actors": [PERU], "recipients": [CHILE], "status": "occurred", "basis": "plain"}
    return {"text": text, **given, **fields}


def said(text="Trade must grow", **fields):
    return {"text": text, "speaker": PERU, "speakers": [PERU], **fields}


def scores(gold, predicted):
    article = {"article": {"text": TEXT}, "events": [], "statements": []}
    return {score.level: score.agreed for score in score_article(gold, {**article, **predicted})}


@pytest.mark.parametrize(
    ("guess", "levels"),
    [
        (event(), 3),
        (event("met Chile in Lima"), 3),
        (event(actors=[CHILE], recipients=[PERU]), 3),  # sides of a meeting may be swapped
        (event(status="planned"), 2),
        (event(basis="alleged"), 2),
        (event(recipients=[]), 1),
        (event(recipients=[CHILE, {"name": "Bolivia", "party": "BOL"}]), 1),
        (event("Peru armed its border"), 0),
        (event(type="AGREE"), 0),
        (event("words of another article"), 0),
    ],
)
def test_events(guess, levels):
    found = scores({"events": [event()]}, {"events": [guess]})
    assert [found[level] for level in LEVELS[:3]] == [1] * levels + [0] * (3 - levels)


def test_a_telling_again_is_no_second_match():
    found = scores({"events": [event(also=["in Lima"])]}, {"events": [event(), event("in Lima")]})
    assert found["event"] == 1


@pytest.mark.parametrize(
    ("gold", "guess", "agrees"),
    [
        (([PERU], [CHILE]), ([PERU], [CHILE]), True),
        (([PERU], [CHILE]), ([CHILE], [PERU]), False),
        (([PERU], []), ([PERU], []), True),
        (([PERU], []), ([PERU], [CHILE]), False),
        (([{"name": "the villagers"}], []), ([{"name": "villagers"}], []), True),
        (([{"name": "the villagers"}], []), ([{"name": "the miners"}], []), False),
        (([{"name": "x", "party": None, "country": "PER"}], []), ([PERU], []), True),
    ],
)
def test_dyads(gold, guess, agrees):
    one = {"type": "ACCUSE", "actors": gold[0], "recipients": gold[1]}
    assert same_dyad(one, {"actors": guess[0], "recipients": guess[1]}) is agrees


@pytest.mark.parametrize(
    ("guess", "content", "speaker"),
    [
        (said(), 1, 1),
        (said(speakers=[CHILE]), 1, 0),
        (said(speakers=[]), 1, 0),
        (said("Trade"), 0, 0),
        (said("“Trade must grow,”"), 1, 1),
    ],
)
def test_statements(guess, content, speaker):
    found = scores({"statements": [said()]}, {"statements": [guess]})
    assert (found["statement"], found["statement+speaker"]) == (content, speaker)


def test_the_first_speaker_stands_for_all():
    assert same_speaker({"speaker": PERU}, {"speakers": [CHILE, PERU]})


def test_precision_recall_f1():
    one, none = Score(level="event", gold=4, predicted=2, agreed=1), Score(level="event", gold=0, predicted=0, agreed=0)
    assert (one.precision, one.recall, round(one.f1, 3)) == (0.5, 0.25, 0.333)
    assert (none.precision, none.recall, none.f1) == (0, 0, 0)


def test_total():
    each = [Score(level=level, gold=1, predicted=2, agreed=1) for level in LEVELS]
    assert {(score.gold, score.predicted, score.agreed) for score in total([each, each, each])} == {(3, 6, 3)}


def test_fold():
    assert fold(" “A”\u00a0’s\n ''b'' ") == '"A" \'s "b"'
