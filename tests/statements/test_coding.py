"""Whole statements from hand-built articles: speaker, kind, stance, act, addressee, medium, inheritance."""

from datetime import date

import pytest

from dragoman.citations import check_citations
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Participant, Reading, Sentence, Statement, Token
from dragoman.statements import CueTable, find_statements
from tests.parsed import reading
from tests.statements import cases

CUES = CueTable.load()
UNKNOWN = PartialDate()
DAY = PartialDate.day(date(2019, 5, 4))


class PlainIndex:
    """An index in which every noun is its own participant and a pronoun nobody."""

    def __init__(self, read: Reading) -> None:
        self.read = read

    def participants(self, sentence: int, token: int, *, on: PartialDate = UNKNOWN) -> tuple[Participant, ...]:
        word = self.read.sentences[sentence].tokens[token]
        if word.upos not in {"NOUN", "PROPN"}:
            return ()
        kind = "person" if word.upos == "PROPN" else "other"
        return (Participant(id=word.form, name=word.form, kind=kind, start=word.start, end=word.end),)

    def text_participant(self, text: str, *, on: PartialDate = UNKNOWN) -> Participant | None:
        return Participant(id=text, name=text, kind="person") if text == "Roe" else None


def code(*blocks: str, agency: str | None = None, start: int = 0) -> tuple[Statement, ...]:
    text, read = reading(*blocks)
    article = Article(id="article-1", source="test", text=text, body_start=start, agency=agency)
    found = find_statements(article, read, PlainIndex(read), reference=DAY, cues=CUES)
    check_citations(CodedArticle(article=article, statements=found))
    return found


def only(*blocks: str) -> Statement:
    (statement,) = code(*blocks)
    return statement


@pytest.mark.parametrize(
    ("block", "kind", "text", "speaker"),
    [
        (cases.DIRECT, "direct", "We will stay", "Doe"),
        (cases.ON_X, "direct", "The war is over .", "Doe"),
        (cases.THAT, "indirect", "the talks had failed", "minister"),
        (cases.MIXED, "mixed", "a farce", "Doe"),
        (cases.MIXED_WHOLE, "mixed", "a “ foreign hand ” had ruined the vote", "Doe"),
        (cases.PRAISED, "mixed", "rare", "Doe"),
        (cases.CALLED, "mixed", "a mistake", "Doe"),
        (cases.DENIED, "indirect", "the presence of troops", "Kigali"),
        (cases.COLON, "direct", "Nothing has changed .", "Doe"),
        (cases.IMPERATIVE, "direct", "Stop the war", "Doe"),
        (cases.BY_THE_ARMY, "indirect", "ships sailed", "army"),
        (cases.ONE_OF, "indirect", "ships sailed", "officials"),
        (cases.PAPER, "indirect", "ships sailed", "Herald"),
    ],
)
def test_kind_content_and_speaker(block: str, kind: str, text: str, speaker: str) -> None:
    statement = only(block)
    assert (statement.kind, statement.text, statement.speakers[0].name) == (kind, text, speaker)


@pytest.mark.parametrize(
    ("block", "stance", "act"),
    [
        (cases.THAT, "affirms", "assert"),
        (cases.DENIED, "denies", "assert"),
        (cases.NOUN, "denies", "assert"),
        (cases.DOUBTED, "doubts", "assess"),
        (cases.ASKED, "asks", "ask"),
        (cases.MUST, "demands", "demand"),
        (cases.TOLD, "demands", "demand"),
        (cases.DIRECT, "affirms", "promise"),
        (cases.PRAISED, "affirms", "praise"),
        (cases.CONFIDENT, "affirms", "assess"),
        (cases.IMPERATIVE, "demands", "demand"),
        (cases.HOPING, "hopes", "assert"),
        (cases.EXPRESSED_HOPE, "hopes", "assert"),
        (cases.LOOKED_FORWARD, "hopes", "assert"),
    ],
)
def test_stance_and_act(block: str, stance: str, act: str) -> None:
    statement = only(block)
    assert (statement.stance, statement.act) == (stance, act)


def test_addressee_and_medium() -> None:
    assert only(cases.TOLD).addressees == ("reporters",)
    assert only(cases.TOLD).medium == "press"
    assert only(cases.ON_X).medium == "Facebook"
    assert only(cases.THAT).medium is None


def test_the_cue_is_quoted_and_the_day_is_the_reference() -> None:
    statement = only(cases.DIRECT)
    assert statement.cue is not None
    assert statement.cue.text == "said"
    assert statement.said == DAY


def test_a_quotation_goes_on_with_the_same_speaker() -> None:
    first, second = code(cases.DIRECT, cases.GOES_ON)
    assert second.text == "They will leave ."
    assert second.speakers == first.speakers
    assert second.cue is None


def test_a_quotation_with_nobody_before_or_after_is_left_out() -> None:
    assert code(cases.GOES_ON) == ()


