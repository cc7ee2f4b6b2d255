"""The table of time words (``data/time_words.tsv``): form, class, value, and the case it must be written in.

The token pattern stands here because the forms of the table are cut by it as running text is.
"""

import re
from functools import lru_cache
from importlib.resources import files

from dragoman.errors import InstallationError
from dragoman.records import Record

TOKEN = re.compile(
    r"""\d{4}-\d\d-\d\d(?![\d-])                       # ISO day
      | (?<![\w./-])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)(?![\w/-])   # 9/11/2017, 09.11.2017
      | (?<!\w)9/11(?!\w)
      | \d{1,2}:\d\d(?::\d\d)?
      | \d{1,3}(?:,\d{3}){1,5}(?![\d,])                # 2,017
      | \d{1,12}\.\d{1,12}
      | ['’]\d\ds\b                                    # '80s
      | [’']s\b
      | [ap]\.m\b\.?
      | (?:St|st)\.
      | [^\W_]{1,40}
      | \n[^\S\n]*\n                                   # a paragraph ends
      | \S""",
    re.VERBOSE,
)

_TABLE = "data/time_words.tsv"
_CASES = frozenset({"any", "capital", "lower", "upper", "year"})


class Word(Record, frozen=True, kw_only=True):
    """A row of the table. ``parts`` are the lower-case tokens of the form."""

    parts: tuple[str, ...]
    kind: str  # the token class, a name the grammar uses
    value: str
    needs: str  # "capital", "lower", "upper"; "year": the word counts only before "year"; "any": no matter


@lru_cache(maxsize=1)
def time_words() -> dict[str, tuple[Word, ...]]:
    """The table by the first token of each form, longest forms first.

    Raises:
        InstallationError: the table is missing or a row is malformed.
    """
    table: dict[str, list[Word]] = {}
    for number, line in enumerate(table_lines(_TABLE), start=2):
        fields = line.split("\t")
        if len(fields) != 4 or fields[3] not in _CASES:
            raise InstallationError(
                "a row of the time words is malformed",
                values=f"line {number}: {line!r}",
                remedy="Reinstall the package; a row is form, class, value, case",
            )
        form, kind, value, needs = fields
        parts = tuple(form_tokens(form))
        table.setdefault(parts[0], []).append(
            Word(parts=parts, kind=kind, value="" if value == "-" else value, needs=needs)
        )
    return {first: tuple(sorted(words, key=lambda word: -len(word.parts))) for first, words in table.items()}


def form_tokens(form: str) -> list[str]:
    """The tokens of a table form, cut as running text is."""
    return [match.group().lower() for match in TOKEN.finditer(form)]


def table_lines(path: str) -> list[str]:
    """The rows of a table of the package, without its heading.

    Raises:
        InstallationError: the package has no such file.
    """
    try:
        text = files("dragoman").joinpath(path).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InstallationError("a table is missing", values=path, remedy="Reinstall the package") from error
    return [line for line in text.splitlines()[1:] if line]
