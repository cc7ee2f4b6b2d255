import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.folding import fold
from dragoman.entities.gazetteer import Gazetteer, Match
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate

GAZETTEER = Gazetteer.load()


def found(text: str, on: str | None = None) -> list[tuple[str, str]]:
    return [(match.text, match.entity) for match in GAZETTEER.find(text, PartialDate.parse(on) if on else None)]


def only(text: str, on: str | None = None) -> Match:
    matches = GAZETTEER.find(text, PartialDate.parse(on) if on else None)
    assert len(matches) == 1, matches
    return matches[0]


@pytest.mark.parametrize(
    ("text", "entity", "use"),
    [
        ("Pakistan agreed.", "PAK", "name"), ("Pakistani troops", "PAK", "demonym"),
        ("Two Pakistanis", "PAK", "demonym"),
        ("Islamabad agreed", "PAK", "capital"), ("the Kremlin said", "RUS", "metonym"),
        ("The White House", "USA", "metonym"),
        ("Downing Street", "GBR", "metonym"), ("a Briton", "GBR", "demonym"), ("the U.K.", "GBR", "abbreviation"),
        ("a Foggy Bottom official", "USA", "metonym"), ("the Élysée said", "FRA", "metonym"),
        ("the Elysee", "FRA", "metonym"),
        ("Rawalpindi is silent", "Pakistan Army", "metonym"), ("GHQ Rawalpindi", "Pakistan Army", "name"),
        ("Zaire fell", "COD", "historic"), ("Burma", "MMR", "name"), ("Upper Volta", "BFA", "historic"),
        ("Soviet tanks", "SUN", "demonym"), ("Czechoslovakia", "CSK", "name"), ("East Germans", "DDR", "demonym"),
        ("North Korea", "PRK", "name"), ("the DPRK", "PRK", "abbreviation"), ("South Koreans", "KOR", "demonym"),
        ("DR Congo", "COD", "name"), ("Congo-Brazzaville", "COG", "name"), ("Guinea-Bissau", "GNB", "name"),
        ("Equatorial Guinea", "GNQ", "name"), ("Papua New Guinea", "PNG", "name"), ("Guinea", "GIN", "name"),
        ("Niger", "NER", "name"), ("Nigeria", "NGA", "name"), ("Nigerien", "NER", "demonym"),
        ("Nigerian", "NGA", "demonym"),
        ("Dominica", "DMA", "name"), ("the Dominican Republic", "DOM", "name"), ("Taiwan", "TWN", "name"),
        ("Chinese Taipei", "TWN", "name"), ("Hong Kong", "HKG", "name"), ("Kosovo", "XKX", "name"),
        ("Palestinian officials", "PSE", "demonym"), ("Turkish Cypriots", "TRNC", "demonym"),
        ("Transnistria", "Transnistria", "name"), ("Iraqi Kurdistan", "KRG", "name"),
        ("Tskhinvali", "South Ossetia", "capital"),
        ("the Lugansk People's Republic", "LPR", "name"), ("Türkiye", "TUR", "name"), ("Turkiye", "TUR", "name"),
        ("NATO", "NATO", "abbreviation"), ("Nato", "NATO", "abbreviation"),
        ("the North Atlantic Treaty Organisation", "NATO", "name"),
        ("ISAF", "ISAF", "abbreviation"), ("Resolute Support", "Resolute Support", "name"),
        ("UNIFIL", "UNIFIL", "abbreviation"),
        ("Daesh", "IS", "name"), ("ISIL", "IS", "abbreviation"), ("al-Qaida", "Al-Qaeda", "name"),
        ("Al Qaeda", "Al-Qaeda", "name"),
        ("Hizbollah", "Hezbollah", "name"), ("the Tamil Tigers", "LTTE", "name"),
        ("the Pakistani Taliban", "TTP", "name"),
        ("al-Shabaab", "Al-Shabaab", "name"), ("the European Commission", "European Commission", "name"),
        ("the Associated Press of Pakistan", "APP", "name"), ("Agence France-Presse", "Agence France-Presse", "name"),
        ("the US State Department", "State Department", "name"), ("the Lok Sabha", "Lok Sabha", "name"),
    ],
)  # fmt: skip
def test_names_and_their_use(text: str, entity: str, use: str) -> None:
    match = only(text)
    assert (match.entity, match.use) == (entity, use)


