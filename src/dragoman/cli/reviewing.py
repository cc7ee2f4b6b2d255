"""``dragoman review``: doubtful codings one by one, judged at the keyboard."""

import argparse
import shlex
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_record, opened_to_change
from dragoman.cli.printing import console, shown

if TYPE_CHECKING:
    from dragoman.store.applying import Revision
    from dragoman.store.codings import Line
    from dragoman.store.open import Store
    from dragoman.store.reviewing import Reviewer
    from dragoman.store.revisions import FoundLine

CONTEXT_CHARACTERS = 200  # shown before and after the quoted words: about the sentence before and the one after
KEYS = "a accept, e edit, r reject, m merge, p split, n new, s skip, u undo, q quit, ? help"
HELP = """\
a [WHY]                 it is right as it stands
e FIELD=VALUE ...       set fields: e type=AID actors=Chile;NATO when=2019-04-09 text="quoted words"
r [WHY]                 it should not be there
m ID ...                these are the same as it; it cites them
p FIELD=VALUE ... / FIELD=VALUE ...    it is several: how each part differs
n FIELD=VALUE ...       an event that was missed in this article: n type=AID text="..." trigger=word actors=Chile
ns FIELD=VALUE ...      a statement that was missed: ns text="..." speakers=Chile
s  u  q                 skip, undo the last decision (made here, else on this line), quit
Words after -- say why: e status=planned -- it is to be held in May"""
_LISTS = frozenset({"actors", "recipients", "speakers", "contexts", "addressees", "topics", "citations"})


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``review``."""
    parser.add_argument("lines", nargs="*", metavar="ID", help="judge these; else those that nobody judged")
    parser.add_argument("--kind", choices=("event", "statement"), help="only these")
    parser.add_argument("--type", metavar="TYPE", help="only of this type; of statements, this act")
    parser.add_argument("--article", metavar="ARTICLE", help="only of this article")
    parser.add_argument("--sample", type=int, metavar="N", help="N drawn at random, which measure the coder")
    parser.add_argument("--seed", type=int, default=1, help="which draw (default: %(default)s)")
    parser.add_argument("--by", metavar="NAME", help="who decides; else the name of this account")
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Walk through the lines until there are no more, or somebody quits."""
    from dragoman.compare.current import bring_up_to_date
    from dragoman.store.reviewing import Reviewer

    with opened_to_change(arguments) as store:
        reviewer = Reviewer(store, by=arguments.by or _account(), after=bring_up_to_date)
        Walk(store, reviewer).through(_lines(store, arguments))
    return 0


def _account() -> str:
    import getpass

    return getpass.getuser()


def _lines(store: "Store", arguments: Arguments) -> Iterator[str]:
    """The ids to be judged, in their order."""
    from dragoman.store.read import find_article
    from dragoman.store.revisions import find_line
    from dragoman.store.sampling import Sample, doubtful, draw, note_sample

    if arguments.lines:
        yield from (find_line(store, line).line.id for line in arguments.lines)
        return
    kind, kind_type = arguments.kind, _type(arguments)
    if arguments.sample is None:
        article = find_article(store, arguments.article) if arguments.article else None
        yield from doubtful(store, kind=kind, kind_type=kind_type, article=article)
        return
    sample = Sample(seed=arguments.seed, kind=kind or "event", type=kind_type, size=arguments.sample)
    drawn = draw(store, sample)
    note_sample(store, sample)
    yield from (line.id for line in drawn if not line.judged)


def _type(arguments: Arguments) -> str | None:
    from dragoman.codes.plover import EVENT_TYPES
    from dragoman.errors import UsageError
    from dragoman.store.listing import StatementFilter, make_filter
    from dragoman.store.own_types import among

    if arguments.article and (arguments.sample or arguments.lines):
        raise UsageError("a sample is of the whole record", values="--article", remedy="Leave one of them out")
    if arguments.type is None:
        return None
    if arguments.kind == "statement":
        return make_filter(StatementFilter, {"act": arguments.type}).act
    return among(arguments.type, EVENT_TYPES)


