"""Meetings of a visit and strikes of a campaign: by the shipped reader, in sentences of the tests' own."""

import pytest

from dragoman.api import code_text


def parts(text):
    coded = code_text(text, published="2019-04-10")
    words = {event.id: event.trigger.text for event in coded.events}
    return {words[event.id]: words[event.part_of] for event in coded.events if event.part_of}


VISIT = "Foreign Minister Ine Berg of Norway visited Chile from 2 to 4 April 2019."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{VISIT} Ms Berg met President Luis Rojas of Chile on 3 April.", {"met": "visited"}),
        (f"{VISIT} Ms Berg met President Luis Rojas of Chile.", {"met": "visited"}),
        (f"{VISIT} Ms Berg met President Luis Rojas of Chile on 8 April.", {}),
        (f"{VISIT} Ms Berg met President Omar Silva of Peru.", {}),
        (f"{VISIT} Defence Minister Per Dahl of Norway met President Luis Rojas of Chile.", {}),
        (f"{VISIT} Ms Berg will meet President Luis Rojas of Chile in May.", {}),
        (
            "Prime Minister Ine Berg of Norway will travel to Lima on Monday, where she will meet Peru's president.",
            {"meet": "travel"},
        ),
        (
            "Turkey launched an offensive against Syria on 20 March 2019. On 22 March 2019 Turkish jets bombed Syrian"
            " troops.",
            {"bombed": "launched"},
        ),
        (
            "Turkey launched an offensive against Syria on 20 March 2019. On 2 March 2019 Turkish jets bombed Syrian"
            " troops.",
            {},
        ),
        # as part of the offensive: a sentence after it was told
        (
            "Turkey launched an offensive against Syria on 20 March 2019. Turkish jets bombed a barracks near Kobani on"
            " 22 March 2019 as part of the offensive.",
            {"bombed": "launched"},
        ),
        # said of the strikes told before
        (
            "Turkey launched an offensive against Syria on 20 March 2019. Turkish jets bombed a barracks near Kobani on"
            " 22 March 2019. The strikes were part of the offensive.",
            {"bombed": "launched"},
        ),
        # the news of today in what began before
        (
            "Turkey launched an offensive against Syria on 20 March 2019. On Sunday Turkish jets bombed a barracks near"
            " Kobani in the offensive.",
            {"bombed": "launched"},
        ),
        # another's strikes
        (
            "Turkey launched an offensive against Syria on 20 March 2019. Russian jets bombed a barracks near Kobani on"
            " 22 March 2019 as part of the offensive.",
            {},
        ),
        # an offensive that only stands beside it
        (
            "Turkey launched an offensive against Syria on 20 March 2019. Israeli jets bombed a barracks near Damascus"
            " on 22 March 2019. Chad praised the offensive.",
            {},
        ),
        ("Russian forces shelled Kharkiv on Tuesday as part of Russia's invasion of Ukraine.", {"shelled": "invasion"}),
    ],
)
def test_what_is_part_of_what(text, expected):
    assert parts(text) == expected
