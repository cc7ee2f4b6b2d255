"""Numbers in words and digits: "30", "10 to 15", "at least a dozen", "more than 1.2 million", "$3bn", "60pc".

Read off the words alone, left to right; what the number counts is not looked at. Whatever numbers a thing ("MiG-29",
"section 202") or stands in a compound ("12-year-old") is none.
"""

import re
from collections.abc import Sequence

from dragoman.figures.words import bounds, listed, phrases, table
from dragoman.records import Bound, Record, Token

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)(bn|mn|m|tn|k|pc|%)?", re.IGNORECASE)
_GLUED = {"bn": 1e9, "mn": 1e6, "m": 1e6, "tn": 1e12, "k": 1e3}
_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_JOINTS = frozenset({*_DASHES, "to", "or"})
_PERCENT = frozenset({"%", "percent", "pc", "pct"})
_NOBODY = frozenset({"nobody", "none", "no"})
_FORCE = "strong"  # "30,000-strong": a compound that counts
_FEW = frozenset({"several", "few", "many"})
_NAMING = frozenset({"nummod", "flat", "compound", "nmod"})
_LONGEST = 20  # digits and signs; what is longer is no count
_ROUND = 1e12  # no count in the news is larger by a factor of a thousand


class Cardinal(Record, frozen=True, kw_only=True):
    """One number. ``end`` is the token after it."""

    value: float
    end: int
    vague: bool = False  # "dozens": the least it can mean
    scale: float = 1.0  # what a shorter number before it shares: "two to three million"
    percent: bool = False


class Numeral(Record, frozen=True, kw_only=True):
    """A number with its bound. Tokens ``[first, end)``; ``core`` is the first of the number itself."""

    first: int
    core: int
    end: int
    value: float
    high: float | None = None
    bound: Bound = "exact"
    vague: bool = False
    beyond: bool = False  # "another 30": on top of others
    currency: str | None = None
    percent: bool = False
    strong: bool = False


def numerals(tokens: Sequence[Token]) -> list[Numeral]:
    """The numbers of a sentence, in order, none overlapping."""
    forms = [token.form.lower() for token in tokens]
    found: list[Numeral] = []
    at = 0
    while at < len(forms):
        numeral, at = _numeral(tokens, forms, at, found[-1].end if found else 0)
        if numeral is not None:
            found.append(numeral)
    return found


def _numeral(tokens: Sequence[Token], forms: list[str], at: int, taken: int) -> tuple[Numeral | None, int]:
    """The number that begins at a token, and the token to go on from."""
    sign = at if forms[at] in listed("money", "signs") and at + 1 < len(forms) else None
    low = _cardinal(tokens, forms, at if sign is None else at + 1) or _nobody(forms, at)
    if low is None:
        return None, at + 1
    low, high, end = _range(tokens, forms, low, at)
    if end < 0 or (sign is None and _is_name(tokens, forms, at, end)):
        return None, max(abs(end), low.end)
    strong = forms[end : end + 2] == ["-", _FORCE]
    if not strong and _in_compound(tokens, forms, end):
        return None, end + 1
    end, percent = _percent(forms, end, low.percent)
    bound, end = _bound_after(tokens, forms, end)
    first, bound_before, beyond = _before(tokens, forms, at, taken)
    if bound == "exact":
        bound = bound_before
    if low.vague and bound == "exact":
        bound = "at least"
    return Numeral(
        first=first,
        core=at,
        end=end + 2 if strong else end,
        value=low.value,
        high=high,
        bound=bound,
        vague=low.vague,
        beyond=beyond or (end < len(forms) and forms[end] in listed("beyond", "after")),
        currency=None if sign is None else tokens[sign].form,
        percent=percent,
        strong=strong,
    ), end