class Walk:
    """A person at a terminal, judging one line after the other."""

    def __init__(self, store: "Store", reviewer: "Reviewer") -> None:
        self.store = store
        self.reviewer = reviewer
        self.made: list[Revision] = []
        self.skipped = 0
        self.queue: deque[str] = deque()

    def through(self, lines: Iterable[str]) -> None:
        """Show line after line and do what is asked, until there are no more or somebody quits."""
        self.queue = deque(lines)
        while self.queue or self._more():
            found = self._find(self.queue[0])
            if found is None:
                self.queue.popleft()
                continue
            print_line(self.store, found)
            answer = _asked(f"[{KEYS}] ")
            if answer is None or answer.strip() in ("q", "quit"):
                break
            if self._done(found, answer.strip()):
                self.queue.remove(found.line.id)
        self._end()

    def _more(self) -> bool:
        """After the last line: whether its decision, or one before it, is taken back."""
        if not self.made:
            return False
        answer = (_asked("[no more lines; u undo, q quit] ") or "q").strip()
        if answer != "u":
            return False
        self._undo("")
        return bool(self.queue)

    def _end(self) -> None:
        counts = Counter(made.action for made in self.made)
        told = ", ".join(f"{number} {action}" for action, number in counts.items()) or "nothing"
        print(f"decided: {told}; {self.skipped} skipped")

    def _find(self, line: str) -> "FoundLine | None":
        """The line, unless it was merged away or undone while walking."""
        from dragoman.errors import UnknownName
        from dragoman.store.revisions import found_line

        try:
            return found_line(self.store, line)
        except UnknownName:
            return None

    def _done(self, found: "FoundLine", answer: str) -> bool:
        """Whether the line is done with after an answer; what is wrong in it is told, and it is asked again."""
        from dragoman.errors import DragomanError

        key, _, rest = answer.partition(" ")
        if key == "s":
            self.skipped += 1
            return True
        if key == "?" or key not in _ACTIONS:
            print(HELP)
            return False
        try:
            made = _ACTIONS[key](self, found, *_with_why(key, rest))
        except DragomanError as error:
            print(shown(f"not done: {error}"))
            return False
        if made is None:
            return False
        if key != "u":
            self.made.append(made)
        return key not in ("u", "n", "ns")

    def accept(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """It is right."""
        return self.reviewer.accept(found.line.id, seen=found.seen, at=_now(), why=why)

    def edit(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """Some fields are wrong."""
        return self.reviewer.edit(found.line.id, given(rest), seen=found.seen, at=_now(), why=why)

    def reject(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """It should not be there."""
        return self.reviewer.reject(found.line.id, seen=found.seen, at=_now(), why=why)

    def merge(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """Others are the same."""
        from dragoman.store.revisions import find_line

        others = [find_line(self.store, name) for name in rest.split()]
        lines, seen = zip(*((one.line.id, one.seen) for one in (found, *others)), strict=True)
        return self.reviewer.merge(lines, seen=seen, at=_now(), why=why)

    def split(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """It is several."""
        parts = [given(part) for part in rest.split(" / ")]
        return self.reviewer.split(found.line.id, parts, seen=found.seen, at=_now(), why=why)

    def add_event(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """An event was missed."""
        return self.reviewer.add(found.line.article, "event", given(rest), at=_now(), why=why)

    def add_statement(self, found: "FoundLine", rest: str, why: str) -> "Revision":
        """A statement was missed."""
        return self.reviewer.add(found.line.article, "statement", given(rest), at=_now(), why=why)

    def undo(self, found: "FoundLine", rest: str, why: str) -> "Revision | None":
        """Take back the last decision made here; before there is one, the last one made on this line."""
        if self.made or found.seen is None:
            return self._undo(why)
        made = self.reviewer.undo(found.line.id, seen=found.seen, at=_now(), why=why)
        print(f"taken back: the last decision on {found.line.id}")
        self.made.append(made)
        return made

    def _undo(self, why: str) -> "Revision | None":
        """Take back the last decision made here, and show its line again."""
        from dragoman.store.revisions import last_revision

        undone = {made.undoes for made in self.made}
        last = next((made for made in reversed(self.made) if made.undoes is None and made.id not in undone), None)
        if last is None:
            print("nothing was decided here yet")
            return None
        line = last.changes[0].line
        made = self.reviewer.undo(line, seen=last_revision(self.store, line), at=_now(), why=why)
        print(f"taken back: {last.action} of {line}")
        self.made.append(made)
        self.queue.appendleft(line)
        return made


_ACTIONS = {
    "a": Walk.accept, "e": Walk.edit, "r": Walk.reject, "m": Walk.merge, "p": Walk.split, "n": Walk.add_event,
    "ns": Walk.add_statement, "u": Walk.undo,
}  # fmt: skip


def given(text: str) -> dict[str, Any]:
    """Fields as typed: ``type=AID actors=Chile;NATO text="quoted words"``; nothing after ``=`` is None.

    Raises:
        UsageError: a part is no ``FIELD=VALUE``.
    """
    from dragoman.errors import UsageError

    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise UsageError("the quotes do not match", values=text, remedy='Write text="quoted words"') from error
    fields: dict[str, Any] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals:
            raise UsageError("not FIELD=VALUE", values=repr(part), remedy='Write type=AID or text="quoted words"')
        split = [item.strip() for item in value.split(";") if item.strip()]
        fields[name] = split if name in _LISTS else value or None
    if not fields:
        raise UsageError("no field is given", values=repr(text), remedy="Write FIELD=VALUE")
    return fields


def print_line(store: "Store", found: "FoundLine") -> None:
    """A line with the words around it, its coding, and what decided."""
    from dragoman.cli.listings import event_row, statement_row
    from dragoman.records import Event
    from dragoman.store.read import stored_article

    line, out = found.line, console()
    article = stored_article(store, line.article)
    row = event_row(line) if isinstance(line, Event) else statement_row(line)
    out.print(f"\n{line.id}  {shown(article.publisher or article.source)}, {article.published or 'not dated'}")
    out.print(_in_context(article.text, line))
    for name, value in {**row, **_more(line)}.items():
        if name not in ("text", "article") and value:
            told = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
            out.print(f"{name:>12}  {shown(told)}")
    out.print(f"{'confidence':>12}  {line.confidence:.2f}")
    for reason in line.why:
        out.print(f"{'because':>12}  {shown(reason)}", style="dim")


def _more(line: "Line") -> dict[str, Any]:
    from dragoman.records import Event

    if isinstance(line, Event):
        place = line.place.name if line.place else None
        return {"trigger": line.trigger.text, "force": line.force, "place": place, "review": line.review}
    return {"act": line.act, "cue": line.cue.text if line.cue else None, "review": line.review}


def _in_context(text: str, line: "Line") -> str:
    before = text[max(0, line.start - CONTEXT_CHARACTERS) : line.start]
    after = text[line.end : line.end + CONTEXT_CHARACTERS]
    return shown(f"  …{before}>>{text[line.start : line.end]}<<{after}…")


def _asked(prompt: str) -> str | None:
    """What somebody types; None: the input has ended."""
    if sys.stdin.isatty():
        print(prompt, end="", flush=True)
    answer = sys.stdin.readline()
    return answer if answer else None


def _with_why(key: str, rest: str) -> tuple[str, str]:
    """What is asked, and the reason after ``--``; of what needs no more words all of them are the reason."""
    if key in ("a", "r", "u"):
        return "", rest.removeprefix("--").strip()
    asked, _, why = rest.partition(" -- ")
    return asked.strip(), why.strip()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


REVIEW = Command("review", "Judge codings one by one: accept, edit, reject, merge, split, undo.", configure, run)
