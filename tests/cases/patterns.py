"""Every regular expression the package compiles, and how long one takes on strings made to be hard."""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType

import msgspec

import dragoman

Pattern = re.Pattern[str] | re.Pattern[bytes]
INNER = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)  # their bodies run later, so the walk over modules misses them

LEAST_S = 0.02  # a text of the least length in less than this is no trouble, whatever the growth
GIVE_UP_S = 2.0
MOST_PER_DOUBLING = 2.5

# Patterns that are only ever tried at one place, by ``match`` or ``fullmatch``; the others are tried everywhere.
AT_ONE_PLACE = {
    "dragoman.language.lemmas._SHORT": "fullmatch",
    "dragoman.article.byline._NEXT_LINE": "match",
    "dragoman.article.byline._release_pattern()": "match",
    "dragoman.article.layout._furniture()": "match",
    "dragoman.article.calendar_day._EPOCH": "fullmatch",
    "dragoman.article.credits._DATED": "fullmatch",
    "dragoman.sources.formats._MARKUP_HEAD": "match",
    "dragoman.sources.docx._NO_TITLE": "fullmatch",
    "dragoman.sources.mail._NO_DOCUMENT_NAMES": "fullmatch",
    "dragoman.sources.pdf._NO_TITLE": "fullmatch",
    "dragoman.sources.pdf_lines._BARE_NUMBER": "fullmatch",
    "dragoman.sources.warc._NEWLINES": "match",
}


def patterns() -> dict[str, Pattern]:
    """Every compiled expression that a module, a table or a cached function without arguments holds, by its place."""
    found: dict[Pattern, str] = {}
    for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in sorted(vars(loaded).items()):
            if _is_cached(value, module.name):
                name, value = f"{name}()", value()
            for place, pattern in _within(value, f"{module.name}.{name}", set()):
                found.setdefault(pattern, place)
    return {place: pattern for pattern, place in found.items()}


def _is_cached(value: object, module: str) -> bool:
    inner = getattr(value, "__wrapped__", None)
    is_ours = hasattr(value, "cache_info") and getattr(inner, "__module__", None) == module
    return is_ours and inner.__code__.co_argcount == 0  # type: ignore[union-attr]


def _within(value: object, place: str, seen: set[int]) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, re.Pattern):
        yield place, value
        return
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        for number, item in enumerate(value):
            yield from _within(item, f"{place}[{number}]", seen)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(key, f"{place}[{key!r}]", seen)
            yield from _within(item, f"{place}[{key!r}]", seen)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _within(getattr(value, field), f"{place}.{field}", seen)


@cache
def written_in_place() -> tuple[dict[str, Pattern], frozenset[str]]:
    """The expressions that functions give to ``re`` as they run, and the places of those that only a run makes.

    Names of constants are looked up in their modules; what an f-string puts in is a name. A place ends with the method
    that tries the expression.
    """
    found: dict[str, Pattern] = {}
    unread = set()
    root = Path(dragoman.__file__).parent
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = importlib.import_module(".".join(("dragoman", *path.relative_to(root).with_suffix("").parts)))
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        at_top = {id(call) for node in tree.body if not isinstance(node, INNER) for call in ast.walk(node)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or id(node) in at_top:
                continue
            method = node.func.attr
            if ast.unparse(node.func.value) != "re" or method == "escape":
                continue
            above = parents[node]
            if method == "compile" and isinstance(above, ast.Attribute):
                method = above.attr
            place = f"{path.relative_to(root).as_posix()}:{node.lineno}"
            written = list(_written(node.args[0], module))
            unread |= {place} if not written else set()
            for number, words in enumerate(written):
                found[f"{place} {number} {method}"] = re.compile(words, _flags(node))
    return found, frozenset(unread)


def _written(node: ast.expr, module: ModuleType) -> Iterator[str]:
    """The expressions that an argument can be; none where only a run knows."""
    if isinstance(node, ast.Constant):
        yield node.value  # type: ignore[misc]
    elif isinstance(node, ast.IfExp):
        yield from (*_written(node.body, module), *_written(node.orelse, module))
    elif isinstance(node, ast.Name) and isinstance(value := getattr(module, node.id, None), str):
        yield value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "Norway" for part in node.values)


def _flags(call: ast.Call) -> int:
    named = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute) and node.attr.isupper()}
    flags = 0
    for name in named:
        flags |= getattr(re, name, 0)
    return flags


def is_slow(place: str, pattern: Pattern, text_of: Callable[[int], str], *, longest: int) -> str:
    """How the pattern's time grows with the text where that is too fast; empty where it grows as the text does.

    A machine with other work to do makes single measurements long, so the verdict must come out the same three times.
    """
    if any(_best(place, pattern, text_of(longest), 1) < LEAST_S for _ in range(2)):
        return ""
    told = ""
    for _ in range(3):
        times = _ladder(place, pattern, text_of, longest)
        (first, low), (last, high) = times[0], times[-1]
        doublings = (last // first).bit_length() - 1
        if doublings == 0 and high < GIVE_UP_S / 4:  # no noise only at the greatest length: nothing to grow from
            return ""
        growth = (high / low) ** (1 / doublings) if doublings else 2 * MOST_PER_DOUBLING
        if growth < MOST_PER_DOUBLING:
            return ""
        told = ", ".join(f"{size}: {seconds * 1000:.0f} ms" for size, seconds in times)
    return told


def _ladder(place: str, pattern: Pattern, text_of: Callable[[int], str], longest: int) -> list[tuple[int, float]]:
    """Times at doubled sizes, from the first that is no noise to the longest or the first that takes long."""
    times: list[tuple[int, float]] = []
    size = 1024
    while size <= 4 * longest and (not times or times[-1][1] < GIVE_UP_S / 4):
        seconds = _best(place, pattern, text_of(size), 2)
        if seconds >= LEAST_S or size == 4 * longest:
            times.append((size, seconds))
            if size >= longest and len(times) > 2:
                break
        size *= 2
    return times


def _best(place: str, pattern: Pattern, text: str, runs: int) -> float:
    """The least processor time of several runs; ``GIVE_UP_S`` where one does not end."""
    given = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    return min(_timed(place, pattern, given) for _ in range(runs))


class _TimeoutError(Exception):
    pass


def _timed(place: str, pattern: Pattern, text: str | bytes) -> float:
    def end(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeoutError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVE_UP_S)
    began = time.process_time()
    try:
        _apply(place, pattern, text)
        return time.process_time() - began
    except _TimeoutError:
        return GIVE_UP_S
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _apply(place: str, pattern: Pattern, text: str | bytes) -> None:
    method = AT_ONE_PLACE.get(place) or (place.rpartition(" ")[2] if place.endswith("match") else None)
    if method:
        getattr(pattern, method)(text)
    else:
        for _ in pattern.finditer(text):  # type: ignore[arg-type]
            pass
