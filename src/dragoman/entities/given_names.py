"""Given names that only women, or only men, have in most of the world; names of both are left out of the table."""

from functools import cache

from dragoman.codes.tables import read_table


@cache
def _genders() -> dict[str, str]:
    return {row["name"].casefold(): row["gender"] for row in read_table("given_names")}


def given_gender(name: str) -> str | None:
    """ "m" or "f" for a full name by its first word; None: it does not tell, or there is no other word."""
    first, _, rest = name.partition(" ")
    return _genders().get(first.casefold()) if rest else None