def _cardinal(tokens: Sequence[Token], forms: list[str], at: int) -> Cardinal | None:
    """The number at a token, with the scales after it."""
    if at >= len(forms):
        return None
    form, scales, ones, tens = forms[at], table()["scales"], table()["ones"], table()["tens"]
    glued = _DIGITS.fullmatch(form)
    if glued is not None and len(form) > _LONGEST:
        return None
    if glued is not None:
        value, percent = float(glued[1].replace(",", "")), (glued[2] or "").lower() in _PERCENT
        suffix = (glued[2] or "").lower()
        scale = _GLUED.get(suffix, 1.0)
        if scale == 1.0 and not percent and at + 1 < len(forms) and forms[at + 1] in {"m", "k"}:
            touching = tokens[at].end == tokens[at + 1].start
            scale, at = (_GLUED[forms[at + 1]], at + 1) if touching else (1.0, at)
        return _scaled(forms, Cardinal(value=value * scale, end=at + 1, scale=scale, percent=percent))
    if form in ones:
        return _scaled(forms, Cardinal(value=ones[form], end=at + 1))
    if form in tens:
        after = at + 2 if forms[at + 1 : at + 2] and forms[at + 1] in _DASHES else at + 1
        unit = ones.get(forms[after], 0) if after < len(forms) else 0
        joined = 0 < unit < 10
        return _scaled(forms, Cardinal(value=tens[form] + (unit if joined else 0), end=after + 1 if joined else at + 1))
    if form in table()["plurals"]:
        return _plural(forms, at)
    return _with_article(forms, at, scales)


def _with_article(forms: list[str], at: int, scales: dict[str, float]) -> Cardinal | None:
    """ "A dozen", "half a million", "several hundred", "a few thousand"."""
    form, rest = forms[at], forms[at + 1 : at + 3]
    if form == "half" and len(rest) == 2 and rest[0] in {"a", "an"} and rest[1] in scales:
        return _scaled(forms, Cardinal(value=0.5, end=at + 2))
    if form in {"a", "an"} and rest and rest[0] in scales:
        return _scaled(forms, Cardinal(value=1, end=at + 1))
    start = at + 1 if form in {"a", "an"} and rest and rest[0] == "few" else at
    if forms[start] in _FEW and start + 1 < len(forms) and forms[start + 1] in scales:
        return _scaled(forms, Cardinal(value=2, end=start + 1, vague=True))
    return None


def _plural(forms: list[str], at: int) -> Cardinal:
    """ "Dozens", "tens of thousands", "hundreds of thousands"."""
    plurals = table()["plurals"]
    value, end = plurals[forms[at]], at + 1
    while forms[end : end + 1] == ["of"] and end + 1 < len(forms) and forms[end + 1] in plurals:
        value, end = value * plurals[forms[end + 1]] / 2, end + 2
    return Cardinal(value=min(value, _ROUND), end=end, vague=True)


def _scaled(forms: list[str], number: Cardinal) -> Cardinal:
    """The number times the scales after it: "1.2 million", "two hundred and five", "four and a half million"."""
    scales, value, end, scale = table()["scales"], number.value, number.end, number.scale
    if forms[end : end + 3] == ["and", "a", "half"] and end + 3 < len(forms) and forms[end + 3] in scales:
        value, end = value + 0.5, end + 3
    while end < len(forms) and forms[end] in scales and value * scales[forms[end]] <= _ROUND * 1000:
        value, scale, end = value * scales[forms[end]], scale * scales[forms[end]], end + 1
    small = {**table()["ones"], **table()["tens"]}
    if (
        scale in {100.0, 1000.0}
        and forms[end : end + 1] == ["and"]
        and end + 1 < len(forms)
        and forms[end + 1] in small
    ):
        value, end = value + small[forms[end + 1]], end + 2
    return Cardinal(value=value, end=end, vague=number.vague, scale=scale, percent=number.percent)


def _nobody(forms: list[str], at: int) -> Cardinal | None:
    """ "No one", "nobody", "none", "no": a count of zero, where it is one of losses."""
    if forms[at] not in _NOBODY:
        return None
    if forms[at] == "no" and forms[at + 1 : at + 2] and forms[at + 1] in {"more", "longer", "fewer", "less", "doubt"}:
        return None
    return Cardinal(value=0, end=at + 2 if forms[at : at + 2] == ["no", "one"] else at + 1)


