"""Participants from the noun phrase at a cue: names, pronouns, documents, people without a name."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant, SpeakerKind
from dragoman.statements import CueTable
from dragoman.statements.speakers import Speakers
from tests.parsed import sentences

CUES = CueTable.load()
UNKNOWN = PartialDate()
FIN = "VerbForm=Fin"


def who(name: str, kind: SpeakerKind = "person", **more: str) -> Participant:
    return Participant(id=name.casefold(), name=name, kind=kind, **more)  # type: ignore[arg-type]


DOE, ROE = who("Jane Doe"), who("Richard Roe")
ARMY = who("Army", "organisation", country="ITA")
ITALY = who("Italy", "state", country="ITA")
CROWD = who("crowd", "crowd")
SOMEBODY = who("spokesman", "unnamed")


class Known:
    """An index that knows the participants of given forms and nobody else."""

    def __init__(self, trees: tuple[Tree, ...], people: Mapping[str, Participant]) -> None:
        self.trees, self.people = trees, people

    def participants(self, sentence: int, token: int, *, on: PartialDate = UNKNOWN) -> tuple[Participant, ...]:
        found = self.people.get(self.trees[sentence][token].form)
        return (found,) if found else ()

    def text_participant(self, text: str, *, on: PartialDate = UNKNOWN) -> Participant | None:
        return self.people.get(text)


def ask(
    head: str, *blocks: str, people: Mapping[str, Participant] | None = None, last: tuple[Participant, ...] = (),
    near: bool = True,
) -> tuple[Participant, ...]:  # fmt: skip
    """The speakers of the phrase headed by the first token of that form in the last of the sentences."""
    trees = tuple(Tree(sentence, number) for number, sentence in enumerate(sentences(*blocks)[1]))
    speakers = Speakers(Known(trees, people or {}), trees, CUES, UNKNOWN)
    token = next(i for i, word in enumerate(trees[-1].tokens) if word.form == head)
    return speakers.at(trees[-1], token, last, near=near)


def said(*rows: str) -> str:
    """A sentence whose first rows are the speaker's phrase; its head is ``nsubj`` of the verb that follows."""
    return "\n".join([*rows, f"said say VERB 0 root {FIN}"])


def pronoun(form: str) -> str:
    return said(f"{form} {form.lower()} PRON 2 nsubj")


@pytest.mark.parametrize("form", ["I", "we", "us", "You"])
def test_the_writer_is_no_speaker(form: str) -> None:
    assert ask(form, pronoun(form), last=(DOE,)) == ()


@pytest.mark.parametrize(
    ("form", "last", "same"),
    [
        ("he", (DOE,), True),
        ("She", (DOE,), True),
        ("he", (SOMEBODY,), True),
        ("he", (ARMY,), False),
        ("he", (DOE, ROE), False),
        ("it", (ARMY,), True),
        ("it", (ITALY,), True),
        ("they", (DOE, ROE), True),
        ("they", (ARMY,), True),
        ("they", (CROWD,), True),
    ],
)
def test_a_pronoun_speaks_on_for_whoever_it_can_mean(form: str, last: tuple[Participant, ...], same: bool) -> None:
    assert (ask(form, pronoun(form), people={form: ROE}, last=last) == last) is same


def test_a_person_keeps_the_pronoun_first_used_of_him() -> None:
    trees = tuple(Tree(s, n) for n, s in enumerate(sentences(pronoun("he"), pronoun("she"), pronoun("he"))[1]))
    speakers = Speakers(Known(trees, {"she": ROE}), trees, CUES, UNKNOWN)
    assert [speakers.at(tree, 0, (DOE,)) for tree in trees] == [(DOE,), (ROE,), (DOE,)]


def test_a_pronoun_far_from_the_last_speaker_is_what_the_index_says() -> None:
    assert ask("he", pronoun("he"), people={"he": ROE}, last=(DOE,), near=False) == (ROE,)


