"""Scores the time grammar: TimeBank values, and phrase cases of the recognizers suites.

    python evaluation/times.py [--shared ../shared] [--errors FILE]

TimeBank (183 news articles with TIMEX3 values): the expressions of type DATE and TIME whose value is a calendar day,
week, month, quarter, half, season, year, decade or century; a time of day counts by its day. Left out are DURATION,
SET, the ``*_REF`` values, values with an ``X``, and the document's own date line; what the grammar finds on top of
one that is left out counts neither way. The reference is the document's creation time; sentences are cut at end
punctuation, and the tense is read from the words. Three scores, each precision, recall and F1:

* span: one found and one annotated expression overlap;
* strict: they have the same ends;
* value: they overlap and name the same calendar unit.

The recognizers cases (JSON: a sentence, a date of reference, the phrases in it with their values) are of a dialogue
system: those that speak to it or of "I" and "you", dates in figures whose order of day and month is a matter of
country, and values with a "before" or "after" are left out. ``right`` is the share of the rest whose value is among
those listed (past or future); ``quiet`` the share of sentences without any time in which none is found.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.dates import TimeExpression, read_times
from dragoman.dates.calendar import months, season
from dragoman.errors import DateError
from dragoman.partial_date import PRECISIONS, PartialDate

_TAG = re.compile(r"<(/?)([A-Za-z0-9]+)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?]['\"”’)]*\s+(?=[A-Z\"'“`])|\n\s*\n")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}


class Timex(NamedTuple):
    """An annotated expression. ``unit`` is unknown where its value is no calendar unit."""

    start: int
    end: int
    text: str
    kind: str
    value: str
    unit: PartialDate


class Scores(NamedTuple):
    """Counts of one kind of agreement."""

    right: int
    found: int
    annotated: int

    @property
    def precision(self) -> float:
        """Right among found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among annotated."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.found + self.annotated
        return 2 * self.right / total if total else 0.0


def unit_of_timex(value: str) -> PartialDate:
    """The calendar unit of a TIMEX3 value; unknown where it is none."""
    value = value.split("T")[0]
    try:
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            saturday = monday + timedelta(days=5)
            return PartialDate.span(saturday, saturday + timedelta(days=1)) if match[3] else PartialDate.week(monday)
        if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
            width = 3 if match[2] == "Q" else 6
            return months(int(match[1]), (int(match[3]) - 1) * width + 1, width)
        if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
            return season(int(match[1]), _SEASONS[match[2]])
        if match := re.fullmatch(r"(\d{3})X?", value):
            return months(int(match[1]) * 10, 1, 120)
        if match := re.fullmatch(r"(\d\d)(XX)?", value):
            return months(int(match[1]) * 100, 1, 1200)
        return PartialDate.parse(value)
    except (DateError, ValueError):
        return PartialDate()


