"""What takes up what was named before: names, surnames, abbreviations, titles, noun phrases and pronouns."""

import pytest

from dragoman.entities.coreference import Resolver, is_article, is_definite
from dragoman.entities.drafts import Draft, clean_name, same_person
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.mentions import Found, find_mentions
from dragoman.entities.nouns import ActorNouns
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Name
from tests.parsed import name, reading, sentences

GAZETTEER = Gazetteer.load()
NOUNS = ActorNouns.load()


def block(line: str) -> str:
    """One sentence, its tokens parted by bars."""
    return line.replace(" | ", "\n")


def drafts(*lines: str, names: tuple[Name, ...] = (), body_start: int = 0) -> list[Draft]:
    """The clusters of an article of hand-built sentences."""
    text, read = reading(*map(block, lines), names=names)
    found = find_mentions(read, text, gazetteer=GAZETTEER, nouns=NOUNS)
    return Resolver([Tree(s) for s in read.sentences], found, NOUNS, body_start=body_start).resolve()


def together(built: list[Draft], first: str, second: str) -> bool:
    """Whether one cluster holds a mention with the first text and, apart from it, one with the second."""
    texts = [[item.mention.text for item in draft.mentions] for draft in built]
    return any(first in one and second in one and (first != second or one.count(first) > 1) for one in texts)


def sentence_with(subject: str, upos: str = "PROPN", feats: str = "_") -> str:
    """A sentence of a one-word subject and its verb."""
    return f"{subject} {subject} {upos} 2 nsubj {feats} | left leave VERB 0 root"


JANE = "Jane Jane PROPN 3 nsubj | Doe Doe PROPN 1 flat | arrived arrive VERB 0 root"
MR = "Mr Mr PROPN 3 compound | Paul Paul PROPN 3 compound | Roe Roe PROPN 4 nsubj | spoke speak VERB 0 root"
MRS = "Mrs Mrs PROPN 3 compound | Ann Ann PROPN 3 compound | Loe Loe PROPN 4 nsubj | spoke speak VERB 0 root"
KENYA = "Kenya Kenya PROPN 2 nsubj | agreed agree VERB 0 root"
HAMAS = "Hamas Hamas PROPN 2 nsubj | agreed agree VERB 0 root"
NATO = "NATO NATO PROPN 2 nsubj | agreed agree VERB 0 root"


# --- pronouns ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "named", "pronoun", "takes"),
    [
        (MR, "Paul Roe", "He", True), (MR, "Paul Roe", "She", False), (MR, "Paul Roe", "It", False),
        (MR, "Paul Roe", "They", False), (MRS, "Ann Loe", "She", True), (MRS, "Ann Loe", "He", False),
        (MRS, "Ann Loe", "It", False),
    ],
)  # fmt: skip
def test_an_honorific_fixes_the_pronoun(before: str, named: str, pronoun: str, takes: bool) -> None:
    built = drafts(before, sentence_with(pronoun, "PRON"), names=(name(0, 1, 2, "person"),))
    assert together(built, named, pronoun) is takes


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_a_person_of_unknown_gender_may_be_either(pronoun: str) -> None:
    built = drafts(JANE.replace("Jane", "Robin"), sentence_with(pronoun, "PRON"), names=(name(0, 0, 1, "person"),))
    assert together(built, "Robin Doe", pronoun)


@pytest.mark.parametrize(
    ("before", "named", "pronoun", "takes"),
    [
        (KENYA, "Kenya", "It", True), (KENYA, "Kenya", "He", False), (KENYA, "Kenya", "She", False),
        (KENYA, "Kenya", "They", False), (HAMAS, "Hamas", "It", True), (HAMAS, "Hamas", "They", True),
        (HAMAS, "Hamas", "He", False), (NATO, "NATO", "It", True), (NATO, "NATO", "They", False),
    ],
)  # fmt: skip
def test_states_and_bodies_are_it_and_groups_may_be_they(before: str, named: str, pronoun: str, takes: bool) -> None:
    assert together(drafts(before, sentence_with(pronoun, "PRON")), named, pronoun) is takes