@pytest.mark.parametrize(
    "block",
    [
        cases.SCARE,
        cases.WRITER,
        cases.NOT_SAID,
        cases.POINTER,
        cases.PROGRAMME,
        cases.TITLED,
        cases.PASSIVE,
    ],
)
def test_what_is_no_statement(block: str) -> None:
    assert code(block) == ()


def test_he_and_the_statement_are_whoever_spoke_before() -> None:
    assert [s.speakers[0].name for s in code(cases.CONFIDENT, cases.HE_SAID)] == ["Doe", "Doe"]
    assert [s.speakers[0].name for s in code(cases.CONFIDENT, cases.THE_STATEMENT)] == ["Doe", "Doe"]


def test_a_document_without_a_maker_speaks_for_itself() -> None:
    (speaker,) = only(cases.THE_STATEMENT).speakers
    assert (speaker.name, speaker.kind) == ("statement", "document")


def test_a_frame_gives_its_speaker_to_what_he_believes() -> None:
    first, second = code(cases.CONFIDENT, cases.BELIEVED)
    assert first.speakers == second.speakers
    assert second.text == "talks failed"


def test_an_agency_that_passes_it_on_is_no_speaker() -> None:
    statement = only(cases.REPORTER)
    assert statement.speakers[0].name == "Doe"
    assert statement.text == "talks failed"


def test_the_agency_of_the_report_itself_is_no_speaker() -> None:
    assert code(cases.CONFIDENT, agency="Doe") == ()


def test_the_title_is_not_read() -> None:
    text, _ = reading(cases.THAT)
    assert code(cases.THAT, cases.BARE, start=len(text))[0].text == "the road was open"


def test_the_parts_of_a_split_clause_are_citations() -> None:
    first, statement = code(cases.CONFIDENT, cases.MIDDLE)
    assert first.citations == ()
    assert statement.text == "would continue"
    assert [span.text for span in statement.citations] == ["The talks"]


def test_a_quotation_that_goes_on_after_the_cue_is_one_statement() -> None:
    statement = only(cases.SPLIT)
    assert statement.text == "when rebels stop ."
    assert [span.text for span in statement.citations] == ["Peace comes"]


def test_what_is_added_belongs_to_who_said_the_quotation() -> None:
    first, second = code(cases.WHO_ADDED)
    assert (first.kind, second.kind) == ("direct", "indirect")
    assert second.text == "war ends"
    assert first.speakers == second.speakers


def test_quotations_in_a_list_have_one_speaker() -> None:
    first, second = code(cases.SIGNS)
    assert (first.text, second.text) == ("We stay", "You leave")
    assert {s.speakers[0].kind for s in (first, second)} == {"document"}


def test_only_a_document_says_what_it_includes() -> None:
    assert code(cases.LIST) == ()


def test_a_cue_in_the_next_sentence() -> None:
    text, read = reading(cases.QUESTION_THEN_DOE, cases.DOE_ASKED_IN_ROME)
    article = Article(id="article-1", source="test", text=text.replace("\n", " "), body_start=0)
    (statement,) = find_statements(article, read, PlainIndex(read), reference=DAY, cues=CUES)
    assert statement.speakers[0].name == "Doe"
    assert statement.stance == "asks"


def test_it_and_the_ministry_are_the_body_that_spoke_before() -> None:
    assert [s.speakers[0].name for s in code(cases.REPORT_SHOWS, cases.IT_SAID)] == ["report", "report"]


def test_somebody_unknown_keeps_his_words() -> None:
    (speaker,) = only(cases.HE_SAID).speakers
    assert (speaker.name, speaker.kind, speaker.party) == ("he", "unnamed", None)


def test_officials_are_unnamed() -> None:
    assert only(cases.BARE).speakers[0].kind == "unnamed"


def test_topics_by_the_words_of_the_content() -> None:
    assert set(only(cases.ARMY).topics) == {"military.deployment", "territory.border"}


TRANSCRIPT = ("MR. ROE: We will stay.", "Thank you.", "QUESTION: For long?", "MR. ROE: For a year.")


def test_a_transcript() -> None:
    text = " ".join(TRANSCRIPT)
    article = Article(id="article-1", source="test", text=text, body_start=0)
    sentences = []
    for number, words in enumerate(
        ["MR. ROE: We will stay.", "Thank you.", "QUESTION: For long?", "MR. ROE: For a year."]
    ):
        start = text.index(words) if number < 3 else text.rindex(words)
        token = Token(id=1, form=words, start=start, end=start + len(words), upos="X", deprel="root")
        sentences.append(Sentence(start=start, end=start + len(words), text=words, tokens=(token,)))
    read = Reading(sentences=tuple(sentences))
    found = find_statements(article, read, PlainIndex(read), reference=DAY, cues=CUES)
    assert [s.text for s in found] == ["We will stay.", "For a year."]
    assert {s.speakers[0].name for s in found} == {"Roe"}
