"""Two numbers for one thing that is no loss."""

import pytest

from dragoman.api import code_text


def conflicts(text: str) -> list[str]:
    coded = code_text(text, published="2019-04-10")
    return [one.text for one in coded.findings if one.kind == "figure-conflict"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Police said 4,000 people marched in Lima on Monday. Organisers said 20,000 people marched.", "20,000 people"),
        (
            "Kenya sent 300 troops to Somalia on Monday, the army said. The Somali government said Kenya sent 500"
            " troops to Somalia.",
            "500 troops",
        ),
        (
            "The fighting displaced 2,000 people in Mali, the government said. The UN said the fighting displaced"
            " 9,000 people.",
            "9,000 people",
        ),
        (
            "The government said that 60 votes approved the treaty. The electoral board said 54 votes approved it.",
            "54 votes",
        ),
    ],
)
def test_two_sources_that_leave_each_other_no_room(text, number) -> None:
    assert conflicts(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        # One source, or the writer, says both.
        "Chile lent Peru $3 billion in 2015. Chile lent Peru $4 billion in 2018.",
        "Kenya sent 300 troops to Somalia on Monday and 500 troops to Sudan, the army said.",
        # There is room for both.
        "Kenya sent 300 troops to Somalia, the army said. A rebel said Kenya sent more than 200 troops to Somalia.",
        "Police said about 4,000 people marched in Lima. Organisers said 5,000 people marched in Lima.",
        # Another place, another thing, a part, a later count.
        "Police said 300 people protested in Oslo on Monday. Officials said 200 people protested in Bergen.",
        "Police said 4,000 people marched in Lima. The ministry said that 20,000 people lost their homes.",
        "The army said 900 troops crossed the border. The UN said that 300 troops among them crossed it without arms.",
        "Police said 300 people marched in Lima. The ministry said the number who marched rose to 500 people.",
        # Far apart.
        "Police said 4,000 people marched in Lima. It rained. Shops were shut. Organisers said 20,000 people marched.",
    ],
)
def test_what_is_of_two_things_or_leaves_room_is_none(text) -> None:
    assert conflicts(text) == []