def read_timebank(path: Path) -> tuple[str, PartialDate, list[Timex]]:
    """The body, the creation date and the annotated expressions of one article."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r'<TIMEX3[^>]*functionInDocument="CREATION_TIME"[^>]*>', raw)
    value = dict(_ATTRIBUTE.findall(created.group())).get("value", "") if created else ""
    body = raw[raw.find("<TEXT>") + len("<TEXT>") : raw.find("</TEXT>")]
    text, spans = _strip_tags(body)
    return text, unit_of_timex(value), spans


def _strip_tags(body: str) -> tuple[str, list[Timex]]:
    parts: list[str] = []
    length, last = 0, 0
    opened: list[tuple[int, dict[str, str]]] = []
    raw_spans: list[tuple[int, int, dict[str, str]]] = []
    for tag in _TAG.finditer(body):
        parts.append(body[last : tag.start()])
        length += tag.start() - last
        last = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, attributes = opened.pop()
            raw_spans.append((start, length, attributes))
    parts.append(body[last:])
    text = "".join(parts)
    return text, [_timex(text, *span) for span in sorted(raw_spans, key=lambda span: span[:2])]


def _timex(text: str, start: int, end: int, attributes: dict[str, str]) -> Timex:
    kind, value = attributes.get("type", ""), attributes.get("value", "")
    calendar = kind in {"DATE", "TIME"} and attributes.get("functionInDocument") != "CREATION_TIME"
    return Timex(start, end, text[start:end], kind, value, unit_of_timex(value) if calendar else PartialDate())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Rough sentence bounds."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.start() + 1
        start = match.end()
    yield start, len(text)


class Outcome(NamedTuple):
    """One article compared: pairs that overlap, and what stands alone on either side."""

    pairs: list[tuple[Timex, TimeExpression]]
    missed: list[Timex]
    extra: list[TimeExpression]


def compare(annotated: list[Timex], found: list[TimeExpression]) -> Outcome:
    """Pair the expressions by overlap, each used once, in order."""
    wanted = [timex for timex in annotated if timex.unit]
    left_out = [timex for timex in annotated if not timex.unit]
    rest = [time for time in found if time.kind == "date"]
    pairs, missed = [], []
    for timex in wanted:
        hit = next((time for time in rest if time.start < timex.end and timex.start < time.end), None)
        if hit is None:
            missed.append(timex)
        else:
            rest.remove(hit)
            pairs.append((timex, hit))
    extra = [time for time in rest if not any(time.start < out.end and out.start < time.end for out in left_out)]
    return Outcome(pairs, missed, extra)


def same_span(timex: Timex, time: TimeExpression) -> bool:
    """Whether the ends agree, a closing point or possessive apart."""
    return timex.start == time.start and timex.end == time.end


def score_timebank(folder: Path) -> tuple[dict[str, Scores], list[str]]:
    """The three scores over a folder of .tml files, and a line for every disagreement."""
    right: Counter[str] = Counter()
    found_all = annotated_all = 0
    lines: list[str] = []
    for path in sorted(folder.glob("*.tml")):
        text, reference, annotated = read_timebank(path)
        found = read_times(text, list(sentences(text)), reference=reference)
        outcome = compare(annotated, found)
        annotated_all += len(outcome.pairs) + len(outcome.missed)
        found_all += len(outcome.pairs) + len(outcome.extra)
        right["span"] += len(outcome.pairs)
        right["strict"] += sum(same_span(*pair) for pair in outcome.pairs)
        right["value"] += sum(pair[0].unit == pair[1].unit for pair in outcome.pairs)
        right["unknown"] += sum(not pair[1].unit for pair in outcome.pairs)
        lines.extend(_report(path.name, text, reference, outcome))
    return {name: Scores(right[name], found_all, annotated_all) for name in ("span", "strict", "value")}, lines


def _report(name: str, text: str, reference: PartialDate, outcome: Outcome) -> Iterator[str]:
    for timex, time in outcome.pairs:
        if timex.unit != time.unit:
            read = f"{time.unit} {time.tense}"
            yield f"VALUE\t{name}\t{reference}\t{timex.value}\t{read}\t{_around(text, timex)}\t{time.text}"
        elif not same_span(timex, time):
            yield f"SPAN\t{name}\t{reference}\t{timex.value}\t{time.unit}\t{_around(text, timex)}\t{time.text}"
    for timex in outcome.missed:
        yield f"MISSED\t{name}\t{reference}\t{timex.value}\t\t{_around(text, timex)}\t"
    for time in outcome.extra:
        yield f"EXTRA\t{name}\t{reference}\t\t{time.unit}\t{_around(text, time)}\t{time.text}"


def _around(text: str, span: Timex | TimeExpression) -> str:
    left = text[max(0, span.start - 60) : span.start]
    return re.sub(r"\s+", " ", f"{left}[[{text[span.start : span.end]}]]{text[span.end : span.end + 30]}")


_CONVERSATION = re.compile(
    r"\b(i|i'm|i'll|i've|i'd|ill|me|my|mine|you|your|we|our|us|let's|cortana|please|schedule|remind|meetings?|calendar|"
    r"appointment|book|call|show|set|add|what|who|when|how|find|hey|ok|ha(ha)+|thanks|should|do)\b|[?<>]",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d[-/.]\d")
_CASE_FILES = ("DateParser", "DatePeriodParser", "MergedParser", "DateTimeModel", "DateTimeModelComplexCalendar")


def score_cases(folder: Path) -> tuple[dict[str, float], list[str]]:
    """Shares right over the cases of the recognizers suites, and a line for every case missed."""
    right = asked = quiet = empty = 0
    lines: list[str] = []
    for case in _cases(folder):
        text, reference = case["Input"], PartialDate.parse(case["Context"]["ReferenceDateTime"][:10])
        found = read_times(text, [(0, len(text))], reference=reference)
        if not case["Results"]:
            empty += 1
            quiet += not any(time.kind == "date" for time in found)
        for start, end, values in _expected(case):
            near = [time for time in found if time.start < end and start < time.end]
            hit = any(unit in values for time in near for unit in (time.unit, time.value))
            asked, right = asked + 1, right + hit
            if not hit:
                got = ", ".join(f"{time.text} = {time.unit}" for time in near)
                lines.append(f"CASE\t{reference}\t{text}\t{text[start:end]}\t{values[0]}\t{got}")
    return {"right": right / max(asked, 1), "asked": asked, "quiet": quiet / max(empty, 1), "empty": empty}, lines


def _cases(folder: Path) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for name in _CASE_FILES:
        for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig")):
            text = case["Input"]
            left_out = _CONVERSATION.search(text) or _FIGURES.search(text) or "python" in case.get("NotSupported", "")
            if text not in seen and not left_out and "ReferenceDateTime" in case.get("Context", {}):
                seen.add(text)
                yield case


def _expected(case: dict[str, Any]) -> Iterator[tuple[int, int, list[PartialDate]]]:
    for result in case["Results"]:
        type_name = result.get("TypeName", result.get("Type", "")).rsplit(".", 1)[-1]
        values = list(_values(result)) if type_name in {"date", "daterange"} else []
        if values:
            end = result["End"] + 1 if "End" in result else result["Start"] + result["Length"]
            yield result["Start"], end, values


def _values(result: dict[str, Any]) -> Iterator[PartialDate]:
    listed = result.get("Resolution") or result.get("Value") or {}
    entries = listed.get("values") or [listed.get("PastResolution", {}), listed.get("FutureResolution", {})]
    for entry in entries:
        if entry.get("Mod") or entry.get("mod"):
            continue
        first = entry.get("date") or entry.get("startDate") or entry.get("start") or entry.get("value")
        after = entry.get("endDate") or entry.get("end")
        try:
            start = date.fromisoformat(str(first))
            last = date.fromisoformat(after) if after else start
            ends = (
                {last - timedelta(days=1), last} if last > start else {last}
            )  # some count the last day in, some do not
            yield from (PartialDate(start, end, sharp) for end in sorted(ends) for sharp in PRECISIONS[:4])
        except ValueError:
            continue


def main(arguments: list[str]) -> int:
    """Print the scores; with ``--errors`` write the disagreements to a file."""
    parser = argparse.ArgumentParser(description="Score the time grammar.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--errors", type=Path)
    options = parser.parse_args(arguments)
    scores, lines = score_timebank(options.shared / "corpora" / "time" / "timebank")
    figures = {
        name: {"precision": round(s.precision, 3), "recall": round(s.recall, 3), "f1": round(s.f1, 3)}
        for name, s in scores.items()
    }
    cases, missed = score_cases(options.shared / "corpora" / "time" / "recognizers")
    print(
        json.dumps({"timebank": figures, "cases": {name: round(value, 3) for name, value in cases.items()}}, indent=1)
    )
    if options.errors:
        options.errors.write_text("\n".join([*lines, *missed]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
