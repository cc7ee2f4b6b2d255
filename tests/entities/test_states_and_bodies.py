"""What the gazetteer knows of states, bodies and groups: succession, capitals, demonyms, seats, members, lifetimes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.folding import fold, is_word_character, shouted
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.person_names import fold as fold_person
from dragoman.entities.publishers import GazetteerPublishers
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate

GAZETTEER = Gazetteer.load()
PUBLISHERS = GazetteerPublishers(GAZETTEER)


def meant(text: str, on: str = "") -> list[str]:
    """The ids of what a text names."""
    return [match.entity for match in GAZETTEER.find(text, PartialDate.parse(on) if on else None)]


@pytest.mark.parametrize(
    ("capital", "state"),
    [
        ("Nairobi", "KEN"), ("Ankara", "TUR"), ("Tokyo", "JPN"), ("Canberra", "AUS"), ("Ottawa", "CAN"),
        ("Berlin", "DEU"), ("Madrid", "ESP"), ("Rome", "ITA"), ("Beijing", "CHN"), ("New Delhi", "IND"),
        ("Jakarta", "IDN"), ("Manila", "PHL"), ("Hanoi", "VNM"), ("Seoul", "KOR"), ("Pyongyang", "PRK"),
        ("Riyadh", "SAU"), ("Tehran", "IRN"), ("Baghdad", "IRQ"), ("Damascus", "SYR"), ("Kabul", "AFG"),
        ("Cairo", "EGY"), ("Khartoum", "SDN"), ("Addis Ababa", "ETH"), ("Abuja", "NGA"), ("Accra", "GHA"),
        ("Pretoria", "ZAF"), ("Harare", "ZWE"), ("Lusaka", "ZMB"), ("Kampala", "UGA"), ("Kigali", "RWA"),
        ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Warsaw", "POL"), ("Budapest", "HUN"), ("Bucharest", "ROU"),
        ("Sofia", "BGR"), ("Athens", "GRC"), ("Oslo", "NOR"), ("Stockholm", "SWE"), ("Helsinki", "FIN"),
        ("Brasilia", "BRA"), ("Buenos Aires", "ARG"), ("Caracas", "VEN"), ("Bogota", "COL"), ("Havana", "CUB"),
    ],
)  # fmt: skip
def test_a_capital_stands_for_its_state(capital: str, state: str) -> None:
    (match,) = GAZETTEER.find(f"{capital} objected.")
    assert (match.entity, match.use) == (state, "capital")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Kenyan", "KEN"), ("French", "FRA"), ("Dutch", "NLD"), ("Swiss", "CHE"), ("Danish", "DNK"), ("Thai", "THA"),
        ("Greek", "GRC"), ("Turkish", "TUR"), ("Iraqi", "IRQ"), ("Saudi", "SAU"), ("Emirati", "ARE"),
        ("Filipino", "PHL"), ("Burmese", "MMR"), ("Ivorian", "CIV"), ("Malian", "MLI"), ("Chadian", "TCD"),
        ("Peruvian", "PER"), ("Cuban", "CUB"), ("New Zealanders", "NZL"), ("Spaniards", "ESP"),
        ("Swedes", "SWE"), ("Ukrainians", "UKR"), ("Israelis", "ISR"), ("Norwegian", "NOR"), ("Belgian", "BEL"),
        ("Sri Lankan", "LKA"), ("North Korean", "PRK"), ("South African", "ZAF"), ("Bosnian", "BIH"),
    ],
)  # fmt: skip
def test_a_demonym_belongs_to_its_state(word: str, state: str) -> None:
    (match,) = GAZETTEER.find(f"{word} objections")
    assert (match.entity, match.use) == (state, "demonym")


@pytest.mark.parametrize(
    ("words", "body"),
    [("separatists of Donetsk", "DPR"), ("Donetsk rebels", "DPR"), ("Luhansk separatists", "LPR"), ("Donetsk", None)],
)
def test_separatists_of_a_place_are_the_state_they_declared(words: str, body: str | None) -> None:
    assert ({"DPR", "LPR"} & set(meant(f"The {words} objected."))) == ({body} if body else set())


@pytest.mark.parametrize(
    ("gone", "heirs"),
    [
        ("SUN", {"RUS", "UKR", "BLR", "KAZ", "GEO", "ARM", "AZE", "EST", "LVA", "LTU", "MDA"}),
        ("CSK", {"CZE", "SVK"}), ("DDR", {"DEU"}), ("SCG", {"SRB", "MNE"}), ("YMD", {"YEM"}), ("YAR", {"YEM"}),
        ("VDR", {"VNM"}), ("RHO", {"ZWE"}), ("UAR", {"EGY", "SYR"}), ("YUG", {"SCG"}), ("EAZ", {"TZA"}),
        ("ANT", {"CUW", "SXM"}),
    ],
)  # fmt: skip
def test_a_state_that_is_gone_has_heirs_that_the_tables_know(gone: str, heirs: set[str]) -> None:
    entry = GAZETTEER.entry(gone)
    assert heirs <= set(entry.successor)
    assert entry.end
    assert all(GAZETTEER.get(heir) is not None for heir in entry.successor)


@pytest.mark.parametrize(
    ("identity", "on", "alive"),
    [
        ("SUN", "1985", True), ("SUN", "1991", True), ("SUN", "1992", False), ("CSK", "1992-12-31", True),
        ("CSK", "1993-01-01", False), ("DDR", "1949-10-06", False), ("DDR", "1989-11-09", True), ("DDR", "1991", False),
        ("SCG", "2002", False), ("SCG", "2005", True), ("SCG", "2007", False), ("VDR", "1975-04", True),
        ("VDR", "1975-05", False), ("UAR", "1960", True), ("UAR", "1962", False), ("NATO", "1949-04-03", False),
        ("NATO", "1949-04-04", True), ("NATO", "2020", True), ("FRA", "1800", True), ("KEN", "unknown", True),
    ],
)  # fmt: skip
def test_lifetimes_end_on_the_day(identity: str, on: str, alive: bool) -> None:
    assert GAZETTEER.entry(identity).alive(PartialDate.parse(on)) is alive


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("the United Nations", "UN"), ("the UN", "UN"), ("the African Union", "AU"), ("the European Union", "EU"),
        ("the Arab League", "Arab League"), ("OPEC", "OPEC"), ("ASEAN", "ASEAN"), ("Ecowas", "ECOWAS"),
        ("the International Monetary Fund", "IMF"), ("the World Bank", "World Bank"), ("Interpol", "Interpol"),
        ("the International Criminal Court", "ICC"), ("Unicef", "UNICEF"), ("the IAEA", "IAEA"), ("Hamas", "Hamas"),
        ("Boko Haram", "Boko Haram"), ("Hezbollah", "Hezbollah"), ("the FARC", "FARC"), ("the PKK", "PKK"),
        ("the Taliban", "Taliban"), ("the Houthis", "Houthis"), ("al-Qaeda", "Al-Qaeda"), ("Capitol Hill", "USA"),
        ("Whitehall", "GBR"), ("Reuters", "Reuters"), ("Gazprom", "Gazprom"),
    ],
)  # fmt: skip
def test_bodies_groups_and_metonyms(text: str, entity: str) -> None:
    assert meant(f"They heard of {text}.") == [entity]


@pytest.mark.parametrize(
    ("body", "members", "strangers"),
    [
        ("NATO", {"USA", "TUR", "DEU", "GBR"}, {"RUS", "CHE", "AUT", "IRL"}),
        ("EU", {"FRA", "POL", "IRL"}, {"GBR", "NOR", "CHE", "TUR"}),
        ("ASEAN", {"IDN", "THA", "VNM"}, {"JPN", "IND", "AUS"}),
        ("Arab League", {"EGY", "SAU", "IRQ"}, {"IRN", "TUR", "ISR"}),
        ("G7", {"USA", "JPN", "ITA"}, {"RUS", "CHN"}),
    ],
)  # fmt: skip
def test_members_of_bodies(body: str, members: set[str], strangers: set[str]) -> None:
    found = set(GAZETTEER.entry(body).members)
    assert members <= found
    assert not strangers & found


@pytest.mark.parametrize(
    ("body", "on", "size", "member", "stranger"),
    [
        ("EU", "2003-05-01", 15, "GBR", "POL"), ("EU", "2010-05-01", 27, "GBR", "HRV"),
        ("EU", "2015-05-01", 28, "HRV", "UKR"),
        ("EU", "2023-05-01", 27, "HRV", "GBR"), ("NATO", "1998-05-01", 16, "TUR", "POL"),
        ("NATO", "2025-01-01", 32, "SWE", "UKR"),
        ("ECOWAS", "2018", 15, "MLI", "MRT"), ("ECOWAS", "2025-06", 12, "NGA", "MLI"),
        ("OPEC", "2019-06-01", 14, "ECU", "QAT"),
        ("AU", "2011-01-01", 53, "SDN", "SSD"), ("AU", "2020-01-01", 55, "MAR", "ISR"),
        ("BRICS", "2015", 5, "ZAF", "IRN"),
        ("ASEAN", "2025-11-01", 11, "TLS", "PNG"), ("G20", "2024", 21, "AU", "ESP"), ("SCO", "2018", 8, "IND", "IRN"),
    ],
)  # fmt: skip
def test_members_at_a_time(body: str, on: str, size: int, member: str, stranger: str) -> None:
    when = PartialDate.parse(on)
    assert when.latest is not None
    found = GAZETTEER.entry(body).members_on(when.latest)
    assert GAZETTEER.entry(body).sizes(when) == {size}
    assert member in found
    assert stranger not in found


def test_without_a_date_every_size_counts() -> None:
    assert {15, 25, 27, 28} <= GAZETTEER.entry("EU").sizes(PartialDate())
    assert GAZETTEER.entry("Hamas").sizes(PartialDate()) == frozenset()


@pytest.mark.parametrize("body", ["NATO", "EU", "ASEAN", "Arab League", "G7", "GCC", "AU", "OPEC", "ECOWAS", "CSTO"])
def test_every_member_is_a_state_of_the_tables(body: str) -> None:
    members = GAZETTEER.entry(body).members
    assert members
    assert len(set(members)) == len(members)
    assert all(GAZETTEER.entry(member).kind == "state" for member in members)


@pytest.mark.parametrize("identity", ["KEN", "NATO", "UN", "Hamas", "Reuters", "SUN", "IS", "Gazprom", "PTI"])
def test_every_name_of_an_entity_leads_back_to_it(identity: str) -> None:
    names = GAZETTEER.names_of(identity)
    assert names == tuple(sorted(names))
    for name in names:
        assert identity in {entry.id for entry in GAZETTEER.by_name(name)}


@pytest.mark.parametrize("identity", ["KEN", "UN", "Taliban"])
def test_the_names_of_one_use_are_among_all_its_names(identity: str) -> None:
    every = set(GAZETTEER.names_of(identity))
    assert set(GAZETTEER.names_of(identity, "name")) <= every
    assert GAZETTEER.names_of(identity, "name")
    assert GAZETTEER.names_of("Ruritania") == ()


def test_an_unknown_entity_is_told_in_three_parts() -> None:
    with pytest.raises(UnknownName) as raised:
        GAZETTEER.lifetime("Ruritania")
    assert "no table knows" in raised.value.what
    assert raised.value.values == "'Ruritania'"
    assert "by_name" in raised.value.remedy


@pytest.mark.parametrize(
    ("text", "name"),
    [("Reuters", "Reuters"), ("AFP", "Agence France-Presse"), ("the BBC", "British Broadcasting Corporation"),
     ("NATO", None), ("", None),
     ("Kenya", None), ("No Such Gazette", None)],
)  # fmt: skip
def test_a_publisher_by_name_is_a_medium(text: str, name: str | None) -> None:
    assert PUBLISHERS.full_name(text) == name


@pytest.mark.parametrize(
    ("host", "known"),
    [("www.reuters.com", True), ("reuters.com", True), ("dawn.com", True), ("com", False),
     ("reuters.com.evil.example", False),
     ("", False)],
)  # fmt: skip
def test_a_publisher_by_site_is_the_sites_own(host: str, known: bool) -> None:
    assert (PUBLISHERS.for_domain(host) is not None) is known


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Müller", "muller"), ("Łukasz Ćwik", "Lukasz Cwik"), ("Jean-Yves Le Drian", "jean yves le drian"),
        ("J. Smith", "J Smith"), ("Sæther", "saether"), ("Strauß", "Strauss"), ("Þór", "thor"),
        ("  Ann   Lee ", "Ann Lee"), ("D'Souza", "DSouza"), ("İlham", "ilham"), ("Nguyễn", "Nguyen"),
    ],
)  # fmt: skip
def test_spellings_of_one_persons_name(a: str, b: str) -> None:
    assert fold_person(a) == fold_person(b)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Côte d’Ivoire", "Cote d'Ivoire"), ("al‑Qaeda", "al-Qaeda"), ("Łódź", "Lodz"), ("Ankara’ya", "Ankara'ya"),
        ("a\tb\nc", "a b c"), ("São Tomé", "Sao Tome"), ("`Adan", "'Adan"), ("京都", "京都"), ("", ""), ("ı", "i"),
    ],
)  # fmt: skip
def test_folding_changes_one_character_for_one(text: str, plain: str) -> None:
    assert fold(text) == plain
    assert len(plain) == len(text)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_text_folds_to_itself_but_for_blanks_and_quotes(text: str) -> None:
    assert fold(text) == text.replace("\n", " ").replace("\t", " ").replace("`", "'")


@pytest.mark.parametrize(("character", "part"), [("a", True), ("É", True), ("7", True), ("_", True), ("-", False),
                                                 ("'", False), (" ", False), (".", False)])  # fmt: skip
def test_what_belongs_to_a_word(character: str, part: bool) -> None:
    assert is_word_character(character) is part


@given(st.text(st.sampled_from("AB ,"), max_size=12), st.text(st.sampled_from("AB ,"), max_size=12))
def test_no_small_letter_near_and_two_letters_make_a_shout(before: str, after: str) -> None:
    letters = [c for c in before + after if c.isalpha()]
    text = before + "US" + after
    assert shouted(text, len(before), len(before) + 2, 30) is (len(letters) > 1)
    assert not shouted(text + "x", len(before), len(before) + 2, 30)


@given(st.lists(st.sampled_from(["Kenya", "NATO", "France", "Hamas"]), min_size=1, max_size=8))
def test_names_apart_are_all_found_in_order(names: list[str]) -> None:
    found = GAZETTEER.find("; ".join(names))
    assert [match.text for match in found] == names


@given(st.text(max_size=80))
def test_any_name_may_be_asked_for(name: str) -> None:
    found = GAZETTEER.by_name(name)
    assert len({entry.id for entry in found}) == len(found)
    assert GAZETTEER.publisher_for(name) is None or "." in name


@given(st.text(st.characters(max_codepoint=0x17F), max_size=40))
def test_a_name_folded_twice_is_the_name_folded_once(name: str) -> None:
    once = fold_person(name)
    assert fold_person(once) == once
    assert once == once.strip() == once.lower()
