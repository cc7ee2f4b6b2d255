"""Towns that the table of places is too small for, by name: over 5,000 people (GeoNames, CC BY 4.0).

Many are also words and family names, so they are looked up only where a name is known to be a place's. Rows are read
when their name is asked for, for a process asks for few of them.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from dragoman.codes.tables import DATA
from dragoman.entities.folding import fold
from dragoman.errors import InstallationError
from dragoman.places import PlaceEntry
from dragoman.records import Place

_COLUMNS = b"name\tcountry\tadmin1\tlat\tlon\tgeonames\tpopulation\t"


class Towns:
    """Towns by name, too many and too ambiguous to be looked for in running text. Immutable."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        self._rows: dict[bytes, tuple[int, ...]] = {}  # where the rows of a name begin
        at = table.index(b"\n") + 1
        while at < len(table):
            name = table[at : table.index(b"\t", at)]
            key = _key(name)
            self._rows[key] = (*self._rows.get(key, ()), at)
            at = table.index(b"\n", at) + 1

    @classmethod
    def load(cls, directory: Path | None = None) -> "Towns":
        """Read the table ``towns``.

        Args:
            directory: the folder it lies in; None: the package's own, read once a process.

        Raises:
            InstallationError: the table is missing or broken.
        """
        return _packaged() if directory is None else _read(directory)

    def called(self, name: str) -> tuple[PlaceEntry, ...]:
        """The towns of a name, upper and lower case alike."""
        return tuple(self._town(at) for at in self._rows.get(_key(name.encode("utf-8", "replace")), ()))

    def _town(self, at: int) -> PlaceEntry:
        cells = self._table[at : self._table.index(b"\n", at)].decode().split("\t")
        name, country, admin1, lat, lon, geonames, population, *_ = cells
        return PlaceEntry(
            name=name, precision="city", country=country, admin1=admin1 or None, city=None, lat=float(lat),
            lon=float(lon), geonames=int(geonames), weight=int(population), ambiguous="", aliases=(),
        )  # fmt: skip


def in_town(place: Place, countries: Sequence[str]) -> Place:
    """A place with the coordinates of the town of its name in its state, else in one of the states given.

    Args:
        place: a place that the table of places does not know.
        countries: ids of the states its article names, the most named first.
    """
    wanted = [place.country] if place.country else list(countries)
    namesakes = [town for town in Towns.load().called(place.name) if town.country in wanted]
    town = min(namesakes, key=lambda town: (wanted.index(str(town.country)), -town.weight), default=None)
    return replace(town.as_place(), name=place.name) if town else place


def _key(name: bytes) -> bytes:
    """A name as it is looked up; most are plain letters, which need no folding."""
    plain = name.isascii() and not any(sign in name for sign in b"`\n\t")
    return name.lower() if plain else fold(name.decode()).casefold().encode()


@cache
def _packaged() -> Towns:
    return _read(DATA)


def _read(directory: Path) -> Towns:
    path = directory / "towns.tsv"
    try:
        table = path.read_bytes()
        if not table.startswith(_COLUMNS) or not table.endswith(b"\n"):
            raise ValueError("other columns, or cut off")
        return Towns(table)
    except (OSError, ValueError) as error:
        raise InstallationError(
            "the table of towns is missing or broken", values=f"{path}: {error}", remedy="Install the package again"
        ) from error
