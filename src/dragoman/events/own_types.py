"""Event types of the user's own, from a TOML file: definition, frames, examples.

A type refines one of PLOVER's (``parent``), and is then coded instead of it where its frames hold, or stands alone and
is coded beside PLOVER's. Its frames are those of ``frames.Frame``; ``name`` and ``type`` follow from the type, and what
is left out has the defaults below. A file may have word classes of its own (``[classes]``) beside those of the package.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman.codes.plover import EVENT_TYPES, is_mode, modes
from dragoman.errors import InstallationError, UsageError
from dragoman.events.frames import Frame, FrameTable
from dragoman.records import OWN_TYPE_NAME, EventType, Record

_FRAME_DEFAULTS: Mapping[str, Any] = {"kind": "verb", "actor": ["subj"], "recipient": ["obj"], "need": ["any"]}
# What PLOVER type a frame is read as while its words are checked, where the own type has no parent.
_STAND_IN: EventType = "CONSULT"
_TAKEN = frozenset({"name", "type", "own_type", "learnt", "mode"})  # of a frame: they follow from the type


class OwnType(Record, frozen=True, kw_only=True):
    """An event type of the user's own."""

    name: str
    definition: str
    frames: tuple[Frame, ...]
    examples: tuple[str, ...]  # texts of which each must give an event of the type, those of its frames among them
    counterexamples: tuple[str, ...] = ()  # texts that must give none
    parent: EventType | None = None  # the PLOVER type it refines; None: it stands alone
    mode: str | None = None  # the parent's mode that it always has; None: none


class OwnTypes(Record, frozen=True, kw_only=True):
    """What a file of own types holds."""

    types: tuple[OwnType, ...]
    classes: dict[str, tuple[str, ...]]
    sha256: str  # of the file

    def beside(self, frames: FrameTable) -> FrameTable:
        """The package's frames with these beside them.

        Raises:
            UsageError: a frame names a word class that neither has, or names one where none is told out.
        """
        own = [frame for kind in self.types for frame in kind.frames]
        try:
            return frames.extended(own, classes=self.classes)
        except InstallationError as error:
            raise UsageError(error.what, values=error.values, remedy="Add it to [classes] of your file") from error


class _Row(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A ``[[type]]`` as it is written."""

    name: str
    definition: str
    frame: list[dict[str, Any]]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    parent: EventType | None = None
    mode: str | None = None


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The file as it is written."""

    type: list[_Row]
    classes: dict[str, tuple[str, ...]] = {}


def read_own_types(path: str | Path) -> OwnTypes:
    """Own types from a file.

    Raises:
        UsageError: it cannot be read, is no TOML, or a type or frame in it is not as it must be.
    """
    try:
        data = Path(path).read_bytes()
        table = tomllib.loads(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            "the file of own types cannot be read", values=f"{path}: {error}", remedy="Give a TOML file in UTF-8"
        ) from error
    try:
        given = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        raise UsageError(
            "the file of own types has a wrong row", values=f"{path}: {error}", remedy="See docs/own-types.md"
        ) from error
    _check_classes(given, path)
    types = tuple(_type(row, path) for row in given.type)
    _check_names(types, path)
    return OwnTypes(types=types, classes=given.classes, sha256=hashlib.sha256(data).hexdigest())


def _type(row: _Row, path: str | Path) -> OwnType:
    where = f"{row.name} in {path}"
    if not re.fullmatch(OWN_TYPE_NAME, row.name) or row.name in EVENT_TYPES:
        raise UsageError(
            "an own type cannot have this name", values=where,
            remedy="Write 3 to 40 capitals, digits and _ that are no PLOVER type, as PORT_CALL",
        )  # fmt: skip
    if row.mode and (row.parent is None or not is_mode(row.parent, row.mode)):
        known = ", ".join(modes(row.parent)) if row.parent else "none, for it has no parent"
        raise UsageError("the parent has no such mode", values=f"{row.mode!r}, {where}", remedy=f"There are {known}")
    if not row.frame:
        raise UsageError("an own type needs a frame", values=where, remedy="Add one under [[type.frame]]")
    frames = tuple(_frame(row, number, given, where) for number, given in enumerate(row.frame, start=1))
    examples = (*row.examples, *(text for frame in frames for text in frame.examples))
    if not examples:
        raise UsageError("an own type needs an example", values=where, remedy='Add one: examples = ["..."]')
    return OwnType(
        name=row.name, definition=row.definition, frames=frames, examples=tuple(dict.fromkeys(examples)),
        counterexamples=row.counterexamples, parent=row.parent, mode=row.mode,
    )  # fmt: skip


def _frame(row: _Row, number: int, given: Mapping[str, Any], where: str) -> Frame:
    """A frame with what follows from its type; one without a parent bears the type's own name."""
    taken = sorted(_TAKEN & set(given))
    if taken:
        raise UsageError("the type says this for its frames", values=f"{taken[0]}, {where}", remedy="Leave it out")
    deed = {} if row.parent else {"deed": True}  # an own type is a deed unless its frame says otherwise
    fields = {
        "examples": (), **_FRAME_DEFAULTS, **deed, **given, "type": row.parent or _STAND_IN, "mode": row.mode,
        "name": f"{row.name.lower()}-{number}", "own_type": row.name,
    }  # fmt: skip
    try:
        frame: Frame = msgspec.convert(fields, Frame)
    except msgspec.ValidationError as error:
        raise UsageError(
            "a frame is not as it must be", values=f"frame {number} of {where}: {error}", remedy="See docs/own-types.md"
        ) from error
    # Not checked anew: a type of the user's own is none of PLOVER's.
    return frame if row.parent else msgspec.structs.replace(frame, type=row.name)


def _check_classes(given: _File, path: str | Path) -> None:
    known = FrameTable.load().classes
    double = sorted(set(given.classes) & set(known))
    if double:
        raise UsageError(
            "there is a word class of this name already", values=f"{', '.join(double)} in {path}", remedy="Rename it"
        )


def _check_names(types: tuple[OwnType, ...], path: str | Path) -> None:
    double = sorted(_repeated(kind.name for kind in types))
    if double:
        raise UsageError("two own types have one name", values=f"{', '.join(double)} in {path}", remedy="Rename one")


def _repeated(names: Iterator[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