def test_a_pronoun_that_nothing_explains_is_the_subject_before() -> None:
    block = "Roe Roe PROPN 2 nsubj\nleft leave VERB 0 root"
    assert ask("he", block, pronoun("he"), people={"Roe": ROE}) == (ROE,)


@pytest.mark.parametrize(("form", "kept"), [("he", True), ("she", True), ("it", False), ("they", False)])
def test_of_somebody_unknown_the_pronoun_is_kept_but_of_a_thing_nothing(form: str, kept: bool) -> None:
    found = ask(form, pronoun(form))
    assert [(p.name, p.kind) for p in found] == ([(form, "unnamed")] if kept else [])


def test_two_unknown_speakers_are_two() -> None:
    (first,) = ask("he", pronoun("he"))
    (second,) = ask("he", "Rain rain NOUN 2 dep\nfell fall VERB 0 root", pronoun("he"))
    assert first.id != second.id


def test_a_name_is_who_it_names() -> None:
    assert ask("Doe", said("Doe Doe PROPN 2 nsubj"), people={"Doe": DOE}) == (DOE,)


def test_a_name_that_no_table_knows_is_kept_as_written() -> None:
    (found,) = ask("Doe", said("Jane Jane PROPN 2 compound", "Doe Doe PROPN 3 nsubj"))
    assert (found.name, found.kind, found.start, found.end) == ("Jane Doe", "other", 5, 8)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("official", ["official"]), ("several", ["several"]), ("rain", []), ("water", [])],
)
def test_a_noun_that_no_table_knows_speaks_only_where_it_is_for_people(noun: str, expected: list[str]) -> None:
    assert [p.name for p in ask(noun, said(f"{noun} {noun} NOUN 2 nsubj"))] == expected


def test_a_verb_cannot_speak() -> None:
    assert ask("went", said("went go VERB 2 nsubj")) == ()


def test_the_same_words_describe_the_same_person() -> None:
    rows = ("A a DET 3 det", "senior senior ADJ 3 amod", "official official NOUN 4 nsubj")
    again = ("The the DET 3 det", "Senior senior ADJ 3 amod", "official official NOUN 4 nsubj")
    assert ask("official", said(*rows))[0].id == ask("official", said(*again))[0].id


def test_a_noun_for_people_that_stands_for_nobody_named_is_unnamed() -> None:
    people = {"officials": who("officials", "other", country="ITA")}
    (found,) = ask("officials", said("officials official NOUN 2 nsubj"), people=people)
    assert (found.kind, found.country) == ("unnamed", "ITA")


def test_a_noun_for_people_that_stands_for_somebody_named_stays_a_person() -> None:
    assert ask("official", said("official official NOUN 2 nsubj"), people={"official": DOE}) == (DOE,)


def test_the_name_beside_a_noun_speaks() -> None:
    rows = ("paper paper NOUN 3 nsubj", "Herald Herald PROPN 1 appos")
    herald = who("Herald", "media")
    assert ask("paper", said(*rows), people={"paper": who("paper", "media"), "Herald": herald}) == (herald,)


def test_the_name_beside_a_noun_is_kept_where_no_table_knows_it() -> None:
    rows = ("paper paper NOUN 3 nsubj", "Herald Herald PROPN 1 appos")
    (found,) = ask("paper", said(*rows), people={"paper": who("paper", "media")})
    assert (found.name, found.kind) == ("Herald", "media")


@pytest.mark.parametrize("form", ["one", "Some", "dozen"])
def test_whom_a_number_counts_speaks(form: str) -> None:
    rows = (f"{form} {form.lower()} NOUN 4 nsubj", "of of ADP 3 case", "envoys envoy NOUN 1 nmod")
    assert ask(form, said(*rows), people={"envoys": ROE}) == (ROE,)


