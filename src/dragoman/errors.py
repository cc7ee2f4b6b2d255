"""The error tree. Every message says what went wrong, with which values, and what to do.

DragomanError
├── UsageError          the caller's mistake: a bad option, an unknown name, a record that is not there
│   ├── SettingError        a setting that does not exist or has a wrong value
│   └── UnknownName         a party, office, article or type that no table knows
├── InputError          something that was read is not as it must be; becomes a ``Failure``, the batch goes on
│   ├── UnreadableInput     bytes that no reader understands: empty, damaged, unknown format
│   │   └── UnreachableInput    input elsewhere that could not be had this time: another time it may
│   │       └── RestingHost         a host that is to be left alone for longer than anybody waits
│   ├── RefusedInput        input over a limit (size, depth, time, memory), or at an address that is not asked
│   ├── ForgottenInput      an article that was taken out of the record on request
│   └── DateError           a date that no calendar has
├── CitationError       a span that does not quote its article: never stored
├── EditConflict        two people changed one line; the second is refused
├── RecordError         the record on disk
│   ├── NewerSchema         written by a newer version
│   ├── DamagedRecord       not a record, or broken
│   └── RecordNotWritable   read-only folder, full disk, held lock
└── InstallationError   the installed package is not whole: a missing model or table, a wrong hash
"""

from collections.abc import Mapping
from typing import Any


class DragomanError(Exception):
    """Base of every error raised on purpose. ``what``, ``values`` and ``remedy`` are the message's three parts."""

    def __init__(self, what: str, *, values: str = "", remedy: str = "") -> None:
        self.what = what
        self.values = values
        self.remedy = remedy
        super().__init__(what, values, remedy)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes: by default an exception is rebuilt from its arguments by place."""
        return _rebuilt, (type(self), self.what, self.values, self.remedy)

    def __str__(self) -> str:
        message = self.what
        if self.values:
            message += f": {self.values}"
        if self.remedy:
            message += f". {self.remedy}"
        return message


def _rebuilt(kind: type[DragomanError], what: str, values: str, remedy: str) -> DragomanError:
    return kind(what, values=values, remedy=remedy)


class UsageError(DragomanError):
    """The caller's mistake."""


class SettingError(UsageError):
    """A setting that does not exist or has a wrong value."""


class UnknownName(UsageError):  # noqa: N818 - reads as a noun: what was met
    """A party, office, article or type that no table knows."""


class InputError(DragomanError):
    """Something that was read is not as it must be; the batch goes on."""


class UnreadableInput(InputError):  # noqa: N818
    """Bytes that no reader understands."""


class NotGivenOut(UnreadableInput):
    """A page that its server does not give: it is not there, or kept from us."""


class UnreachableInput(UnreadableInput):
    """Input elsewhere that could not be had this time; another time it may."""


class RestingHost(UnreachableInput):
    """A host that is to be left alone for longer than anybody waits; it was not asked."""

    until = 0.0  # seconds since 1970; 0: not known


class RefusedInput(InputError):  # noqa: N818
    """Input over a limit of size, depth, time or memory, or at an address that is not asked."""


class GivenUpInput(RefusedInput):
    """A page that killed or hung the process that read it, twice; the same run does not try it again."""


class ForgottenInput(InputError):  # noqa: N818
    """An article that was taken out of the record on request."""


class DateError(InputError):
    """A date that no calendar has."""


class CitationError(DragomanError):
    """A span that does not quote its article."""


class EditConflict(DragomanError):  # noqa: N818
    """Two people changed one line, and the second had not seen what the first did.

    ``mine`` is the line as the second would have left it, ``theirs`` the line as it stands, both as JSON has them
    (``None``: set aside); ``revision`` is the id of the one that came first, to be seen before trying again.
    """

    def __init__(
        self,
        what: str,
        *,
        values: str = "",
        remedy: str = "",
        mine: Mapping[str, Any] | None = None,
        theirs: Mapping[str, Any] | None = None,
        revision: str | None = None,
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        self.revision = revision
        super().__init__(what, values=values, remedy=remedy)


class RecordError(DragomanError):
    """The record on disk cannot be opened, read or written."""


class NewerSchema(RecordError):  # noqa: N818
    """The record was written by a newer version."""


class DamagedRecord(RecordError):  # noqa: N818
    """The file is no record, or a broken one."""


class RecordNotWritable(RecordError):  # noqa: N818
    """The record cannot be written: read-only folder, full disk, held lock."""


class InstallationError(DragomanError):
    """The installed package is not whole."""


def error_named(kind: str) -> type[DragomanError] | None:
    """The error of this tree that has the name; None: there is none."""
    found = globals().get(kind)
    return found if isinstance(found, type) and issubclass(found, DragomanError) else None


def kind_of_error(error: DragomanError) -> str:
    """The name in this tree of an error, or of the nearest it is one of."""
    return next(each.__name__ for each in type(error).__mro__ if error_named(each.__name__) is each)
