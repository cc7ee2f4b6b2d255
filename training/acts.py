"""Events as training examples: triggers with their labels, and links from them to the participants' mentions.

A link goes from a trigger to the head word of a mention in its sentence: of several mentions of one participant the
nearest; the others are masked, for either would name him.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.language.acts import LABELS, NO_ACT
from dragoman.language.model import Reader
from training.pages import Page, Parsed, Row

SIDES = ("actors", "recipients")
HERE, ELSEWHERE, NOBODY = "here", "elsewhere", "nobody"  # where a side of an event is named
_PARTICLES = frozenset({"ADP", "ADV", "PART"})


@dataclass(frozen=True)
class Act:
    """One telling of an event. Numbers count the words of the text."""

    trigger: int
    type: str
    labels: Mapping[str, str | None]  # by the names of ``LABELS``; None: not known
    linked: Mapping[str, frozenset[int]]  # by side, the heads of the participants
    masked: Mapping[str, frozenset[int]]


def enter(page: Page, act: Act) -> None:
    """Write a telling into a page."""
    page.label("act", act.trigger, act.type)
    for name in LABELS:
        if act.labels.get(name) is not None:
            page.label(name, act.trigger, act.labels[name])
    for side in SIDES:
        # Of a side named elsewhere no word of the sentence is the mention; what is linked may still name him.
        page.rows.append(Row(side, act.trigger, act.linked[side], act.masked[side]))


def report_page(report: Mapping[str, Any], reader: Reader) -> Page:
    """The page of a compiled report (``corpus.compile``)."""
    start = report["body_start"]
    parsed = Parsed(report["text"], [(0, start)] if start else [], reader)
    page = parsed.page(report["id"], act=NO_ACT)
    heads = {
        entity["id"]: [h for m in entity["mentions"] if (h := parsed.head(m["start"], m["end"])) is not None]
        for entity in report["entities"]
    }
    for word in parsed.within(0, start) if start else ():
        page.label("act", word, None)
    for event in report["events"]:
        found = [parsed.head(mark["start"], mark["end"]) for mark in event["triggers"]]
        for trigger in found:
            if trigger is not None and not _is_particle(trigger, found, parsed):  # "handed ... back" has one
                enter(page, _act(event, trigger, heads, parsed))
    return page


def _is_particle(word: int, triggers: list[int | None], parsed: Parsed) -> bool:
    return parsed.tokens[word].upos in _PARTICLES and parsed.above(word) in triggers


def _act(event: Mapping[str, Any], trigger: int, heads: Mapping[str, list[int]], parsed: Parsed) -> Act:
    labels = {key: event[key] for key in ("status", "basis", "force")} | {"mode": event["mode"] or "none"}
    linked: dict[str, frozenset[int]] = {}
    masked: dict[str, frozenset[int]] = {}
    around = parsed.same_sentence(trigger)
    for side in SIDES:
        near, every = set(), set()
        for identity in event[side]:
            here = [w for w in heads.get(identity, ()) if w in around and w != trigger]
            if here:
                near.add(min(here, key=lambda w: (abs(w - trigger), w)))
                every |= set(here)
        linked[side], masked[side] = frozenset(near), frozenset(every - near)
        labels[f"{side}_at"] = HERE if near else ELSEWHERE if event[side] else NOBODY
    return Act(trigger, event["type"], labels, linked, masked)
