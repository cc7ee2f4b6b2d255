"""Toponyms found and resolved, on TR-News (Kamalloo and Rafiei 2018) and GeoVirus (Gritta et al. 2018).

    python -m evaluation.toponyms [SHARED] [--data TR-News|GeoVirus] [--misses]

A toponym is found when a name of ours overlaps it; a name that is a demonym in our tables, or an adjective of a
continent, is left out of gold and of ours. It is resolved when ours lies within 161 km (100 miles) of it: the share is
of all gold mentions with coordinates, found or not. Finding and choosing are those of ``place_names.py``, with
the package's tables of places and towns and its reader; the package itself places events only.
"""

import argparse
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from dragoman.entities.gazetteer import Gazetteer
from dragoman.pipeline import Resources, load_resources
from dragoman.records import Record
from dragoman.towns import Towns
from evaluation.figures import Figure, data_hash
from evaluation.place_names import Toponym, find_toponyms

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NEAR_KM = 161.0
EARTH_KM = 6371.0
REACH = 60  # characters by which offsets of the data may be off: blanks were counted otherwise
CONTINENTAL = frozenset({"european", "asian", "african", "south east asian", "latin american", "north american"})


class Gold(Record, frozen=True, kw_only=True):
    """An annotated toponym."""

    start: int
    end: int
    text: str
    at: tuple[float, float] | None  # None: it has no coordinates


class Scored(Record, frozen=True, kw_only=True):
    """The counts of a set."""

    gold: int = 0
    given: int = 0
    found: int = 0
    located: int = 0  # of gold, those with coordinates
    resolved: int = 0

    @property
    def f1(self) -> float:
        """Found, F1."""
        return 2 * self.found / (self.gold + self.given) if self.found else 0.0


def articles(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, str, list[Gold]]]:
    """Name, text and toponyms of each article."""
    for number, article in enumerate(ET.parse(path).getroot()):
        text = article.findtext("text") or ""
        nodes = article.iter("toponym") if article.find("toponyms") is not None else article.iter("location")
        golds = [gold for node in nodes if (gold := _gold(node, text)) is not None]
        yield article.get("docid") or str(number), text, [g for g in golds if not is_demonym(g.text, gazetteer)]


def _gold(node: ET.Element, text: str) -> Gold | None:
    phrase = node.findtext("phrase") or node.findtext("name") or ""
    start = int(node.findtext("start") or 0)
    if text[start : start + len(phrase)] != phrase:
        near = [start + shift for shift in sorted(range(-REACH, REACH), key=abs)]
        start = next((at for at in near if at >= 0 and text[at : at + len(phrase)] == phrase), -1)
    lat, lon = (node.findtext(f"gaztag/{axis}") or node.findtext(axis) for axis in ("lat", "lon"))
    if start < 0 or not phrase:
        return None
    at = (float(lat), float(lon)) if lat and lon else None
    return Gold(start=start, end=start + len(phrase), text=phrase, at=at)


def is_demonym(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is the adjective of a state, a people or a continent."""
    matches = gazetteer.find(name)
    return name.casefold() in CONTINENTAL or any(m.use == "demonym" and m.text == name for m in matches)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along a great circle."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def near(gold: Gold, ours: Toponym | None) -> bool:
    """Whether what is meant lies near enough."""
    entry = ours.entry if ours else None
    if gold.at is None or entry is None or entry.lat is None or entry.lon is None:
        return False
    return distance_km(gold.at, (entry.lat, entry.lon)) <= NEAR_KM


def score(path: Path, resources: Resources, *, misses: bool = False, towns: Towns | None = None) -> Scored:
    """The counts over a file; on request each miss is printed."""
    gazetteer = resources.linker.gazetteer
    total = Scored()
    for name, text, golds in articles(path, gazetteer):
        reading = resources.reader.read(text)
        found = find_toponyms(text, reading, gazetteer=gazetteer, places=resources.places, towns=towns)
        ours = [one for one in found if not is_demonym(one.text, gazetteer)]
        pairs = {id(gold): next((o for o in ours if o.start < gold.end and gold.start < o.end), None) for gold in golds}
        used = {id(one) for one in pairs.values() if one is not None}
        total = Scored(
            gold=total.gold + len(golds), given=total.given + len(ours), found=total.found + len(used),
            located=total.located + sum(gold.at is not None for gold in golds),
            resolved=total.resolved + sum(near(gold, pairs[id(gold)]) for gold in golds),
        )  # fmt: skip
        if misses:
            for gold in golds:
                one = pairs[id(gold)]
                if one is None:
                    print(f"missed   {name} {gold.text!r}: ...{text[max(0, gold.start - 40) : gold.end + 20]!r}")
                elif gold.at and not near(gold, one):
                    told = one.entry and (
                        one.entry.name,
                        one.entry.admin1,
                        one.entry.country,
                        one.entry.lat,
                        one.entry.lon,
                    )
                    print(f"resolved {name} {gold.text!r} {gold.at}, read {one.text!r} {told}")
            for one in ours:
                if id(one) not in used:
                    print(f"extra    {name} {one.text!r}: ...{text[max(0, one.start - 40) : one.end + 20]!r}")
    return total


def figures(shared: Path, resources: Resources) -> list[Figure]:
    """The figures of the part ``toponyms``."""
    rows = []
    for name, data in (("TR-News", "TR-News, 118 articles"), ("GeoVirus", "GeoVirus, 229 articles")):
        path = shared / "corpora" / "places" / f"{name}.xml"
        scored = score(path, resources, towns=Towns.load())
        precision, recall = (scored.found / max(number, 1) for number in (scored.given, scored.gold))
        detail = f"P {precision:.3f} R {recall:.3f}, {scored.gold} in gold"
        named = {"part": "toponyms", "data": data, "sha256": data_hash([path])}
        rows.append(Figure(**named, what="found F1, without demonyms", value=scored.f1, detail=detail))
        share = scored.resolved / scored.located if scored.located else 0.0
        rows.append(Figure(**named, what="resolved within 161 km", value=share, detail=f"of {scored.located} in gold"))
    return rows


def main() -> None:
    """Print the figures, and on request what is wrong."""
    parser = argparse.ArgumentParser(description="Score toponyms on TR-News or GeoVirus.")
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--data", choices=("TR-News", "GeoVirus"), default="TR-News")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    path = options.shared / "corpora" / "places" / f"{options.data}.xml"
    scored = score(path, load_resources(), misses=options.misses, towns=Towns.load())
    print(f"found F1 {scored.f1:.3f} ({scored.gold} gold, {scored.given} given)")
    print(f"resolved within 161 km {scored.resolved / max(scored.located, 1):.3f} of {scored.located}")


if __name__ == "__main__":
    main()
