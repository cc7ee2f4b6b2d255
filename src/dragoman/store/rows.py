"""Records as table rows and back: a field is a column of the same name, a nested value is JSON in it."""

import sqlite3
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

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
    """A record from its columns; ``given`` supplies the fields that are not in this table."""
    nested = nested_fields(kind)
    present = set(row.keys())
    values: dict[str, object] = {}
    for name in kind.__struct_fields__:
        if given is not None and name in given:
            continue
        if name in present:
            value = row[name]
            values[name] = msgspec.json.decode(value) if name in nested and value is not None else value
    return msgspec.convert({**values, **msgspec.to_builtins(given or {})}, kind)


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Value], *, verb: str = "INSERT") -> None:
    """Insert one row."""
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