@pytest.mark.parametrize(
    "text",
    ["a turkey dinner", "tell us", "who is it", "it is so", "china plates", "polish the floor", "Nigeriens2",
     "Chadwick", "USAir", "Malinda", "Somaliaa", "un accord", "aIran", "an isis of ours", "nice", ""],
)  # fmt: skip
def test_what_is_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("US-led forces", ["US"]), ("anti-Russian", ["Russian"]), ("Pakistan's", ["Pakistan"]),
        ("Pakistan’s", ["Pakistan"]),
        ("India-Pakistan talks", ["India", "Pakistan"]), ("(NATO)", ["NATO"]), ("U.S.-Iran", ["U.S.", "Iran"]),
        ("the U.S. and the U.N.", ["U.S.", "U.N."]), ("United States", ["United States"]),
        ("United\u00a0States", ["United\u00a0States"]), ("United\nStates", ["United\nStates"]),
        ("Côte d’Ivoire", ["Côte d’Ivoire"]), ("Cote d'Ivoire", ["Cote d'Ivoire"]), ("al‑Qaeda", ["al‑Qaeda"]),
        ("Bosnia And Herzegovina", ["Bosnia And Herzegovina"]), ("BOSNIA AND HERZEGOVINA", ["BOSNIA AND HERZEGOVINA"]),
        ("The Hague", ["The Hague"]), ("Niger Statesman", ["Niger"]), ("South Sudaness and Sudan", ["Sudan"]),
        ("said Russia.The US", ["Russia", "US"]), ("the Federal Reserve", ["Federal Reserve"]),
        ("the US State Department", ["US State Department"]), ("in South KoreaX Iran", ["Iran"]),
    ],
)  # fmt: skip
def test_whole_words_longest_first(text: str, names: list[str]) -> None:
    assert [match.text for match in GAZETTEER.find(text)] == names


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("COME WITH US TO IRAN AND TELL US", ["IRN"]), ("TURKEY AND IRAN SIGN", ["TUR", "IRN"]),
        ("WASHINGTON: US officials met", ["USA", "USA"]), ("WHO WON IN FRANCE", ["FRA"]),
        ("The WHO warned France", ["WHO", "FRA"]),
    ],
)  # fmt: skip
def test_capitals_throughout(text: str, entities: list[str]) -> None:
    assert [match.entity for match in GAZETTEER.find(text)] == entities


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Georgia", "name"),
        ("Jordan", "name"),
        ("Chad", "name"),
        ("Turkey", "name"),
        ("US", "word"),
        ("Poles", "word"),
        ("Iran", ""),
    ],
)
def test_ambiguity_is_said(text: str, flag: str) -> None:
    assert only(text).ambiguous == flag


@pytest.mark.parametrize(
    ("text", "others"),
    [("Congo", "COG"), ("Korea", "PRK"), ("Congolese", "COG"), ("Foreign Office", "MOFA (PAK)"), ("Brussels", "BEL")],
)
def test_others_with_the_name_are_given(text: str, others: str) -> None:
    assert others in only(text).others


@pytest.mark.parametrize(
    ("text", "on", "entity"),
    [
        ("Moscow", "1985", "SUN"), ("Moscow", "2014", "RUS"), ("the Kremlin", "1985-03-11", "SUN"),
        ("Belgrade", "1999-04", "YUG"), ("Belgrade", "2004", "SCG"), ("Belgrade", "2012", "SRB"),
        ("Prague", "1980", "CSK"),
    ],
)  # fmt: skip
def test_the_date_decides_between_namesakes(text: str, on: str, entity: str) -> None:
    assert only(text, on).entity == entity


@pytest.mark.parametrize(
    ("identity", "kind", "party", "country", "parent"),
    [
        ("PAK", "state", "PAK", "PAK", None), ("ISAF", "organisation", "NATO", None, "NATO"),
        ("UNIFIL", "organisation", "UN", None, "UN"), ("European Commission", "organisation", "EU", None, "EU"),
        ("Pentagon", "organisation", "USA", "USA", None), ("ISPR", "organisation", "PAK", "PAK", "Pakistan Army"),
        ("Taliban", "armed_group", "Taliban", None, None), ("IS-K", "armed_group", "IS", None, "IS"),
        ("Reuters", "media", None, "GBR", None), ("Gazprom", "company", None, "RUS", None),
        ("PTI", "party", "Pakistan Tehreek-e-Insaf", "PAK", None), ("CPC (China)", "party", "CHN", "CHN", None),
        ("MSF", "organisation", None, None, None), ("Crimea", "place", "UKR", "UKR", None),
        ("TRNC", "state", "TRNC", "CYP", None),
        ("HKG", "state", "HKG", "HKG", None),
    ],
)  # fmt: skip
def test_what_they_act_for(
    identity: str, kind: str, party: str | None, country: str | None, parent: str | None
) -> None:
    entry = GAZETTEER.entry(identity)
    assert (entry.kind, entry.party, entry.country, entry.parent) == (kind, party, country, parent)