@pytest.mark.parametrize(("between", "takes"), [(0, True), (1, True), (2, True), (3, False), (5, False)])
def test_a_pronoun_looks_back_three_sentences(between: int, takes: bool) -> None:
    filler = ["rain rain NOUN 2 nsubj | fell fall VERB 0 root"] * between
    assert together(drafts(KENYA, *filler, sentence_with("It", "PRON")), "Kenya", "It") is takes


@pytest.mark.parametrize(("between", "takes"), [(0, True), (1, False)])
def test_they_looks_back_one_sentence(between: int, takes: bool) -> None:
    filler = ["rain rain NOUN 2 nsubj | fell fall VERB 0 root"] * between
    assert together(drafts(HAMAS, *filler, sentence_with("They", "PRON")), "Hamas", "They") is takes


def test_the_subject_comes_before_the_object() -> None:
    built = drafts(
        "Kenya Kenya PROPN 2 nsubj | warned warn VERB 0 root | France France PROPN 2 obj", sentence_with("It", "PRON")
    )
    assert together(built, "Kenya", "It")
    assert not together(built, "France", "It")


def test_the_nearer_of_two_subjects_is_meant() -> None:
    built = drafts(KENYA, sentence_with("France"), sentence_with("It", "PRON"))
    assert together(built, "France", "It")


def test_an_object_is_not_the_subject_of_its_own_verb() -> None:
    built = drafts(
        "Jane Jane PROPN 3 nsubj | Doe Doe PROPN 1 flat | praised praise VERB 0 root | her she PRON 3 obj",
        names=(name(0, 0, 1, "person"),),
    )
    assert not together(built, "Jane Doe", "her")


def test_a_possessive_may_be_the_subject_of_its_own_verb() -> None:
    built = drafts(
        "Kenya Kenya PROPN 2 nsubj | praised praise VERB 0 root | its its PRON 4 nmod:poss | army army NOUN 2 obj"
    )
    assert together(built, "Kenya", "its")


def test_a_pronoun_before_every_name_means_nobody() -> None:
    assert not together(drafts(sentence_with("It", "PRON"), KENYA), "Kenya", "It")


def test_an_expletive_means_nobody() -> None:
    built = drafts(KENYA, "It it PRON 2 expl | rained rain VERB 0 root")
    assert not together(built, "Kenya", "It")


def test_plural_nouns_are_they_and_never_it() -> None:
    police = "Protesters protester NOUN 2 nsubj Number=Plur | marched march VERB 0 root"
    assert together(drafts(police, sentence_with("They", "PRON")), "Protesters", "They")
    assert not together(drafts(police, sentence_with("It", "PRON")), "Protesters", "It")


# --- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "same"),
    [("Doe", True), ("Jane", True), ("Roe", False), ("Do", False)],
)
def test_a_person_comes_back_by_one_name(later: str, same: bool) -> None:
    built = drafts(JANE, sentence_with(later), names=(name(0, 0, 1, "person"), name(1, 0, 0, "person")))
    assert together(built, "Jane Doe", later) is same


def test_the_fullest_form_becomes_the_name_of_the_person() -> None:
    built = drafts(sentence_with("Doe"), JANE, names=(name(0, 0, 0, "person"), name(1, 0, 1, "person")))
    assert [draft.name for draft in built] == ["Jane Doe"]


def test_two_full_names_with_one_surname_are_two_people() -> None:
    john = JANE.replace("Jane", "John")
    built = drafts(JANE, john, names=(name(0, 0, 1, "person"), name(1, 0, 1, "person")))
    assert {draft.name for draft in built} == {"Jane Doe", "John Doe"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Kenya", "Nairobi", True), ("Russia", "Moscow", True), ("America", "Washington", True),
        ("Kenya", "Kenya", True),
        ("Kenya", "Tanzania", False), ("Hamas", "Hezbollah", False), ("France", "Paris", True),
    ],
)  # fmt: skip
def test_the_names_of_one_entity_are_one_cluster(first: str, second: str, same: bool) -> None:
    assert together(drafts(sentence_with(first), sentence_with(second)), first, second) is same


