"""What holds of figures in every tree, however wrong the parse: no crash, quotes that quote, sums that are numbers."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entities.nouns import ActorNouns
from dragoman.figures import find_figures
from dragoman.partial_date import PartialDate
from tests.parsed import reading
from tests.sample_record import make_article, make_event

NOUNS = ActorNouns.load()
WORDS = [
    "12 NUM", "1,200 NUM", "three NUM", "dozens NOUN", "million NUM", "half DET", "a DET", "no DET", "nobody PRON",
    "- PUNCT", "to ADP", "between ADP", "and CCONJ", "or CCONJ", "more ADJ", "than ADP", "least ADJ", "at ADP",
    "killed VERB", "wounded ADJ", "dead ADJ", "missing VERB", "people NOUN", "soldiers NOUN", "$ SYM", "percent NOUN",
    "of ADP", "them PRON", "toll NOUN", "death NOUN", "number NOUN", "km NOUN", "others NOUN", ", PUNCT", "one NUM",
    "including VERB", "strong ADJ", "% SYM", "pc NOUN", "in ADP", "hundred NUM", "bn NUM", "lives NOUN", "Kenya PROPN",
]  # fmt: skip
RELATIONS = "nsubj nsubj:pass obj obl nmod amod compound flat appos conj cc case det punct nummod acl dep".split()


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A sentence whose heads may be anything, circles and several roots included."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
    lines = []
    for word in words:
        form, tag = word.split()
        head = draw(st.integers(0, len(words)))
        lines.append(f"{form} {form} {tag} {head} {draw(st.sampled_from(RELATIONS)) if head else 'root'}")
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=2))
def test_figures_of_any_tree(built: list[str]) -> None:
    text, parsed = reading(*built)
    article = make_article(text)
    first = parsed.sentences[0].tokens[-1].form
    event = make_event(article, parsed.sentences[0].text, first, type="ASSAULT")
    figures, (event,) = find_figures(article, parsed, (), [event], reference=PartialDate(), nouns=NOUNS)
    assert [figure.start for figure in figures] == sorted(figure.start for figure in figures)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.text
        assert math.isfinite(figure.value)
        assert figure.value >= 0
        assert figure.high is None or figure.value < figure.high < math.inf
        assert figure.event in {None, event.id}
