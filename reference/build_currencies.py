"""Units of money and the currencies each can mean: writes currencies.

Source: CLDR (Unicode licence, in the package Babel): names and signs of the currencies that are tender somewhere on the
day of the inputs; ``inputs/currencies.txt`` (by hand) for nouns that several share, their spellings and short signs.
"""

from collections import defaultdict
from datetime import date
from itertools import chain

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from reference.marks import AS_OF, INPUTS
from reference.tables import Row, write_table

COLUMNS = "unit family currencies usual source as_of"
_LOCALE = "en"
Family = tuple[tuple[str, ...], str]  # the forms of its noun, and the currency usually meant


def build() -> dict[str, int]:
    """Write the table; return how many rows it has."""
    families, others = _inputs()
    nouns = {form: name for name, (forms, _) in families.items() for form in forms}
    meant: dict[str, set[str]] = defaultdict(set)
    family_of: dict[str, str] = {}
    for code in sorted(_tender()):
        one, many = (get_currency_name(code, count=n, locale=_LOCALE).casefold() for n in (1, 2))
        noun = one.split()[-1]
        family = nouns.get(noun, noun)
        family_of[code] = family
        forms = families[family][0] if family in families else (noun, many.split()[-1], f"{noun}s")
        whose = one.removesuffix(noun)
        sign = get_currency_symbol(code, _LOCALE).casefold()
        whole = [f"{whose}{form}" for form in forms if len(form) > 1]
        extra = chain.from_iterable(_spelt(unit, forms) for unit in others.get(code, ()))
        for unit in {*forms, *whole, *extra, code.casefold(), sign}:
            # Babel's texts keep narrow blanks and dots; units are compared without the dots, with plain blanks.
            meant[" ".join(unit.replace(".", "").split())].add(code)
    rows = [_row(unit, codes, families, family_of) for unit, codes in meant.items()]
    return {"currencies": write_table("currencies", COLUMNS, rows)}


def _tender() -> set[str]:
    day = date.fromisoformat(AS_OF)
    lands = (name for name in Locale(_LOCALE).territories if len(name) == 2)
    return {code for land in lands for code in get_territory_currencies(land, day, day, tender=True)}


def _inputs() -> tuple[dict[str, Family], dict[str, list[str]]]:
    families: dict[str, Family] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for line in (INPUTS / "currencies.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if " = " in line:
            codes, units = line.split(" = ")
            for code in codes.split():
                others[code] += units.split("; ")
            continue
        name, told = line.split(": ")
        forms, usual = told.split(">")
        families[name] = (tuple(forms.split()), usual.strip())
    return families, others


def _spelt(unit: str, forms: tuple[str, ...]) -> list[str]:
    """A unit in the singular, as written by hand, with the forms of its noun."""
    whose, _, noun = unit.rpartition(" ")
    return [f"{whose} {form}" for form in forms if len(form) > 1] if whose and noun in forms else [unit]


def _row(unit: str, codes: set[str], families: dict[str, Family], family_of: dict[str, str]) -> Row:
    (family,) = {family_of[code] for code in codes}
    shared = len(codes) > 1
    usual = families[family][1] if family in families and unit in families[family][0] and shared else ""
    return {
        "unit": unit, "family": family, "currencies": "; ".join(sorted(codes)), "usual": usual,
        "source": "cldr; hand", "as_of": AS_OF,
    }  # fmt: skip


if __name__ == "__main__":
    print(build())