def test_an_abbreviation_in_brackets_is_the_name_before_it() -> None:
    full = (
        "Plough Plough PROPN 2 compound | Council Council PROPN 6 nsubj | ( ( PUNCT 4 punct | PLQC PLQC PROPN 2 appos"
        " | ) ) PUNCT 4 punct | met meet VERB 0 root"
    )
    built = drafts(full, sentence_with("PLQC"), names=(name(0, 0, 1, "organisation"), name(1, 0, 0, "organisation")))
    assert together(built, "Plough Council", "PLQC")


# --- noun phrases --------------------------------------------------------------------------------------------


def the(noun: str, feats: str = "Number=Sing") -> str:
    """A sentence about something definite."""
    return f"The the DET 2 det | {noun} {noun.removesuffix('s')} NOUN 3 nsubj {feats} | left leave VERB 0 root"


@pytest.mark.parametrize(
    ("before", "named", "noun", "takes"),
    [
        (KENYA, "Kenya", "country", True), (KENYA, "Kenya", "nation", True), (NATO, "NATO", "country", False),
        (NATO, "NATO", "alliance", True), (HAMAS, "Hamas", "movement", True), (HAMAS, "Hamas", "group", True),
        (KENYA, "Kenya", "alliance", False), (HAMAS, "Hamas", "alliance", True),
        (sentence_with("OPEC"), "OPEC", "cartel", True), (sentence_with("ASEAN"), "ASEAN", "bloc", True),
        (sentence_with("UNICEF"), "UNICEF", "agency", True),
        (sentence_with("IMF"), "IMF", "fund", True), (sentence_with("ICC"), "ICC", "court", True),
        (sentence_with("ASEAN"), "ASEAN", "teapot", False), (sentence_with("ICC"), "ICC", "army", False),
    ],
)  # fmt: skip
def test_a_definite_noun_takes_up_a_name(before: str, named: str, noun: str, takes: bool) -> None:
    assert together(drafts(before, the(noun)), named, f"The {noun}") is takes


@pytest.mark.parametrize(("article", "takes"), [("The", True), ("This", True), ("A", False), ("Another", False)])
def test_only_what_is_definite_takes_up(article: str, takes: bool) -> None:
    noun = f"{article} {article.lower()} DET 2 det | country country NOUN 3 nsubj | left leave VERB 0 root"
    assert together(drafts(KENYA, noun), "Kenya", f"{article} country") is takes


def test_plural_countries_are_not_the_one_before() -> None:
    assert not together(drafts(KENYA, the("countries", "Number=Plur")), "Kenya", "The countries")


@pytest.mark.parametrize("phrase", ["world body", "security council"])
def test_some_epithets_need_no_name_before(phrase: str) -> None:
    first, second = phrase.split()
    line = (
        f"The the DET 3 det | {first} {first} NOUN 3 compound | {second} {second} NOUN 4 nsubj | met meet VERB 0 root"
    )
    assert "UN" in {draft.entity for draft in drafts(line)}


def numbered(phrase: str, on: str, *before: str) -> set[str | None]:
    """The entities of an article of that time after "The PHRASE left"."""
    *left, head = phrase.split()
    words = [f"{word} {word} NOUN {len(left) + 2} compound" for word in left]
    line = [f"The the DET {len(left) + 2} det", *words, f"{head} {head} NOUN {len(left) + 3} nsubj Number=Sing"]
    text, read = reading(*map(block, before), block(" | ".join([*line, "left leave VERB 0 root"])))
    found = find_mentions(read, text, gazetteer=GAZETTEER, nouns=NOUNS)
    when = PartialDate.parse(on)
    built = Resolver(
        [Tree(s) for s in read.sentences], found, NOUNS, sizes=lambda body: GAZETTEER.entry(body).sizes(when)
    ).resolve()
    return {draft.entity for draft in built}


