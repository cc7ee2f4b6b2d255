"""Candidates with their reasons: what a cluster may be, its losers, and what a date changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.choice import OWN_WORDS, decide
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import (
    Linker,
    acts_for,
    plain_description,
    sectors_of,
    without_initials,
)
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.entities.setting import Home
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Candidate, Cluster, Name, Participant
from tests.parsed import name, reading

GAZETTEER = Gazetteer.load()
NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=GAZETTEER, offices=Offices.load())
UNKNOWN = PartialDate()


def index_of(
    *lines: str, names: tuple[Name, ...] = (), on: str = "unknown", dateline: str | None = None
) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0, dateline=dateline)
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate.parse(on))


def cluster(index: EntityIndex, called: str) -> Cluster:
    """The cluster with a mention of that text."""
    return next(c for c in index.clusters if called in {mention.text for mention in c.mentions})


def side(index: EntityIndex, token: int, sentence: int = 0, on: str = "unknown") -> Participant:
    """The one participant at a token."""
    (found,) = index.participants(sentence, token, on=PartialDate.parse(on))
    return found


def leader(title: str, first: str, last: str, state: str = "") -> str:
    """A sentence with a title, a name and a verb; a state before them where one is given."""
    before = f"{state} {state} ADJ 2 amod | " if state else ""
    at = 2 if state else 1
    return (
        f"{before}{title} {title.lower()} NOUN {at + 1} compound | {first} {first} PROPN {at + 3} nsubj"
        f" | {last} {last} PROPN {at + 1} flat | spoke speak VERB 0 root"
    )


# --- the reasons and the losers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "title", "first", "last", "party", "on"),
    [
        ("French", "President", "Emmanuel", "Macron", "FRA", "2019-06-01"),
        ("German", "Chancellor", "Angela", "Merkel", "DEU", "2014-06-01"),
        ("Kenyan", "President", "William", "Ruto", "KEN", "2023-06-01"),
        ("Turkish", "President", "Abdullah", "Gül", "TUR", "2010-06-01"),
        ("Russian", "President", "Vladimir", "Putin", "RUS", "2016-06-01"),
        ("Nigerian", "President", "Muhammadu", "Buhari", "NGA", "2018-06-01"),
        ("American", "President", "Barack", "Obama", "USA", "2012-06-01"),
    ],
)  # fmt: skip
def test_a_known_holder_wins_and_the_articles_own_words_lose(
    state: str, title: str, first: str, last: str, party: str, on: str
) -> None:
    index = index_of(leader(title, first, last, state), names=(name(0, 2, 3, "person"),), on=on)
    candidates = cluster(index, f"{first} {last}").candidates
    assert [c.source for c in candidates].count(OWN_WORDS) == 1
    assert len(candidates) > 1
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    best = decide(candidates, on=PartialDate.parse(on), reference=UNKNOWN)
    assert (best.party, best.country) == (party, party)
    assert best.office is not None
    assert best.source != OWN_WORDS
    assert any(f"called '{state.lower()} {title.lower()}'" in reason for reason in best.reasons)
    assert any("held on the event's date" in reason for reason in best.reasons)


@pytest.mark.parametrize(("title", "sector"), [("President", "GOV"), ("Minister", "GOV"), ("General", "MIL")])
def test_who_is_in_no_table_is_described_by_the_title(title: str, sector: str) -> None:
    index = index_of(leader(title, "Jane", "Doe", "Kenyan"), names=(name(0, 2, 3, "person"),))
    (candidate,) = cluster(index, "Jane Doe").candidates
    assert candidate.source == OWN_WORDS
    assert (candidate.party, candidate.country, candidate.sectors) == ("KEN", "KEN", (sector,))
    assert candidate.entity.startswith("described-")
    assert candidate.reasons == (f"called 'kenyan {title.lower()}'",)


def test_without_a_title_nothing_is_claimed() -> None:
    line = "Jane Jane PROPN 3 nsubj | Doe Doe PROPN 1 flat | met meet VERB 0 root | Kenya Kenya PROPN 3 obj"
    (candidate,) = cluster(index_of(line, names=(name(0, 0, 1, "person"),)), "Jane Doe").candidates
    assert (candidate.party, candidate.country, candidate.office) == (None, None, None)
    assert candidate.reasons == ("no table row knows the name",)


@pytest.mark.parametrize(
    ("word", "entity", "reason"),
    [("Kenya", "KEN", "name"), ("Nairobi", "KEN", "capital"), ("NATO", "NATO", "abbreviation"),
     ("Hamas", "Hamas", "name")],
)  # fmt: skip
def test_what_the_tables_name_has_one_candidate_with_its_row(word: str, entity: str, reason: str) -> None:
    index = index_of(f"{word} {word} PROPN 2 nsubj | agreed agree VERB 0 root")
    (candidate,) = cluster(index, word).candidates
    assert candidate.entity == entity
    assert candidate.source.endswith(entity)
    assert candidate.reasons == (f"the tables name it ({reason})",)


@pytest.mark.parametrize("modifier", ["Former", "Ex", "Late"])
def test_a_former_title_gives_the_country_and_no_party(modifier: str) -> None:
    line = (
        f"{modifier} {modifier.lower()} ADJ 3 amod | Kenyan kenyan ADJ 3 amod | minister minister NOUN 4 compound"
        " | Jane Jane PROPN 6 nsubj | Doe Doe PROPN 4 flat | spoke speak VERB 0 root"
    )
    who = side(index_of(line, names=(name(0, 3, 4, "person"),)), 3)
    assert (who.party, who.country) == (None, "KEN")


# --- what a date changes -------------------------------------------------------------------------------------


def held(dates: str, party: str, score: float = 1.5) -> Candidate:
    """A stay in an office, as a candidate."""
    return Candidate(
        entity="person-9", name="Ann Loe", kind="person", party=party, country=party, office=f"Minister of {party}",
        held=PartialDate.parse(dates), source="offices", score=score,
    )  # fmt: skip


OWN = Candidate(
    entity="described-9", name="Ann Loe", kind="person", party=None, country=None, source=OWN_WORDS, score=0.1
)
CAREER = [held("2000/2004", "KEN"), held("2006/2010", "TZA"), held("2012/2016", "UGA")]


@pytest.mark.parametrize(
    ("on", "party"),
    [
        ("2000-01-01", "KEN"), ("2002", "KEN"), ("2004-12-31", "KEN"), ("2008-05", "TZA"), ("2006-01-01", "TZA"),
        ("2012-03-03", "UGA"), ("2016-12-31", "UGA"), ("2005-06-01", None), ("2011-06-01", None), ("2018-01-01", None),
        ("1990-01-01", None),
    ],
)  # fmt: skip
def test_the_stay_on_the_date_is_chosen_from_a_career(on: str, party: str | None) -> None:
    assert decide([*CAREER, OWN], on=PartialDate.parse(on), reference=UNKNOWN).party == party


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_candidates_does_not_matter_when_one_is_in_office(order: tuple[int, ...]) -> None:
    shuffled = [OWN, *(CAREER[k] for k in order)]
    assert decide(shuffled, on=PartialDate.parse("2008"), reference=UNKNOWN).party == "TZA"


@pytest.mark.parametrize(
    ("on", "reference", "said"),
    [("2008", "2014", "the event's date (2008)"), ("unknown", "2008", "the article's date (2008)")],
)
def test_the_reason_says_which_date_decided(on: str, reference: str, said: str) -> None:
    choice = decide([*CAREER, OWN], on=PartialDate.parse(on), reference=PartialDate.parse(reference))
    assert choice.reasons[-1] == f"held on {said}"


def test_without_any_date_that_is_said() -> None:
    assert decide([CAREER[0], OWN], on=UNKNOWN, reference=UNKNOWN).reasons[-1] == "no date to test it by"


DATES = st.sampled_from(["unknown", "1999", "2003-02", "2005", "2008-08-08", "2011/2013", "2020"]).map(
    PartialDate.parse
)


@given(st.permutations([*CAREER, OWN]), st.integers(1, 4), DATES, DATES)
def test_the_choice_is_one_of_the_candidates(
    ranked: list[Candidate], size: int, on: PartialDate, reference: PartialDate
) -> None:
    choice = decide(ranked[:size], on=on, reference=reference)
    assert choice.entity in {c.entity for c in ranked[:size]}
    if choice.office is not None and (on or reference) and OWN in ranked[:size]:
        assert choice.held.overlaps(on or reference)


# --- participants --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "noun", "party", "country"),
    [
        ("Malian", "troops", "MLI", "MLI"), ("Malian", "police", "MLI", "MLI"), ("Malian", "parliament", "MLI", "MLI"),
        ("Malian", "officials", "MLI", "MLI"), ("Malian", "students", None, "MLI"), ("Malian", "rebels", None, "MLI"),
        ("Malian", "journalists", None, "MLI"), ("Malian", "judges", "MLI", "MLI"),
        ("Hamas", "fighters", "Hamas", None),
        ("Hamas", "officials", "Hamas", None), ("NATO", "troops", "NATO", None), ("UN", "officials", "UN", None),
        ("Malian", "farmers", None, "MLI"), ("Malian", "refugees", None, "MLI"), ("Malian", "companies", None, "MLI"),
    ],
)  # fmt: skip
def test_whom_a_described_party_acts_for(owner: str, noun: str, party: str | None, country: str | None) -> None:
    lemma = {"police": "police", "companies": "company"}.get(noun, noun.removesuffix("s"))
    line = f"{owner} {owner} ADJ 2 amod | {noun} {lemma} NOUN 3 nsubj Number=Plur | met meet VERB 0 root"
    who = side(index_of(line), 1)
    assert (who.party, who.country) == (party, country)


def test_coordinated_heads_are_one_participant_each_and_nobody_twice() -> None:
    line = (
        "Kenya Kenya PROPN 6 nsubj | , , PUNCT 3 punct | Uganda Uganda PROPN 1 conj | and and CCONJ 5 cc"
        " | Nairobi Nairobi PROPN 1 conj | met meet VERB 0 root"
    )
    found = index_of(line).participants(0, 0)
    assert [who.party for who in found] == ["KEN", "UGA"]


def test_a_participant_quotes_its_place_in_the_text() -> None:
    line = "Malian malian ADJ 2 amod | troops troop NOUN 3 nsubj Number=Plur | left leave VERB 0 root"
    who = side(index_of(line), 1)
    assert (who.start, who.end) == (0, len("Malian troops"))


@pytest.mark.parametrize("word", ["I", "we", "us"])
def test_the_first_person_is_nobody_here(word: str) -> None:
    line = f"{word} {word} PRON 2 nsubj | met meet VERB 0 root | Kenya Kenya PROPN 2 obj"
    assert index_of(line).participants(0, 0) == ()


def test_a_bare_organ_belongs_to_the_state_of_the_dateline() -> None:
    first = "Kenya Kenya PROPN 2 nsubj | warned warn VERB 0 root | Uganda Uganda PROPN 2 obj"
    second = "The the DET 2 det | police police NOUN 3 nsubj | left leave VERB 0 root"
    assert side(index_of(first, second, dateline="Kampala"), 1, 1).party == "UGA"
    assert side(index_of(first, second, dateline="Nairobi"), 1, 1).party == "KEN"
    assert side(index_of(first, second), 1, 1).party is None


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        (["Kenya"], ("KEN",)), (["Kenya", "Uganda", "Uganda"], ("UGA", "KEN")), (["Kenya", "Uganda"], ("KEN", "UGA")),
        (["Hamas"], ()), (["Nairobi", "Kenya", "Uganda"], ("KEN", "UGA")),
    ],
)  # fmt: skip
def test_the_states_of_an_article_most_mentioned_first(lines: list[str], states: tuple[str, ...]) -> None:
    assert index_of(*(f"{w} {w} PROPN 2 nsubj | left leave VERB 0 root" for w in lines)).states == states


def test_sentences_and_tokens_out_of_range_are_nothing() -> None:
    index = index_of("Kenya Kenya PROPN 2 nsubj | left leave VERB 0 root")
    assert index.sentence_text(0) == "Kenya left"
    assert (index.sentence_text(5), index.sentence_text(-1)) == ("", "")
    assert (index.participants(5, 0), index.participants(-1, 0)) == ((), ())
    assert index.mention_at(0, 1) is None


# --- small things --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "sectors"),
    [("KEN", ("GOV",)), ("FRA", ("GOV",)), ("SUN", ("GOV",)), ("Crimea", ())],
)
def test_a_state_as_a_whole_is_its_government(identity: str, sectors: tuple[str, ...]) -> None:
    assert sectors_of(GAZETTEER.entry(identity)) == sectors


@pytest.mark.parametrize("identity", ["KEN", "NATO", "Hamas", "Reuters", "Crimea", "MSF"])
def test_nobodys_nouns_act_for_nobody_whoever_owns_them(identity: str) -> None:
    entry = GAZETTEER.entry(identity)
    assert acts_for("nobody", entry) is None
    assert acts_for("holder", entry) == entry.party
    assert acts_for("body", entry) in {None, entry.party}


@pytest.mark.parametrize(
    ("printed", "name_"),
    [("Jane A. B. Doe", "Jane Doe"), ("Jane", "Jane"), ("", ""), ("A. B. Doe", "A. Doe"),
     ("Jane Ann Doe", "Jane Ann Doe"),
     ("Jane D.", "Jane D.")],
)  # fmt: skip
def test_middle_initials_go(printed: str, name_: str) -> None:
    assert without_initials(printed) == name_


@given(st.lists(st.sampled_from(["the", "a", "his", "army", "chief", "Kenyan", "of"]), min_size=1, max_size=15))
def test_a_description_is_never_empty_and_settles_at_once(words: list[str]) -> None:
    plain = plain_description(" ".join(words))
    assert plain
    assert plain_description(plain) == plain
    assert plain in " ".join(words)


def test_a_place_no_table_links_is_asked_for_its_country() -> None:
    asked: list[tuple[str, list[str]]] = []

    def country_of(place: str, named: object) -> str | None:
        asked.append((place, list(named)))  # type: ignore[call-overload]
        return "KEN"

    linker = Linker(gazetteer=GAZETTEER, offices=LINKER.offices, country_of=country_of)
    line = "Quxville Quxville PROPN 2 nsubj | left leave VERB 0 root | Uganda Uganda PROPN 2 obj"
    text, read = reading(line.replace(" | ", "\n"), names=(name(0, 0, 0, "place"),))
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    index = index_entities(article, read, linker=linker, nouns=NOUNS, reference=UNKNOWN)
    assert asked == [("Quxville", ["UGA"])]
    assert cluster(index, "Quxville").candidates[0].country == "KEN"


def test_a_home_is_unknown_by_default() -> None:
    assert (Home().sure, Home().likely) == (None, None)
