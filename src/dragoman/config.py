"""One ``Settings``, read from one TOML file. Units stand in the names; an unknown key or a wrong value is an error.

The defaults are the settings of a machine with two cores and 4 GB of memory. Nothing is read at import time and no
other module reads a setting from anywhere else.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from dragoman.errors import SettingError

Count = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of a section of the settings file: frozen, and deaf to no misspelt key."""


class Limits(Section, frozen=True, kw_only=True):
    """What one input may cost. What goes over is refused with a ``Failure``, and the rest is read."""

    max_document_bytes: Count = 50_000_000  # a file held whole in memory; the longest articles known are under 1 MB
    max_archive_bytes: Count = 20_000_000_000  # JSON lines and WARC, which are streamed
    max_inflated_bytes: Count = 50_000_000  # a compressed document once inflated
    max_inflation_ratio: Count = 200  # news text deflates 3 to 10 times, markup with repeated menus up to 60
    max_record_bytes: Count = 50_000_000  # one WARC record
    max_line_bytes: Count = 10_000_000  # one line of JSON lines
    max_json_depth: Count = 100  # brackets within brackets; articles nest 3 or 4 deep
    max_text_characters: Count = 2_000_000  # an article's text; a long report has 200,000
    extract_timeout_s: Seconds = 30.0  # one HTML page; the median page takes 0.02 s
    extract_memory_bytes: Count = 512_000_000  # address space of the HTML worker


class ReaderSettings(Section, frozen=True, kw_only=True):
    """How the reader model runs."""

    threads: Count = 1  # results do not depend on it


class OwnFiles(Section, frozen=True, kw_only=True):
    """Files of the user's own that articles are coded with; in a settings file, paths from the folder it lies in."""

    types: str | None = None  # event types (TOML); None: PLOVER's sixteen alone
    actors: tuple[str, ...] = ()  # actors: dictionaries of the PETRARCH family, or tables (TSV)


class Settings(Section, frozen=True, kw_only=True):
    """All settings."""

    limits: Limits = Limits()
    reader: ReaderSettings = ReaderSettings()
    own: OwnFiles = OwnFiles()

    @property
    def sha256(self) -> str:
        """Hash of the values, in a fixed order: what a run records of its settings.

        Files of the user's own are left out: a run records the hash of each, wherever it lies.
        """
        values = {name: getattr(self, name) for name in self.__struct_fields__ if name != "own"}
        return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings file; without a path, the defaults.

    Raises:
        SettingError: the file cannot be read, is not TOML, names an unknown setting or gives a wrong value.
    """
    if path is None:
        return Settings()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            "the settings file cannot be read", values=f"{path}: {error}", remedy="Check the path and its rights"
        ) from error
    settings = parse_settings(text, name=str(path))
    return msgspec.structs.replace(settings, own=_from(path.parent, settings.own))


def _from(folder: Path, own: OwnFiles) -> OwnFiles:
    types = None if own.types is None else str(folder / own.types)
    return OwnFiles(types=types, actors=tuple(str(folder / name) for name in own.actors))


def parse_settings(text: str, *, name: str = "settings") -> Settings:
    """Settings from TOML text; ``name`` stands for the file in messages.

    Raises:
        SettingError: not TOML, an unknown setting or a wrong value.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(
            "the settings are not TOML", values=f"{name}: {error}", remedy="Write lines like: extract_timeout_s = 30.0"
        ) from error
    _refuse_unknown(table, name)
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingError(
            "a setting has a wrong value", values=f"{name}: {error}", remedy="Give a value of that type and range"
        ) from error


def _refuse_unknown(table: dict[str, Any], name: str) -> None:
    """Say which names there are, which msgspec's own message does not."""
    sections = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    _check_names(table, list(sections), name)
    for key, value in table.items():
        if isinstance(value, dict):
            known = [field.name for field in msgspec.structs.fields(sections[key])]
            _check_names(value, known, f"{name}, [{key}]")


def _check_names(table: dict[str, Any], known: list[str], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise SettingError(
            "no such setting", values=f"{', '.join(unknown)} in {where}", remedy=f"There are: {', '.join(known)}"
        )
