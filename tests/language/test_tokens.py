"""The tokeniser on a table of cases, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.tokens import is_blank, stretches, tokenise

CASES = [
    ("He won't go.", "He wo n't go ."),
    ("They cannot, and didn’t.", "They can not , and did n’t ."),
    ("Islamabad's envoy; the ministers' talks", "Islamabad 's envoy ; the ministers ' talks"),
    ("I'd say we've lost, they're gone, it'll do", "I 'd say we 've lost , they 're gone , it 'll do"),
    ("Mr. Khan met Mr Dar.", "Mr. Khan met Mr Dar ."),
    ("the U.S. and the U.K.-led force", "the U.S. and the U.K. - led force"),
    ("J. R. Smith and John F. Doe agreed.", "J. R. Smith and John F. Doe agreed ."),
    ("It was plan B. They left.", "It was plan B . They left ."),
    (
        "the co-chair re-elected a non-aligned, pro-EU ex-minister",
        "the co-chair re-elected a non-aligned , pro-EU ex-minister",
    ),
    ("a UN-brokered cease-fire, long-term", "a UN - brokered cease - fire , long - term"),
    ("in mid-1998 and pre-war", "in mid-1998 and pre-war"),
    ("Secretary-General of al-Shabaab", "Secretary - General of al - Shabaab"),
    ("at 5pm on the 4th, $5.2bn or 3,400km", "at 5 pm on the 4th , $ 5.2 bn or 3,400 km"),
    ("US$20 million, 7.5% and €3m", "US$ 20 million , 7.5 % and € 3 m"),
    ("the 1990s, '90s and 5G", "the 1990s , '90s and 5G"),
    ("2017-11-09 and 2001-2003", "2017-11-09 and 2001 - 2003"),
    ("on 9/11 at 10:30", "on 9/11 at 10:30"),
    ("he/she and/or", "he / she and / or"),
    ("allied with Nato.He said", "allied with Nato . He said"),
    ("see www.example.org/a?b=c, or mail a.b@example.com.", "see www.example.org/a?b=c , or mail a.b@example.com ."),
    ("report.pdf was on example.com.", "report.pdf was on example.com ."),
    ("“We agree,” he said.", "“ We agree , ” he said ."),
    ("``We agree,'' he said.", "`` We agree , '' he said ."),
    ('"We agree," he said.', '" We agree , " he said .'),
    ("KABUL, Aug. 7 (Xinhua) -- Talks", "KABUL , Aug. 7 ( Xinhua ) -- Talks"),
    ("ISLAMABAD: The envoy", "ISLAMABAD : The envoy"),
    ("No. 5 said no. Then No.", "No. 5 said no . Then No ."),
    ("Acme Inc. and Sons Co. of Mass. met", "Acme Inc. and Sons Co. of Mass. met"),
    ("a critical mass. Then", "a critical mass . Then"),
    ("Wait... what?! Yes!!", "Wait ... what ?! Yes !!"),
    ("@minister wrote #peace", "@minister wrote #peace"),
    ("AT&T and R&D", "AT&T and R&D"),
    ("O'Brien of Sana'a at 5 o'clock", "O'Brien of Sana'a at 5 o'clock"),
    ("a\u00a0b\u2009c\u202fd", "a b c d"),
    ("two\u00adfold zero\u200bwidth", "two\u00adfold zero\u200bwidth"),
    ("1. Meet\n2. Agree", "1. Meet 2. Agree"),
    ("cafe\u0301 society", "cafe\u0301 society"),
    ("", ""),
    (" \n\t ", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: str) -> None:
    assert [text[a:b] for a, b in tokenise(text)] == expected.split()


@given(st.text())
def test_tokens_quote_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in tokenise(text):
        assert at <= start < end <= len(text)
        assert not is_blank(text[start])
        assert all(is_blank(c) for c in text[at:start])  # nothing visible is left out
        at = end
    assert all(is_blank(c) for c in text[at:])


@given(st.text(alphabet="aZ.'’-–\"“”0,/ \n\u00a0&@$", max_size=60))
def test_tokens_quote_awkward_text_too(text: str) -> None:
    joined = "".join(text[a:b] for a, b in tokenise(text))
    assert joined == "".join(c for c in text if not c.isspace())


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_text_has_tokens_inside_the_part(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert all(start <= x < y <= end for x, y in tokenise(text, start, end))


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=4))
def test_stretches_partition_the_text(text: str, boundaries: list[tuple[int, int]]) -> None:
    parts = stretches(text, boundaries)
    assert "".join(text[a:b] for a, b in parts) == text
    inside = {x for span in boundaries for x in span if 0 < x < len(text)}
    assert inside <= {a for a, _ in parts}