@pytest.mark.parametrize(
    ("phrase", "on", "entities"),
    [
        ("25-member bloc", "2005-05-01", {"EU"}), ("25-member bloc", "2015-05-01", {None}),
        ("55-nation bloc", "2022", {"AU"}),
        ("ten-member bloc", "2010", {None}), ("15-nation bloc", "2018", {None}),
        ("16-member alliance", "1995", {"NATO"}),
        ("12-member regional bloc", "2025-06", {"ECOWAS"}), ("16 - nation alliance", "1995", {"NATO"}),
    ],
)  # fmt: skip
def test_the_number_of_members_says_which_bloc(phrase: str, on: str, entities: set[str | None]) -> None:
    assert numbered(phrase, on) == entities


def test_of_blocs_of_one_size_the_one_named_is_meant() -> None:
    assert numbered("15-nation bloc", "2018", sentence_with("ECOWAS")) == {"ECOWAS"}
    assert numbered("15-nation bloc", "2018", sentence_with("ASEAN")) == {"ASEAN", None}


@pytest.mark.parametrize(
    ("before", "phrase", "entities"),
    [
        ("IMF", "lender", {"IMF"}), ("IMF", "global lender", {"IMF"}), ("Kenya", "lender", {"KEN", None}),
        ("IAEA", "UN nuclear watchdog", {"IAEA"}), ("Kenya", "UN nuclear watchdog", {"KEN", "UN", "IAEA"}),
    ],
)  # fmt: skip
def test_epithets_with_any_head_and_with_a_name_in_them(before: str, phrase: str, entities: set[str | None]) -> None:
    assert numbered(phrase, "2018", sentence_with(before)) | {"UN"} == entities | {"UN"}


def test_others_stay_unknown_without_a_name() -> None:
    assert {draft.entity for draft in drafts(the("alliance"))} == {None}


def test_a_noun_goes_on_meaning_the_same_people() -> None:
    first = "Kenyan kenyan ADJ 2 amod | farmers farmer NOUN 3 nsubj Number=Plur | met meet VERB 0 root"
    built = drafts(first, the("farmers", "Number=Plur"))
    assert together(built, "Kenyan farmers", "The farmers")


@pytest.mark.parametrize(
    ("noun", "takes"), [("minister", True), ("president", False), ("general", False), ("teapot", False)]
)
def test_a_title_alone_takes_up_the_person_who_has_it(noun: str, takes: bool) -> None:
    first = (
        "Kenyan kenyan ADJ 2 amod | Minister minister NOUN 3 compound | Jane Jane PROPN 5 nsubj"
        " | Doe Doe PROPN 3 flat | spoke speak VERB 0 root"
    )
    built = drafts(first, the(noun), names=(name(0, 2, 3, "person"),))
    assert together(built, "Jane Doe", f"The {noun}") is takes


@pytest.mark.parametrize(
    ("portfolio", "takes"), [("foreign", True), ("defence", False), ("interior", False), ("finance", False)]
)
def test_the_portfolio_tells_one_minister_from_another(portfolio: str, takes: bool) -> None:
    first = (
        "Foreign foreign ADJ 2 amod | Minister minister NOUN 3 compound | Jane Jane PROPN 5 nsubj"
        " | Doe Doe PROPN 3 flat | spoke speak VERB 0 root"
    )
    later = (
        f"The the DET 3 det | {portfolio} {portfolio} ADJ 3 amod | minister minister NOUN 4 nsubj"
        " | left leave VERB 0 root"
    )
    built = drafts(first, later, names=(name(0, 2, 3, "person"),))
    assert together(built, "Jane Doe", f"The {portfolio} minister") is takes


