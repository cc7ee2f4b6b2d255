"""What the desk refuses, as errors that carry a status, and the one shape in which every error is told."""

from typing import Any

import msgspec

from dragoman.errors import (
    CitationError,
    DragomanError,
    EditConflict,
    InputError,
    RecordNotWritable,
    UnknownName,
    UsageError,
    kind_of_error,
)


class Refusal(UsageError):  # noqa: N818
    """Base of what the desk refuses."""

    status = 400


class NotThere(Refusal):
    """A page, an article or a line that is not there."""

    status = 404


class Forbidden(Refusal):
    """Somebody who has not shown the token, or a form that is not ours."""

    status = 403


class Unnamed(Refusal):
    """Nobody: the token is asked for."""

    status = 401


class TooLarge(Refusal):
    """More than one answer or one upload may hold."""

    status = 413


class TooSlow(Refusal):
    """A question that took longer than it may."""

    status = 503


class Busy(Refusal):
    """Something that one at a time may do is being done."""

    status = 503


class NoRoom(Refusal):
    """The machine has no place left for what must be laid aside meanwhile."""

    status = 507


def laid_aside(error: OSError) -> NoRoom:
    """The refusal for a folder of temporary files that cannot be written."""
    return NoRoom(
        "there is no room for temporary files", values=error.strerror or type(error).__name__,
        remedy="Free some disk space, or name another folder in TMPDIR and start again",
    )  # fmt: skip


def status_of(error: DragomanError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, EditConflict):
        return 409
    if isinstance(error, RecordNotWritable):
        return 503
    if isinstance(error, (UsageError, InputError, CitationError)):
        return 404 if isinstance(error, UnknownName) else 400
    return 500


def told(error: DragomanError, status: int) -> dict[str, Any]:
    """An error as JSON has it: what, which values, what to do; a conflict with both versions."""
    fields = {
        "status": status,
        "kind": kind_of_error(error),
        "what": error.what,
        "values": error.values,
        "remedy": error.remedy,
    }
    if isinstance(error, EditConflict):
        versions = {"mine": error.mine, "theirs": error.theirs, "revision": error.revision}
        return {"error": {**fields, **msgspec.to_builtins(versions)}}
    return {"error": fields}
