"""Results as tables for other libraries: Arrow, pandas, polars; each row type is a schema."""

import types
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.errors import InstallationError
from dragoman.records import Record

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table(Record, frozen=True, kw_only=True):
    """A result that is a list of rows of one type."""

    row_type: ClassVar[type[Record]] = Record

    @property
    def rows(self) -> Sequence[Record]:
        """The rows, in their order."""
        raise NotImplementedError

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as an Arrow table; its columns and their types are the same when there are none."""
        return arrow_table(self.rows, self.row_type)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas data frame.

        Raises:
            InstallationError: pandas is not installed.
        """
        require("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a polars data frame.

        Raises:
            InstallationError: polars is not installed.
        """
        return require("polars").from_arrow(self.to_arrow())  # type: ignore[no-any-return]


def arrow_table(rows: Sequence[Record], row_type: type[Record]) -> "pyarrow.Table":
    """Rows of one type as an Arrow table."""
    import pyarrow as pa

    schema = pa.schema([(name, _arrow_type(hint)) for name, hint in _columns(row_type).items()])
    columns = [[_plain(getattr(row, field.name)) for row in rows] for field in schema]
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def fields_of(row: Record) -> dict[str, Any]:
    """A row as a dictionary of plain values, days as ISO text."""
    fields: dict[str, Any] = msgspec.to_builtins(row)
    return fields


def require(library: str, *, extra: str | None = None) -> Any:
    """An optional library.

    Raises:
        InstallationError: it is not installed.
    """
    try:
        return import_module(library)
    except ImportError as error:
        wanted = f"'dragoman[{extra}]'" if extra else library.partition(".")[0]
        raise InstallationError(
            "this needs a library that is not installed", values=library, remedy=f"Install it: pip install {wanted}"
        ) from error


def _columns(row_type: type[Record]) -> dict[str, Any]:
    hints = get_type_hints(row_type)
    return {name: hints[name] for name in row_type.__struct_fields__}


def _arrow_type(hint: Any) -> Any:
    import pyarrow as pa

    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return pa.string()
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}[hint]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