def test_titles_in_the_headline_are_not_read() -> None:
    first = (
        "Minister minister NOUN 2 compound | Jane Jane PROPN 4 nsubj | Doe Doe PROPN 2 flat | speaks speak VERB 0 root"
    )
    names = (name(0, 1, 2, "person"),)
    (read,) = [d for d in drafts(first, names=names) if d.name == "Jane Doe"]
    (unread,) = [d for d in drafts(first, names=names, body_start=50) if d.name == "Jane Doe"]
    assert [title.words for title in read.titles] == ["minister"]
    assert not unread.titles


@pytest.mark.parametrize("mark", [",", "–", "—", "("])
def test_an_apposition_is_the_same_thing_as_its_head(mark: str) -> None:
    line = (
        f"Hamas Hamas PROPN 6 nsubj | {mark} {mark} PUNCT 5 punct | a a DET 5 det | militant militant ADJ 5 amod"
        " | group group NOUN 1 appos | agreed agree VERB 0 root"
    )
    assert together(drafts(line), "Hamas", "a militant group")


# --- small things --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "definite"),
    [("The", True), ("those", True), ("His", True), ("their", True), ("both", True), ("A", False), ("some", False),
     ("strong", False)],
)  # fmt: skip
def test_what_is_definite(word: str, definite: bool) -> None:
    text, read = reading(f"{word} {word} DET 2 det\narmy army NOUN 0 root")
    found: list[Found] = [
        f for f in find_mentions(read, text, gazetteer=GAZETTEER, nouns=NOUNS) if f.mention.form == "nominal"
    ]
    assert is_definite(Tree(read.sentences[0]), found[0].mention) is definite


@pytest.mark.parametrize(
    ("word", "article"), [("a", True), ("An", True), ("THE", True), ("this", False), ("its", False)]
)
def test_what_is_an_article(word: str, article: bool) -> None:
    _, built = sentences(f"{word} {word} DET 2 det\narmy army NOUN 0 root")
    assert is_article(Tree(built[0]), 0) is article


@pytest.mark.parametrize(
    ("full", "other", "same"),
    [
        ("J. Doe", "Jane Doe", True), ("J Doe", "Jane Doe", True), ("K. Doe", "Jane Doe", False),
        ("Jane Mary Doe", "Jane Doe", True), ("Jane M. Doe", "Jane Mary Doe", True), ("JANE DOE", "jane doe", True),
        ("Jane Doe", "", False), ("", "", False), ("Jane Doe", "Jane Roe", False), ("Jane Mary Doe", "Mary", False),
    ],
)  # fmt: skip
def test_names_of_one_person(full: str, other: str, same: bool) -> None:
    assert same_person(full, other) is same
    assert same_person(other, full) is same


@pytest.mark.parametrize(
    "printed", ["Jane Doe", " Jane Doe", "Jane  Doe", "“Jane Doe”", "Jane Doe's", "(Jane Doe)", "Jane Doe;"]
)
def test_marks_around_a_name_are_no_part_of_it(printed: str) -> None:
    assert clean_name(printed) == "Jane Doe"
    assert clean_name(clean_name(printed)) == "Jane Doe"


@pytest.mark.parametrize(
    ("short", "takes"), [("PM", True), ("VP", False), ("FM", False)],
)  # fmt: skip
def test_a_title_is_taken_up_by_its_short_form(short: str, takes: bool) -> None:
    titled = (
        "Prime Prime PROPN 2 compound | Minister Minister PROPN 3 compound | Jane Jane PROPN 5 nsubj"
        " | Doe Doe PROPN 3 flat | spoke speak VERB 0 root"
    )
    later = f"The the DET 2 det | {short} {short} NOUN 3 nsubj | left leave VERB 0 root"
    built = drafts(titled, later, names=(name(0, 2, 3, "person"),))
    assert together(built, "Jane Doe", f"The {short}") == takes