def test_an_armed_group_has_a_base_and_no_country() -> None:
    assert GAZETTEER.entry("Taliban").base == "AFG"


@pytest.mark.parametrize(
    ("identity", "lifetime"),
    [
        ("ISAF", "2001-12-20/2014-12-31"), ("Resolute Support", "2015-01-01/2021-09-12"), ("NATO", "1949-04-04/.."),
        ("SUN", "../1991-12-25"), ("LTTE", "1976-05-05/2009-05-18"), ("FRA", ""),
    ],
)  # fmt: skip
def test_lifetimes(identity: str, lifetime: str) -> None:
    assert GAZETTEER.lifetime(identity) == (PartialDate.parse(lifetime) if lifetime else PartialDate())


@pytest.mark.parametrize(
    ("identity", "on", "alive"),
    [("ISAF", "2014", True), ("ISAF", "2015-01", False), ("ISAF", "2001-12", True), ("ISAF", "2001-12-19", False),
     ("MEND", "2006", True), ("MEND", "2005", False), ("FRA", "1900", True), ("ISAF", "2014/2016", True)],
)  # fmt: skip
def test_alive(identity: str, on: str, alive: bool) -> None:
    assert GAZETTEER.entry(identity).alive(PartialDate.parse(on)) is alive


def test_isaf_was_followed_by_resolute_support() -> None:
    assert GAZETTEER.entry("ISAF").successor == ("Resolute Support",)


@pytest.mark.parametrize(
    ("domain", "publisher"),
    [
        ("dawn.com", "Dawn"), ("https://www.dawn.com/news/1", "Dawn"), ("news.bbc.co.uk", "BBC"),
        ("www.geo.tv", "Geo News"),
        ("HTTP://WWW.NYTIMES.COM:80/x", "The New York Times"), ("in.reuters.com", "Reuters"),
        ("state.gov", "State Department"),
        ("notdawn.com", None), ("example.org", None), ("", None),
    ],
)  # fmt: skip
def test_publishers(domain: str, publisher: str | None) -> None:
    entry = GAZETTEER.publisher_for(domain)
    assert (entry.id if entry else None) == publisher


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("nato", ["NATO"]),
        ("Congo", ["COD", "COG"]),
        ("cote d'ivoire", ["CIV"]),
        ("isil", ["IS"]),
        ("nobody at all", []),
        ("the US", ["USA"]),
        ("The Hague", ["NLD"]),
    ],
)
def test_by_name(name: str, ids: list[str]) -> None:
    assert [entry.id for entry in GAZETTEER.by_name(name)] == ids


def test_by_name_on_a_date() -> None:
    assert [entry.id for entry in GAZETTEER.by_name("Moscow", PartialDate.parse("1985"))] == ["SUN", "RUS"]


def test_names_of() -> None:
    assert {"ISIS", "Daesh", "Islamic State"} <= set(GAZETTEER.names_of("IS"))
    assert GAZETTEER.names_of("PAK", "capital") == ("Islamabad",)


def test_an_unknown_id() -> None:
    with pytest.raises(UnknownName, match="by_name"):
        GAZETTEER.entry("Ruritania")
    assert GAZETTEER.get("Ruritania") is None
    assert GAZETTEER.get(None) is None


_WORDS = st.sampled_from(
    ["Pakistan", "’s", " ", "US", "U.S.", "\u00a0", "Côte d’Ivoire", "-", "led", "\n", "NIGER", "Niger", "ia", "İ", "ß",
     "Ⅳ", "🇵🇰", ".", "South ", "Sudan", "Federal Reserve"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=30).map("".join))
def test_matches_quote_the_text_and_keep_their_order(text: str) -> None:
    assert len(fold(text)) == len(text)
    end = 0
    for match in GAZETTEER.find(text):
        assert match.text == text[match.start : match.end]
        assert match.start >= end
        end = match.end
        assert match.kind == GAZETTEER.entry(match.entity).kind


@given(st.text(max_size=200))
def test_folding_keeps_every_offset_and_says_the_same_twice(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_the_packaged_gazetteer_is_read_once() -> None:
    assert Gazetteer.load() is GAZETTEER
    assert len(GAZETTEER.tables_hash) == 64


def test_matching_is_fast() -> None:
    sentence = (
        "Officials from Pakistan and the United States said on Monday that talks in Geneva would go on for two days. "
    )
    text = sentence * 20_000
    begin = time.process_time()
    assert len(GAZETTEER.find(text)) == 2 * 20_000
    took = time.process_time() - begin
    # 20 MB/s is the aim on an idle core; the floor leaves room for a busy one.
    assert len(text) / 1e6 / took > 5
