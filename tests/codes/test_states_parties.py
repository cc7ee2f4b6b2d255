import pytest

from dragoman.codes.contexts import context_words, contexts, contexts_of
from dragoman.codes.parties import is_party, parties, party
from dragoman.codes.states import is_state, state, state_by_code, states
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate


@pytest.mark.parametrize(
    ("system", "code", "on", "expected"),
    [
        ("iso2", "PK", None, "PAK"), ("fips", "PK", None, "PAK"), ("cow", "770", None, "PAK"),
        ("cameo", "ROM", None, "ROU"), ("cameo", "KOS", None, "XKX"), ("fips", "RS", None, "RUS"),
        ("cow", "345", None, "SRB"), ("cow", "345", "1985", "YUG"), ("cow", "345", "2004", "SCG"),
        ("cow", "365", "1985", "SUN"), ("cow", "365", None, "RUS"), ("iso2", "TW", None, "TWN"),
        ("cow", "817", "1970", "VDR"), ("iso2", "ZZ", None, None),
    ],
)  # fmt: skip
def test_codes(system: str, code: str, on: str | None, expected: str | None) -> None:
    found = state_by_code(system, code, PartialDate.parse(on) if on else None)  # type: ignore[arg-type]
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("identity", "kind", "country", "start", "end"),
    [
        ("PAK", "state", "PAK", "1947-08-14", ""), ("SUN", "former_state", "SUN", "", "1991-12-25"),
        ("DDR", "former_state", "DDR", "1949-10-07", "1990-10-02"), ("SSD", "state", "SSD", "2011-07-09", ""),
        ("XKX", "disputed", "XKX", "2008-02-17", ""), ("HKG", "territory", "HKG", "", ""),
        ("TRNC", "unrecognised", "CYP", "1983-11-15", ""), ("DPR", "unrecognised", "UKR", "2014-04-07", ""),
        ("KRG", "autonomous", "IRQ", "1992-05-19", ""), ("Crimea", "substate", "UKR", "", ""),
        ("Kashmir", "substate", None, "", ""),
    ],
)  # fmt: skip
def test_what_they_are(identity: str, kind: str, country: str | None, start: str, end: str) -> None:
    found = state(identity)
    assert (found.kind, found.country, found.start, found.end) == (kind, country, start, end)


def test_all_sovereign_states_are_there() -> None:
    sovereign = [one for one in states() if one.kind == "state"]
    assert len(sovereign) == 194  # the members of the United Nations and the Vatican
    assert all(one.iso2 and one.fips and one.cameo and one.capital and one.region for one in sovereign)
    assert all(one.cow for one in sovereign if one.id != "VAT")


def test_what_broke_up_has_successors() -> None:
    for one in states():
        assert all(is_state(heir) for heir in one.successor)
        assert one.kind != "former_state" or one.end
    assert state("CSK").successor == ("CZE", "SVK")


@pytest.mark.parametrize(
    ("code", "country", "cameo"),
    [
        ("PAK", "PAK", "PAK"), ("NATO", None, "IGOWSTNAT"), ("UN", None, "IGOUNO"), ("EU", None, "IGOEUREEC"),
        ("Hezbollah", None, "LBNREBHEZ"), ("Party of Regions", "UKR", "UKRPTY"), ("XKX", "XKX", "KOS"),
        ("LPR", "UKR", "UKR"), ("IMF", None, "IGOBUSIMF"),
    ],
)  # fmt: skip
def test_parties(code: str, country: str | None, cameo: str) -> None:
    found = party(code)
    assert (found.country, found.cameo) == (country, cameo)
    assert is_party(code)


def test_no_mission_or_organ_is_a_party() -> None:
    assert not any(
        is_party(code) for code in ("UNIFIL", "ISAF", "European Commission", "Pentagon", "Reuters", "", None)
    )
    assert len(parties()) == len({one.code for one in parties()})


@pytest.mark.parametrize("ask", [state, party])
def test_the_unknown_is_said(ask: object) -> None:
    with pytest.raises(UnknownName, match="XYZ"):
        ask("XYZ")  # type: ignore[operator]


def test_contexts_are_plovers_and_have_words() -> None:
    assert len(contexts()) == 37
    assert "ceasefire monitor" in context_words("peacekeeping")
    assert context_words("weather") == frozenset()
    assert set(contexts_of([("Uranium", "uranium")])) == {"cbrn", "natural_resource"}
    assert all(words and all(word == word.casefold() for word in words) for words in map(context_words, contexts()))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("human/human rights/right", {"human_rights"}),
        ("chemical/chemical weapons/weapon", {"cbrn", "military"}),
        ("crimes/crime against/against humanity/humanity", {"crime", "human_rights"}),
        ("women/woman 's/'s rights/right", {"gender"}),
        ("same/same -/- sex/sex", {"lgbt"}),
        ("non-proliferation/non-proliferation", {"cbrn"}),
        ("human/human ,/, rights/right", set()),  # no term runs over a comma
        ("rights/right", set()),
        ("air/air defence/defence", set()),  # of "air force" one word alone
    ],
)
def test_terms_of_several_words_speak_for_their_context(words: str, found: set[str]) -> None:
    read = [(form, lemma) for form, _, lemma in (word.partition("/") for word in words.split())]
    assert set(contexts_of(read)) == found
