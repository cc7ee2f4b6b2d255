"""Articles, events and statements as HTML for notebooks and pages: their words with their marks, and no scripts.

Everything from an article is escaped. Colours are inline, for notebook viewers drop style sheets; they are edges
and underlines on the reader's own paper, so they hold on light and dark, and no status is told by colour alone.
"""

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dragoman.records import Article, CodedArticle, Event, Participant, Statement

# Okabe and Ito's colours; a status is also written beside the words.
STATUS_MARKS = {
    "occurred": "#009E73", "background": "#999999", "planned": "#56B4E9", "hypothetical": "#E69F00",
    "denied": "#D55E00",
}  # fmt: skip
CAVEAT = "This record shows what sources reported, not what is established."
_BOX = "border-left:3px solid {colour};padding:0.2em 0.8em;margin:0.4em 0"
_FAINT = "opacity:0.75;font-size:90%"


class _Mark(NamedTuple):
    """A stretch of an article's text and how it is shown."""

    start: int
    end: int
    style: str
    label: str  # said by the pointer, and by a screen reader


def event_html(event: "Event") -> str:
    """An event: who did what to whom, when, on whose word, in the article's words."""
    box = _BOX.format(colour=STATUS_MARKS[event.status])
    return f'<div style="{box}">{event_line(event)}<div style="{_FAINT}">{_where(event.article, event)}</div></div>'


def event_line(event: "Event") -> str:
    """An event as one line of HTML, its status in words."""
    sides = " → ".join(_names(side) or "nobody" for side in (event.actors, event.recipients))
    when = str(event.when) if event.when else "not dated"
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    style = f"border-bottom:2px solid {STATUS_MARKS[event.status]}"
    words = f'<q style="{style}">{_text(event.text)}</q>'
    return f"<b>{_text(when)} {_text(kind)}</b> {_text(sides)} <i>({_text(said_to_be(event))})</i> {words}"


def statement_html(statement: "Statement") -> str:
    """A statement: who said it, with which stance, in the article's words."""
    speakers = _names(statement.speakers) or "nobody named"
    when = str(statement.said) if statement.said else "not dated"
    to = f" to {', '.join(statement.addressees)}" if statement.addressees else ""
    head = (
        f"<b>{_text(when)} {_text(speakers)}</b>{_text(to)} <i>({_text(statement.stance)}, {_text(statement.act)})</i>"
    )
    box = _BOX.format(colour="#0072B2")
    return (
        f'<div style="{box}">{head} <q>{_text(statement.text)}</q>'
        f'<div style="{_FAINT}">{_where(statement.article, statement)}</div></div>'
    )


def article_html(article: "Article") -> str:
    """An article: what is known of it, and its text as it is."""
    return f"<div>{_head(article)}<div style='white-space:pre-wrap'>{html.escape(article.text)}</div></div>"


def coded_html(coded: "CodedArticle") -> str:
    """An article with its events and statements marked in the text, and a key to the marks."""
    text = coded.article.text
    marks = [
        *(
            _Mark(s.start, s.end, "font-style:italic", f"statement, {s.stance}: {_names(s.speakers)}")
            for s in coded.statements
        ),
        *(_event_mark(event) for event in coded.events),
        *(_Mark(e.trigger.start, e.trigger.end, "font-weight:bold", "") for e in coded.events),
    ]
    key = " · ".join(
        f'<span style="border-bottom:2px solid {colour}">{status}</span>' for status, colour in STATUS_MARKS.items()
    )
    foot = f'<div style="{_FAINT}">{key} · <i>statement</i> · <b>trigger</b>. {CAVEAT}</div>'
    return f"<div>{_head(coded.article)}<div style='white-space:pre-wrap'>{marked(text, marks)}</div>{foot}</div>"


def marked(text: str, marks: Iterable[_Mark]) -> str:
    """A text with marks that may overlap: cut at every end of one, each piece with the styles of all over it."""
    found = list(marks)
    cuts = sorted({0, len(text), *(mark.start for mark in found), *(mark.end for mark in found)})
    starting: dict[int, list[_Mark]] = {}
    for mark in found:
        starting.setdefault(mark.start, []).append(mark)
    parts, open_marks = [], list[_Mark]()
    for start, end in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > start] + starting.get(start, [])
        words = html.escape(text[start:end])
        if open_marks:
            style = ";".join(dict.fromkeys(mark.style for mark in open_marks))
            label = "; ".join(dict.fromkeys(mark.label for mark in open_marks if mark.label))
            words = f'<span style="{style}" title="{html.escape(label)}">{words}</span>'
        ends = [f"<sup>[{_text(m.label.partition(':')[0])}]</sup>" for m in open_marks if m.end == end and m.label]
        parts.append(words + "".join(ends))
    return "".join(parts)


def said_to_be(event: "Event") -> str:
    """The status with its basis and asserter: "occurred, alleged by officials"."""
    basis = "" if event.basis == "plain" else f", {event.basis}"
    return f"{event.status}{basis}{f' by {event.asserted_by}' if event.asserted_by else ''}"


def _event_mark(event: "Event") -> _Mark:
    style = f"border-bottom:2px solid {STATUS_MARKS[event.status]}"
    sides = " → ".join(_names(side) or "nobody" for side in (event.actors, event.recipients))
    return _Mark(event.start, event.end, style, f"{event.type}, {said_to_be(event)}: {sides}")


def _head(article: "Article") -> str:
    facts = [article.publisher, str(article.published or "not dated"), article.id]
    if article.duplicate_of:
        facts.append(f"copy of {article.duplicate_of}")
    told = " · ".join(_text(fact) for fact in facts if fact)
    return f'<b>{_text(article.title or "Untitled")}</b><div style="{_FAINT}">{told}</div>'


def _where(article: str, line: "Event | Statement") -> str:
    return f"{_text(article)} [{line.start}:{line.end}] · {_text(line.id)}"


def _names(people: "Sequence[Participant]") -> str:
    return ", ".join(f"{who.name} ({who.party})" if who.party and who.party != who.name else who.name for who in people)


def _text(text: str) -> str:
    """Escaped, on one line."""
    return html.escape(" ".join(text.split()))
