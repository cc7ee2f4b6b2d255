"""What is only politeness, and what only sounds like it."""

import pytest

from dragoman.statements.courtesy import is_courtesy


@pytest.mark.parametrize(
    "words",
    [
        "Thank you very much.",
        "Thank you all so very much for being here.",
        "Many thanks for your question.",
        "Good afternoon, everyone.",
        "Welcome.",
        "Welcome to Lima, Mr. President.",
        "Minister, welcome.",
        "Happy to take your questions.",
        "Nora, go ahead.",
        "Please.",
        "It is a great pleasure to be back in Oslo.",
        "Any questions?",
    ],
)
def test_politeness(words: str) -> None:
    assert is_courtesy(words)


@pytest.mark.parametrize(
    "words",
    [
        "We welcome the decision,",
        "We welcome Peru.",
        "Please leave our country.",
        "We thank the people of the valley.",
        "I thank Norway.",
        "Thank you for the tents and the blankets.",
        "Thanks to the truce, trade has grown.",
        "Congratulations on the new treaty.",
        "The talks went on.",
        "The minister is welcome.",
        "Good evening is all he said.",
        "...",
    ],
)
def test_substance(words: str) -> None:
    assert not is_courtesy(words)
