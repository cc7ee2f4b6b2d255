"""Whatever tree the reader makes, statements quote the article, in order, and nothing breaks."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.citations import check_citations
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Participant, Reading, Sentence, Token
from dragoman.statements import CueTable, find_statements

CUES = CueTable.load()
UNKNOWN = PartialDate()
WORDS = st.sampled_from(
    'said says told adding that if “ ” " , . : ? according to he it the report ministry Doe Roe we will must leave'
    " denied called claims who which as accused of citing and but – 'no' MR. DOE: QUESTION:".split()
)
RELATIONS = st.sampled_from(
    "root nsubj obj iobj obl ccomp xcomp advcl acl acl:relcl parataxis conj cc mark case punct aux cop appos flat"
    " nmod nmod:poss compound det expl nsubj:pass aux:pass fixed advmod".split()
)
CLASSES = st.sampled_from("VERB AUX NOUN PROPN PRON ADJ ADP SCONJ CCONJ PUNCT DET ADV".split())


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, Reading]:
    text, sentences = "", []
    for _ in range(draw(st.integers(0, 3))):
        start, tokens, size = len(text), [], draw(st.integers(1, 12))
        for number in range(1, size + 1):
            form = draw(WORDS)
            text += " " if tokens else ""
            tokens.append(
                Token(
                    id=number,
                    form=form,
                    start=len(text),
                    end=len(text) + len(form),
                    lemma=form.lower(),
                    upos=draw(CLASSES),
                    feats=draw(st.sampled_from(["_", "VerbForm=Fin", "VerbForm=Ger"])),
                    head=draw(st.integers(0, size)),
                    deprel=draw(RELATIONS),
                )
            )
            text += form
        sentences.append(Sentence(start=start, end=len(text), text=text[start:], tokens=tuple(tokens)))
        text += draw(st.sampled_from([" ", "\n"]))
    return text, Reading(sentences=tuple(sentences))


class EverybodyIndex:
    def participants(self, sentence: int, token: int, *, on: PartialDate = UNKNOWN) -> tuple[Participant, ...]:
        return (Participant(id="x", name="Somebody", kind="person"),)

    def text_participant(self, text: str, *, on: PartialDate = UNKNOWN) -> Participant | None:
        return None


@settings(max_examples=300, deadline=None)
@given(readings())
def test_statements_quote_the_article_in_order(given_reading: tuple[str, Reading]) -> None:
    text, reading = given_reading
    article = Article(id="article-1", source="test", text=text, body_start=0)
    found = find_statements(article, reading, EverybodyIndex(), reference=UNKNOWN, cues=CUES)
    check_citations(CodedArticle(article=article, statements=found))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len({s.id for s in found}) == len(found)
    again = find_statements(article, reading, EverybodyIndex(), reference=UNKNOWN, cues=CUES)
    assert again == found
