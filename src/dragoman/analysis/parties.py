"""The parties that a reader names: by code, or by any name that the tables know."""

from collections.abc import Sequence

from dragoman.errors import UnknownName
from dragoman.store.listing import parties
from dragoman.store.open import Store

SHOWN_PARTIES = 40  # codes listed in the message: a few lines of a terminal


def party_code(store: Store, name: str) -> str:
    """The code of a party: one that the record has, in any case, else what the gazetteer calls so.

    Raises:
        UnknownName: nothing in the record or the tables is called so.
    """
    return code_among(parties(store), name)


def code_among(known: Sequence[str], name: str) -> str:
    """The code of a party: one of those known, in any case, else what the gazetteer calls so.

    Raises:
        UnknownName: nothing known or in the tables is called so.
    """
    match = next((code for code in known if code.casefold() == name.casefold()), None)
    if match is not None:
        return match
    from dragoman.entities.gazetteer import Gazetteer  # half a second's load, not needed for a code of the record

    gazetteer = Gazetteer.load()
    entries = gazetteer.by_name(name) or tuple(filter(None, [gazetteer.get(name.upper())]))
    if entries:
        return entries[0].party or entries[0].id
    shown = ", ".join(known[:SHOWN_PARTIES]) + (" ..." if len(known) > SHOWN_PARTIES else "")
    raise UnknownName("no such party", values=repr(name), remedy=f"The record has {shown or 'no parties yet'}")
