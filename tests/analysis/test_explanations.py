"""Why a sentence is coded as it is, with the model; and which sentences are asked for."""

import pytest

from dragoman.analysis.explanations import Explanation, chosen, explain
from dragoman.errors import UnknownName, UsageError
from dragoman.pipeline import code_prepared, load_resources
from tests.sample_record import make_article

TEXT = (
    "Ministers meet\n\n"
    "OSLO: Norway's foreign minister Ine Berg met her Chilean counterpart here on Tuesday. "
    "The weather was fine. Nobody said so."
)


def sentence(number, start, end, text):
    return Explanation(
        number=number, start=start, end=end, text=text, coded=None, names=(), triggers=(), steps=(), events=(),
        statements=(),
    )  # fmt: skip


SENTENCES = (sentence(1, 0, 10, "One  two"), sentence(2, 10, 20, "Three\nfour"), sentence(3, 20, 30, "Two more"))


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"number": 2}, [2]),
        ({"at": 10}, [2]),
        ({"at": 9}, [1]),
        ({"words": "two"}, [1, 3]),
        ({"words": "three four"}, [2]),
        ({"words": "two", "at": 25}, [3]),
    ],
)
def test_sentences_asked_for(asked, numbers):
    assert [one.number for one in chosen(SENTENCES, make_article(), **asked)] == numbers


@pytest.mark.parametrize("asked", [{"number": 0}, {"at": 30}, {"words": "five"}])
def test_a_sentence_that_is_not_there(asked):
    with pytest.raises(UnknownName, match="no such sentence"):
        chosen(SENTENCES, make_article(), **asked)


@pytest.mark.slow
def test_an_article_explained():
    resources = load_resources()
    article = make_article(TEXT)
    explained = explain(article, resources=resources)
    coded = code_prepared(article, resources=resources)
    assert [event for one in explained for event in one.events] == list(coded.events)
    assert [said for one in explained for said in one.statements] == list(coded.statements)
    assert explained[0].coded is not None
    (met,) = chosen(explained, article, words="Ine Berg met")
    assert any("Ine Berg" in name for name in met.names)
    assert any(trigger.words == "met" and trigger.types[0][0] == "CONSULT" for trigger in met.triggers)
    weighed = [step.reason for step in met.steps if step.outcome == "weighed" and step.words == "met"]
    for told in ("believed from", "status occurred: occurred", "an empty side is filled above"):
        assert sum(told in reason for reason in weighed) == 1, told
    (said,) = chosen(explained, article, words="Nobody said")
    assert any(step.words == "said" or step.what == "statement" for step in said.steps)


@pytest.mark.slow
def test_an_article_in_another_language():
    with pytest.raises(UsageError, match="not coded"):
        explain(make_article("Wetter\n\nEs regnet.", language="de"), resources=load_resources())
