"""Logs as JSON lines: what was done, to which source, with what outcome, and how long it took. On request only.

No word of an article goes into a log, and no token: a line has only the fields named here, and messages of errors,
which may quote what was read, stay out; their class and place stand for them. Text comes from outside (names of files,
addresses), so it is cut, secrets in addresses are blanked, and everything that is not printable ASCII is escaped.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import UsageError

LOGGER = "dragoman"
FIELDS = (
    "command", "record", "source", "outcome", "stage", "error", "where", "seconds", "status", "version", "run", "read",
    "updated", "unchanged", "failed", "articles", "lost", "host", "http_status", "size_bytes",
)  # fmt: skip
MOST_CHARACTERS = 300  # of one value
STANDARD_ERROR = "-"

_USER = re.compile(r"(?<=://)[^/@\s]{1,200}@")
_QUERY = re.compile(r"(://[^\s?;#]{0,2000}[?;#])\S+")
_SECRET = re.compile(r"(?i)(bearer|token|password|secret|api[-_]?key)(\s*[=:]\s*|\s+)\S{1,500}")


def log(event: str, **fields: object) -> None:
    """Write a line, where a log was asked for.

    Args:
        event: what happened, in two or three fixed words.
        **fields: some of ``FIELDS``; others are left out.
    """
    logging.getLogger(LOGGER).info(event, extra={"fields": fields})


def log_error(event: str, error: BaseException, **fields: object) -> None:
    """Write a line on an error: its class and where it was raised, not its message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).stem}:{frames[-1].lineno}" if frames else None
    told = {**fields, "error": type(error).__name__, "where": where}
    logging.getLogger(LOGGER).error(event, extra={"fields": told})


@contextmanager
def logging_to(target: str | None) -> Iterator[None]:
    """Write the log to a file (added to), or with ``-`` to standard error; ``None``: no log.

    Raises:
        UsageError: the file cannot be written.
    """
    logger = logging.getLogger(LOGGER)
    logger.propagate = False
    if not target:
        yield
        return
    handler = _handler(target)
    handler.setFormatter(JsonLine())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
        handler.close()


def _handler(target: str) -> logging.Handler:
    if target == STANDARD_ERROR:
        return logging.StreamHandler(sys.stderr)
    try:
        return logging.FileHandler(target, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            "the log cannot be written", values=f"{target}: {error.strerror}", remedy="Name a file in a folder of yours"
        ) from error


class JsonLine(logging.Formatter):
    """A record of the log as one line of JSON in ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        given: dict[str, object] = getattr(record, "fields", {})
        known = {name: safe(given[name]) for name in FIELDS if given.get(name) is not None}
        head = {"time": when, "level": record.levelname.lower(), "process": record.process}
        return json.dumps({**head, "event": safe(str(record.msg)), **known}, ensure_ascii=True)


def safe(value: object) -> object:
    """A value as a log may have it: numbers as they are, text cut and without secrets."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = _USER.sub("...@", str(value)[: 2 * MOST_CHARACTERS])
    text = _QUERY.sub(r"\1...", text)
    text = _SECRET.sub(r"\1\2...", text)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 3]}..."