@pytest.mark.parametrize(
    ("rows", "back"),
    [
        pytest.param(("The the DET 2 det", "group group NOUN 3 nsubj"), True, id="definite and bare"),
        pytest.param(("This this DET 2 det", "group group NOUN 3 nsubj"), True, id="this"),
        pytest.param(("A a DET 2 det", "group group NOUN 3 nsubj"), False, id="indefinite"),
        pytest.param(
            ("The the DET 3 det", "armed armed ADJ 3 amod", "group group NOUN 4 nsubj"), False, id="with an adjective"
        ),
    ],
)
def test_the_group_is_whoever_spoke_just_before(rows: tuple[str, ...], back: bool) -> None:
    assert (ask("group", said(*rows), people={"group": ROE}, last=(ARMY,)) == (ARMY,)) is back


def test_the_ministry_of_the_tables_does_not_point_back() -> None:
    ministry = who("Foreign Ministry", "organisation", country="FRA")
    rows = ("The the DET 2 det", "ministry ministry NOUN 3 nsubj")
    assert ask("ministry", said(*rows), people={"ministry": ministry}, last=(ARMY,)) == (ministry,)


@pytest.mark.parametrize(
    ("article", "office", "same"),
    [("the", "President", True), ("the", "Vice President", True), ("a", "President", False), ("the", "Mayor", False)],
)
def test_the_president_is_whoever_spoke_and_holds_the_office(article: str, office: str, same: bool) -> None:
    holder = replace(DOE, office=office)
    rows = (f"{article} {article} DET 2 det", "president president NOUN 3 nsubj")
    assert (ask("president", said(*rows), people={"president": ROE}, last=(holder,)) == (holder,)) is same


def test_the_statement_is_that_of_whoever_spoke_before() -> None:
    rows = ("the the DET 2 det", "statement statement NOUN 3 nsubj")
    assert ask("statement", said(*rows), last=(ARMY,)) == (ARMY,)


@pytest.mark.parametrize(
    ("article", "last"), [pytest.param("a", (ARMY,), id="another"), pytest.param("the", (), id="nobody before")]
)
def test_a_statement_speaks_for_itself(article: str, last: tuple[Participant, ...]) -> None:
    rows = (f"{article} {article} DET 2 det", "statement statement NOUN 3 nsubj")
    (found,) = ask("statement", said(*rows), last=last)
    assert (found.name, found.kind) == ("statement", "document")


def test_a_statement_speaks_for_its_maker() -> None:
    rows = (
        "a a DET 2 det", "statement statement NOUN 6 nsubj", "by by ADP 5 case", "the the DET 5 det",
        "army army NOUN 2 nmod",
    )  # fmt: skip
    assert ask("statement", said(*rows), people={"army": ARMY}, last=(DOE,)) == (ARMY,)


def test_a_document_has_the_country_of_the_body_in_its_name() -> None:
    rows = ("an a DET 3 det", "army army NOUN 3 compound", "statement statement NOUN 4 nsubj")
    (found,) = ask("statement", said(*rows), people={"statement": ARMY})
    assert (found.name, found.kind, found.country) == ("army statement", "document", "ITA")


@pytest.mark.parametrize(
    ("label", "known", "name"),
    [
        ("MR. ROE", "Roe", "Richard Roe"),
        ("SECRETARY ROE", "Roe", "Richard Roe"),
        ("Jane Doe", "Jane Doe", "Jane Doe"),
        ("MR. POE", "Roe", "Mr. Poe"),
    ],
)
def test_the_label_of_a_transcript(label: str, known: str, name: str) -> None:
    speakers = Speakers(Known((), {known: who(name)}), (), CUES, UNKNOWN)
    (found,) = speakers.named(label)
    assert (found.name, found.kind) == (name, "person")


@pytest.mark.parametrize("label", ["A", "Answer", "ANSWER"])
def test_an_answer_is_the_interviewees(label: str) -> None:
    (found,) = Speakers(Known((), {}), (), CUES, UNKNOWN).named(label)
    assert (found.name, found.kind) == ("interviewee", "unnamed")
