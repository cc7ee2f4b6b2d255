"""An article as it was published, with every line that was read from it marked in its words."""

from collections.abc import Container, Iterator

from dragoman.records import CodedArticle, Event
from dragoman.web.asking import Ask
from dragoman.web.marks import Mark, pieces
from dragoman.web.queries.articles import read_article
from dragoman.web.queries.slices import Fields
from dragoman.web.render import Page

PART_CHARACTERS = 60_000  # of a text on one page: an ordinary article has 5,000
MOST_NAMES = 3000  # mentions marked on one page


def article_page(ask: Ask) -> Page:
    """An article, or the part of a long one that holds the line asked for."""
    coded, fields = read_article(ask.store, ask.path["article"])
    text = coded.article.text
    names = _numbered(fields)
    start = _start(ask, fields, len(text))
    end = min(start + PART_CHARACTERS, len(text))
    parts = [
        {"start": at, "end": min(at + PART_CHARACTERS, len(text)), "here": at == start}
        for at in range(0, len(text), PART_CHARACTERS)
    ]
    cut = pieces(text, _marks(coded, fields), body_start=coded.article.body_start, start=start, end=end)
    data = {
        **fields, "numbers": names, "pieces": [piece._asdict() for piece in cut], "parts": parts,
        "opened": ask.given.get("line"),
        "standings": sorted({_standing(event) for event in coded.events} - {"text"}),
    }  # fmt: skip
    title = coded.article.title or "Untitled article"
    return Page("article.html", title, data)


def _numbered(fields: Fields) -> dict[str, str]:
    """Line ids as their marks call them: E1, S1, F1 in order of the text."""
    found: dict[str, str] = {}
    for letter, kind in (("E", "events"), ("S", "statements"), ("N", "figures"), ("C", "findings")):
        for number, line in enumerate(sorted(fields[kind], key=lambda line: line["start"]), start=1):
            line.setdefault("id", _id(kind[:-1], line["start"], line["end"], found))
            found[line["id"]] = f"{letter}{number}"
        fields[kind].sort(key=lambda line: line["start"])
    return found


def _id(kind: str, start: int, end: int, taken: Container[str]) -> str:
    """The name of a line that has no id of its own: its place, and a number where two stand in one."""
    name = f"{kind}-{start}-{end}"
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 10_000))) if each not in taken)


def _start(ask: Ask, fields: Fields, length: int) -> int:
    """Where the part of the text to be shown begins: at the line asked for, else as the address says."""
    wanted = ask.given.get("line")
    for line in (*fields["events"], *fields["statements"], *fields["figures"], *fields["findings"]):
        if wanted is not None and line["id"] == wanted:
            return int(line["start"]) // PART_CHARACTERS * PART_CHARACTERS
    given = ask.given.get("from", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0
    return min(number, max(length - 1, 0)) // PART_CHARACTERS * PART_CHARACTERS


def _standing(event: Event) -> str:
    """What of an event its mark must show, as its words in the list do; "text": it is plainly told to have occurred."""
    if event.status == "denied":
        return "denied"
    if event.basis == "alleged":
        return "alleged"
    return "text" if event.status in ("occurred", "background") else "unreal"


def _marks(coded: CodedArticle, fields: Fields) -> Iterator[Mark]:
    for event in coded.events:
        part = _standing(event)
        yield Mark(event.id, "event", event.start, event.end, part=part)
        yield Mark(event.id, "event", event.trigger.start, event.trigger.end, first=False, part="trigger")
        for span in event.citations:
            yield Mark(event.id, "event", span.start, span.end, first=False, part=part)
    for said in coded.statements:
        yield Mark(said.id, "statement", said.start, said.end)
        for span in said.citations:
            yield Mark(said.id, "statement", span.start, span.end, first=False)
        if said.cue:
            yield Mark(said.id, "statement", said.cue.start, said.cue.end, first=False, part="cue")
    for kind in ("figures", "findings"):
        for line in fields[kind]:
            yield Mark(line["id"], kind[:-1], line["start"], line["end"])
    mentions = [(cluster.number, m) for cluster in coded.clusters for m in cluster.mentions]
    for number, mention in mentions[:MOST_NAMES]:
        yield Mark(f"name-{number}", "name", mention.start, mention.end, first=False)
