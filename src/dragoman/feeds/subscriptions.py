"""The list of feeds to watch: a TOML file with a table a feed."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from dragoman.config import Section
from dragoman.errors import RefusedInput, SettingError
from dragoman.sources.fetching.target import parse_target, without_user

Minutes = Annotated[float, msgspec.Meta(ge=1, le=100_000)]


class Feed(Section, frozen=True, kw_only=True):
    """A feed that is watched."""

    url: str
    read: Literal["page", "entry"] = "page"  # what an article is read from: the page an entry leads to, or its own text
    publisher: str | None = None  # whose articles they are; None: as the pages say
    every_minutes: Minutes | None = None  # how often it is asked; None: as often as the others


class _List(Section, frozen=True, kw_only=True):
    feeds: tuple[Feed, ...]


def read_feeds(path: str | Path, *, any_port: bool = False) -> tuple[Feed, ...]:
    """The feeds in a file, in its order.

    Args:
        path: the file.
        any_port: whether ports other than 80 and 443 may be asked, for tests on this machine.

    Raises:
        SettingError: it cannot be read, is not TOML, has unknown keys or wrong values, names no feed or one twice, or
            an address that is not asked.
    """
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        feeds = msgspec.convert(table, _List).feeds
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _wrong("the list of feeds cannot be read", path, str(error)) from error
    twice = [url for url, count in Counter(feed.url for feed in feeds).items() if count > 1]
    if twice or not feeds:
        raise _wrong("a feed twice" if twice else "no feeds", path, ", ".join(map(without_user, twice)))
    for feed in feeds:
        try:
            parse_target(feed.url, any_port=any_port)
        except RefusedInput as error:
            raise _wrong("a feed that is not asked", path, str(error)) from error
    return feeds


def _wrong(what: str, path: str | Path, told: str) -> SettingError:
    remedy = 'Write for each feed: [[feeds]], then a line url = "https://..."'
    return SettingError(what, values=f"{path}: {told}" if told else str(path), remedy=remedy)
