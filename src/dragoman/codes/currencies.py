"""Units of money: which currencies one can mean, and whether two are the same.

"Rupees" are money of six countries, "dollars" of more than twenty. The table tells for every unit, as a whole, which
currencies it can mean, from CLDR's names (``reference/build_currencies.py``).
"""

from functools import cache

from dragoman.codes.tables import cell_list, read_table
from dragoman.records import Record


class Currency(Record, frozen=True, kw_only=True):
    """What a unit of money can mean."""

    family: str  # the noun it shares with others: "dollar"
    codes: frozenset[str]  # ISO 4217; one where the unit says whose money it is
    usual: str | None = None  # which of them it means where nothing is added; None: none of them


def currency_of(unit: str | None) -> Currency | None:
    """What a unit means, as a whole; ``None``: the table does not know it."""
    return _units().get(" ".join((unit or "").casefold().replace(".", "").split()))


def one_currency(unit: str | None, other: str | None) -> bool:
    """Whether two units, told of one sum, are the same currency as far as is known; a unit not known is no other's.

    A unit that does not say whose it is ("dollars") is the same as one that does ("US dollars") if that is the one
    usually meant, for reports write others out in full ("Australian dollars"). Where none is usual ("rupees") it is
    the same as any of them: a report that leaves it out trusts the matter to tell, and the other is on that matter.
    """
    a, b = currency_of(unit), currency_of(other)
    if a is None or b is None:
        return False
    if a.codes == b.codes:
        return True
    one, several = sorted((a, b), key=lambda known: len(known.codes))
    if len(one.codes) > 1 or len(several.codes) == 1:
        return a.family == b.family and len(one.codes) > 1
    return one.codes == {several.usual} if several.usual else one.codes <= several.codes


@cache
def _units() -> dict[str, Currency]:
    return {
        row["unit"]: Currency(
            family=row["family"], codes=frozenset(cell_list(row["currencies"])), usual=row["usual"] or None
        )
        for row in read_table("currencies")
    }
