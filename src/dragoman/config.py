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
    max_page_bytes: Count = 20_000_000  # one HTML page, wherever it came from; trafilatura's limit, too
    max_archive_bytes: Count = 20_000_000_000  # JSON lines and WARC, which are streamed
    max_inflated_bytes: Count = 50_000_000  # a compressed document once inflated
    max_inflation_ratio: Count = 200  # news text deflates 3 to 10 times, markup with repeated menus up to 60
    max_record_bytes: Count = 50_000_000  # one WARC record
    max_line_bytes: Count = 10_000_000  # one line of JSON lines
    max_json_depth: Count = 100  # brackets within brackets; articles nest 3 or 4 deep
    max_markup_depth: Count = 500  # elements within elements of a feed; they nest about 30 deep, and parsers recurse
    max_text_characters: Count = 2_000_000  # an article's text; a long report has 200,000
    extract_timeout_s: Seconds = 30.0  # one HTML page; the median page takes 0.02 s
    extract_memory_bytes: Count = 512_000_000  # address space of the HTML worker
    document_timeout_s: Seconds = 60.0  # one PDF, Word file or mail; a report of 100 pages takes 5 s
    document_memory_bytes: Count = 512_000_000  # address space of the process that reads them
    max_pages: Count = 2000  # of a PDF
    max_packed_files: Count = 5000  # in a Word file, which is a ZIP; one with 100 pictures has 130
    max_mail_parts: Count = 500  # of a mail: texts, attachments, forwarded mails
    max_mail_depth: Count = 20  # of parts within parts, and of mails within mails; a long thread has 5


class ReaderSettings(Section, frozen=True, kw_only=True):
    """How the reader model runs."""

    threads: Count = 2  # results do not depend on it; a worker among several takes one
    syntax: str | None = None  # a spaCy pipeline, package or folder, for sentences, tags and trees; None: the model's


class FetchSettings(Section, frozen=True, kw_only=True):
    """How pages and feeds are fetched. What is larger or slower than allowed becomes a ``Failure``."""

    contact: str = ""  # an address that sites can turn to, told in every request; "": none is told
    host_delay_s: Seconds = 2.0  # between two requests to a host, by whatever process; robots.txt may ask for more
    connect_timeout_s: Seconds = 10.0  # to find an address, to connect and to agree on a key
    read_timeout_s: Seconds = 15.0  # without a byte
    answer_timeout_s: Seconds = 60.0  # one whole answer, however slowly it drips
    max_page_bytes: Count = 20_000_000  # as it comes, compressed or not; trafilatura's limit, too
    max_robots_bytes: Count = 512_000  # of a robots.txt; RFC 9309 asks for 500 KiB at least, the rest is not read
    max_redirects: Annotated[int, msgspec.Meta(ge=0, le=20)] = 5  # RFC 9309 asks for five
    max_wait_s: Seconds = 60.0  # for a host's turn; who would wait longer is told to come again
    backoff_s: Seconds = 30.0  # after the first trouble; twice as long after each further one
    max_backoff_s: Seconds = 86_400.0  # also where a site asks for more
    allow_loopback: bool = False  # for tests with servers on this machine; lets pages reach what listens here


class OwnFiles(Section, frozen=True, kw_only=True):
    """Files of the user's own that articles are coded with; in a settings file, paths from the folder it lies in."""

    types: str | None = None  # event types (TOML); None: PLOVER's sixteen alone
    actors: tuple[str, ...] = ()  # actors: dictionaries of the PETRARCH family, or tables (TSV)


class Settings(Section, frozen=True, kw_only=True):
    """All settings."""

    limits: Limits = Limits()
    reader: ReaderSettings = ReaderSettings()
    fetch: FetchSettings = FetchSettings()
    own: OwnFiles = OwnFiles()

    @property
    def sha256(self) -> str:
        """Hash of the values that can change a coding, in a fixed order: what a run records of its settings.

        Files of the user's own are left out: a run records the hash of each, wherever it lies. So is the name of a
        spaCy pipeline, whose version and hash the run records with the model's.
        """
        # How a page was fetched does not change how it reads.
        coding = {"limits": self.limits, "reader": {"threads": self.reader.threads}}
        return hashlib.sha256(msgspec.json.encode(coding, order="sorted")).hexdigest()


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
    return msgspec.structs.replace(
        settings, own=_from(path.parent, settings.own), reader=_reader_from(path.parent, settings.reader)
    )


def _reader_from(folder: Path, reader: ReaderSettings) -> ReaderSettings:
    """The settings of the reader; a pipeline that lies beside the settings file is a folder, any other a package."""
    if reader.syntax is None or not (folder / reader.syntax).is_dir():
        return reader
    return msgspec.structs.replace(reader, syntax=str(folder / reader.syntax))


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