def _range(tokens: Sequence[Token], forms: list[str], low: Cardinal, at: int) -> tuple[Cardinal, float | None, int]:
    """The lower number, the upper one where there is a range, and the token after; a score or tally ends below 0."""
    between = at > 0 and forms[at - 1] == "between"
    joint = low.end
    if low.value == 1 and forms[joint : joint + 1] in (["in"], ["of"]) and (of := _cardinal(tokens, forms, joint + 1)):
        return low, None, -of.end  # "one in five"
    if (
        joint + 1 >= len(forms)
        or low.value == 0
        or not (forms[joint] in _JOINTS or (between and forms[joint] == "and"))
    ):
        return low, None, low.end
    start = joint + 2 if forms[joint + 1] in listed("money", "signs") else joint + 1
    top = _cardinal(tokens, forms, start)
    if top is None or (at > 0 and forms[at - 1] == "from"):  # "from 700 to 1,900" is a change
        return low, None, low.end
    shared = top.scale if low.scale == 1.0 and low.value < top.value / top.scale else 1.0
    low = Cardinal(value=low.value * shared, end=low.end, vague=low.vague, scale=top.scale, percent=top.percent)
    if top.value <= low.value:
        return low, None, -top.end if forms[joint] != "or" else low.end  # "won 3-1", "95 to 3"
    return low, top.value, top.end


def _percent(forms: list[str], end: int, told: bool) -> tuple[int, bool]:
    if forms[end : end + 2] == ["per", "cent"]:
        return end + 2, True
    return (end + 1, True) if forms[end : end + 1] and forms[end] in _PERCENT else (end, told)


def _bound_after(tokens: Sequence[Token], forms: list[str], end: int) -> tuple[Bound, int]:
    for words, bound in bounds("after"):
        if tuple(forms[end : end + len(words)]) == words:
            return _as_bound(bound), end + len(words)
    return "exact", end


_RISING = frozenset(
    "go goes gone going went move moved climb climbed creep crept jump jumped shot pushed brought".split()
)


def _before(tokens: Sequence[Token], forms: list[str], at: int, taken: int) -> tuple[int, Bound, bool]:
    """The first token with the words before it, the bound they set, and whether it is beyond another number.

    "A dispute over 12 islands": "over" is a preposition there, and sets no bound. "The toll has gone up to 12" tells
    what it has come to.
    """
    first, bound, beyond = at, "exact", False
    if first - 1 >= taken and forms[first - 1] == "between":
        return first - 1, "exact", False
    for words, name in (*bounds("before"), *((w, "beyond") for w in phrases("beyond", "before"))):
        start = first - len(words)
        if start < taken or tuple(forms[start:first]) != words:
            continue
        if len(words) == 1 and words[0] in {"over", "under", "above", "below"} and tokens[start].upos == "ADP":
            continue
        if words == ("up", "to") and forms[start - 1 : start] and forms[start - 1] in _RISING:
            continue
        beyond, bound = (True, bound) if name == "beyond" else (beyond, name)
        first = start
        break
    if (
        bound == "about"
        and forms[first - 1 : first]
        and first - 1 >= taken
        and forms[first - 1] in {"another", "further"}
    ):
        first, beyond = first - 1, True  # "another estimated 30"
    return first, _as_bound(bound), beyond


def _as_bound(name: str) -> Bound:
    known: dict[str, Bound] = {"at least": "at least", "at most": "at most", "about": "about"}
    return known.get(name, "exact")


def _is_name(tokens: Sequence[Token], forms: list[str], at: int, end: int) -> bool:
    """Whether a number names or numbers a thing: "MiG-29", "Channel One", "resolution 1701", "F 222", "G20"."""
    if at == 0:
        return False
    before = tokens[at - 1]
    if forms[at - 1] in _DASHES:
        return at > 1 and before.end == tokens[at].start and before.start == tokens[at - 2].end
    if forms[at - 1] in {"+", "#", "/"}:
        return True
    if forms[at - 1] in listed("guards", "named"):
        return True
    behind = tokens[end - 1].head - 1 < at and tokens[end - 1].deprel.split(":")[0] in {
        "nummod",
        "flat",
        "compound",
        "nmod",
    }
    return before.upos == "PROPN" and before.form[0].isupper() and behind


def _in_compound(tokens: Sequence[Token], forms: list[str], end: int) -> bool:
    """Whether the number stands in a compound: "12-year-old", "ten-point", "two-thirds"."""
    if end + 1 >= len(forms) or forms[end] not in _DASHES or forms[end + 1] in {"odd", "plus"}:
        return False
    return tokens[end - 1].end == tokens[end].start and tokens[end].end == tokens[end + 1].start
