"""Records as table rows and back: a field is a column of the same name, a nested value is JSON in it."""

import sqlite3
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.errors import DamagedRecord, DateError
from dragoman.store.open import Value

Kind = TypeVar("Kind", bound=msgspec.Struct)


@cache
def nested_fields(kind: type[msgspec.Struct]) -> frozenset[str]:
    """The fields of a record type whose values are tuples, mappings or records: stored as JSON."""
    return frozenset(name for name, hint in get_type_hints(kind).items() if _is_nested(hint))


def _is_nested(hint: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_nested(part) for part in get_args(hint))
    base = get_origin(hint) or hint
    return isinstance(base, type) and issubclass(base, (tuple, dict, msgspec.Struct))


def to_row(record: msgspec.Struct, *, without: frozenset[str] = frozenset()) -> dict[str, Value]:
    """The columns of a record, without the fields that have tables of their own."""
    nested = nested_fields(type(record))
    row: dict[str, Value] = {}
    for name in record.__struct_fields__:
        if name in without:
            continue
        value = getattr(record, name)
        if value is None or isinstance(value, (str, int, float)):
            row[name] = value
        elif name in nested:
            row[name] = msgspec.json.encode(value, order="deterministic").decode()
        else:
            row[name] = msgspec.to_builtins(value)
    return row


def from_row(kind: type[Kind], row: sqlite3.Row, given: Mapping[str, object] | None = None) -> Kind:
    """A record from its columns; ``given`` supplies the fields that are not in this table.

    Raises:
        DamagedRecord: a column holds what such a record cannot have.
    """
    nested = nested_fields(kind)
    present = set(row.keys())
    values: dict[str, Any] = {}
    for name in kind.__struct_fields__:
        if given is not None and name in given:
            continue
        if name in present:
            values[name] = row[name]
    try:
        read = {n: msgspec.json.decode(v) if n in nested and v is not None else v for n, v in values.items()}
        return msgspec.convert({**read, **msgspec.to_builtins(given or {})}, kind)
    except (msgspec.DecodeError, DateError, TypeError) as error:
        where = f"a row of {kind.__name__.lower()}: {error}"
        raise DamagedRecord(
            "a row is broken", values=where, remedy="Restore a copy, or read the articles into a new file"
        ) from error


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Value], *, verb: str = "INSERT") -> None:
    """Insert one row."""
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
