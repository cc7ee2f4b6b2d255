"""One person's decisions on the record: each a revision, checked, applied and stored in one transaction.

Every decision names the last revision of the line that its maker saw (``seen``; ``None`` where there was none). Where
another came in between, it is refused with both versions: ``EditConflict``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from dragoman.errors import EditConflict, UsageError
from dragoman.records import Article, Event
from dragoman.store.applying import Action, Change, Kind, Revision, active, alike, effective, fields_of, kind_of
from dragoman.store.codings import Coding, Line, coders_coding, keep_coding
from dragoman.store.corrections import changed, corrected, new_line
from dragoman.store.open import Store
from dragoman.store.read import stored_article
from dragoman.store.revisions import (
    FoundLine,
    find_line,
    found_line,
    history,
    revision_id,
    revisions_of,
    write_revision,
)
from dragoman.store.write import write_lines

Given = Mapping[str, Any]
Seen = str | None


class Reviewer:
    """Accepts, edits, rejects, adds, merges, splits and undoes in somebody's name."""

    def __init__(self, store: Store, *, by: str, after: Callable[[Store], None] | None = None) -> None:
        if not by.strip():
            raise UsageError("a decision needs a name", values=repr(by), remedy="Say who decides")
        self._store = store
        self.by = by.strip()
        self._after = after  # called after each decision: what is computed from the lines follows them

    def accept(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """Say that a line is right as it stands; it holds whole, whatever later coders say.

        Args:
            line: id of an event or statement, or the unique beginning of one.
            seen: id of the last revision of it that was looked at; None: there was none.
            at: when.
            why: in words.

        Raises:
            EditConflict: somebody revised it since.
            UnknownName: the record has no such line.
        """
        with self._deciding():
            found = self._looked_at(line, seen, mine=None)
            change = _change(found, before={"review": found.line.review}, after={"review": "accepted"})
            return self._write("accept", found.line.article, [change], at=at, why=why)

    def edit(self, line: str, fields: Given, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """Set fields of a line right; these hold, with those that hang together with them.

        Args:
            line: as for ``accept``.
            fields: by name, as ``store.corrections.corrected`` takes them.
            seen: as for ``accept``.
            at: when.
            why: in words.

        Raises:
            EditConflict: somebody revised it since.
            UsageError, UnknownName: nothing changes, or a field cannot have this value.
            CitationError: words that the article does not have.
        """
        with self._deciding():
            found = self._looked_at(line, seen, mine=fields)
            after = corrected(found.line, fields, article=self._article(found))
            return self._write("edit", found.line.article, [_edited(found, after)], at=at, why=why)

    def reject(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """Say that a line should not be there: it leaves listings, counts and exports.

        Raises:
            EditConflict, UnknownName: as ``accept``.
            UsageError: it is set aside already.
        """
        with self._deciding():
            found = self._looked_at(line, seen, mine=None)
            _refuse_aside(found)
            return self._write("reject", found.line.article, [_set_aside(found)], at=at, why=why)

    def add(self, article: str, kind: Kind, fields: Given, *, at: datetime, why: str = "") -> Revision:
        """Add an event or a statement that the coder has not found.

        Args:
            article: id of the article that tells it.
            kind: ``event`` or ``statement``.
            fields: as ``store.corrections.new_line`` takes them.
            at: when.
            why: in words.

        Raises:
            UsageError, UnknownName, CitationError: as ``edit``.
            EditConflict: the line is there already, or one so like it that the two would be taken for one.
        """
        with self._deciding():
            stored = stored_article(self._store, article)
            taken = self._taken(article)
            line = new_line(kind, fields, article=stored, run=self._run(article), taken=taken)
            coded = (one for one in self._coders(article).lines if one.id in taken and alike(one, line) > 0)
            there = line.id if line.id in taken else next((one.id for one in coded), None)
            if there is not None:
                raise _conflict(found_line(self._store, there), fields_of(line))
            return self._write("add", article, [_added(line)], at=at, why=why)

    def merge(self, lines: Sequence[str], *, seen: Sequence[Seen], at: datetime, why: str = "") -> Revision:
        """Say that events, or statements, of one article are one: the first is kept and cites what the others quote.

        Raises:
            EditConflict, UnknownName: as ``accept``.
            UsageError: fewer than two, of several kinds or articles, or not as many ``seen``.
        """
        if len(lines) < 2 or len(seen) != len(lines):
            raise UsageError(
                "a merge is of two lines or more, each with what was seen of it",
                values=f"{len(lines)} lines, {len(seen)} seen",
                remedy="Give both lists alike",
            )
        with self._deciding():
            found = [self._looked_at(line, last, mine=None) for line, last in zip(lines, seen, strict=True)]
            for one in found:
                _refuse_aside(one)
            first, *others = found
            _refuse_unlike(found)
            kept = _merged(first.line, [one.line for one in others], self._article(first))
            before, after = changed(fields_of(first.line), fields_of(kept))
            changes = [_change(first, before=before, after=after), *map(_set_aside, others)]
            return self._write("merge", first.line.article, changes, at=at, why=why)

    def split(self, line: str, parts: Sequence[Given], *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """Say that a line is several: the first part is the line itself, the others are new lines like it.

        Args:
            line: as for ``accept``.
            parts: for each the fields in which it differs from the line; an event's may name another ``trigger``,
                a statement's needs other ``text``.
            seen: as for ``accept``.
            at: when.
            why: in words.

        Raises:
            EditConflict, UnknownName, CitationError: as ``edit``.
            UsageError: fewer than two parts.
        """
        if len(parts) < 2:
            raise UsageError("a line is split into two or more", values=str(len(parts)), remedy="Give the parts")
        with self._deciding():
            found = self._looked_at(line, seen, mine=parts[0])
            article = self._article(found)
            first = corrected(found.line, parts[0], article=article)
            before, after = changed(fields_of(found.line), fields_of(first))
            taken = self._taken(article.id)
            changes = [_change(found, before=before, after=after)]
            for part in parts[1:]:
                made = new_line(found.kind, _like(found.line, part), article=article, run=found.line.run, taken=taken)
                if made.id in taken:
                    raise _conflict(found_line(self._store, made.id), fields_of(made))
                taken |= {made.id}
                changes.append(_added(made))
            return self._write("split", article.id, changes, at=at, why=why)

    def undo(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """Take back the last decision on a line that still holds, on all lines that it touched.

        Raises:
            EditConflict, UnknownName: as ``accept``.
            UsageError: there is nothing to take back, or another line of it was revised since.
        """
        with self._deciding():
            found = self._looked_at(line, seen, mine=None)
            article = found.line.article
            holding = active(revisions_of(self._store, article))
            last = next((r for r in reversed(holding) if _touches(r, found.line.id)), None)
            if last is None:
                raise UsageError("there is nothing to take back", values=found.line.id, remedy="See `dragoman history`")
            for change in last.changes:
                latest = next(r for r in reversed(holding) if _touches(r, change.line))
                if latest.id != last.id:
                    raise UsageError(
                        "another line of this decision was revised since",
                        values=f"{change.line} by {latest.by}",
                        remedy="Undo that first",
                    )
            return self._undo(last, at=at, why=why)

    # --- what all of them do -------------------------------------------------------------------------------

    def _looked_at(self, line: str, seen: Seen, *, mine: Given | None) -> FoundLine:
        """The line, where nobody revised it since it was looked at."""
        found = find_line(self._store, line)
        if found.seen != seen:
            raise _conflict(found, None if mine is None else dict(mine), history(self._store, found.line.id))
        return found

    def _article(self, found: FoundLine) -> Article:
        return stored_article(self._store, found.line.article)

    def _run(self, article: str) -> str:
        row = self._store.first("SELECT run FROM articles WHERE id = ?", (article,))
        return str(row["run"]) if row else ""

    def _taken(self, article: str) -> frozenset[str]:
        """Every id that a line of the article has or had."""
        known = {change.line for r in revisions_of(self._store, article) for change in r.changes}
        sql = "SELECT id FROM events WHERE article = :a UNION SELECT id FROM statements WHERE article = :a"
        present = {row["id"] for row in self._store.query(sql, {"a": article})}
        return frozenset(known | present)

    def _write(self, action: Action, article: str, changes: Sequence[Change], *, at: datetime, why: str) -> Revision:
        made = Revision(
            id="", article=article, action=action, by=self.by, at=at.isoformat(), why=why, changes=tuple(changes)
        )
        made = replace(made, id=revision_id(made))
        coding = self._coders(article)
        write_revision(self._store, made)
        self._apply(coding)
        return made

    def _undo(self, last: Revision, *, at: datetime, why: str) -> Revision:
        coding = self._coders(last.article)
        before = {change.line: find_or_none(self._store, change.line) for change in last.changes}
        stub = Revision(
            id="", article=last.article, action="undo", by=self.by, at=at.isoformat(), why=why, undoes=last.id
        )
        state = effective(coding, (*revisions_of(self._store, last.article), stub))
        after = {line.id: line for line in state.coding.lines}
        changes = [_taken_back(change, before[change.line], after.get(change.line)) for change in last.changes]
        made = replace(stub, changes=tuple(changes))
        made = replace(made, id=revision_id(made))
        write_revision(self._store, made)
        self._apply(coding)
        return made

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        with self._store.transaction():
            yield
        if self._after is not None:
            self._after(self._store)

    def _coders(self, article: str) -> Coding:
        """What the coder said; kept from the first revision on, for then the tables say something else."""
        coding = coders_coding(self._store, article)
        keep_coding(self._store, coding)
        return coding

    def _apply(self, coding: Coding) -> None:
        write_lines(self._store, effective(coding, revisions_of(self._store, coding.article)))


def find_or_none(store: Store, line: str) -> Line | None:
    """A line that counts; None: it is set aside, or there is none."""
    sql = "SELECT 1 FROM events WHERE id = :id UNION ALL SELECT 1 FROM statements WHERE id = :id"
    return found_line(store, line).line if store.first(sql, {"id": line}) else None


def _change(found: FoundLine, *, before: Given | None, after: Given | None) -> Change:
    base = fields_of(found.line)
    return Change(line=found.line.id, kind=found.kind, seen=found.seen, before=before, after=after, base=base)


def _edited(found: FoundLine, after: Line) -> Change:
    fields_before, fields_after = changed(fields_of(found.line), fields_of(after))
    if not fields_after and not found.aside:
        raise UsageError("nothing is changed", values=found.line.id, remedy="Give another value, or accept the line")
    return _change(found, before=fields_before, after=fields_after)


def _set_aside(found: FoundLine) -> Change:
    return _change(found, before={"review": found.line.review}, after=None)


def _added(line: Line) -> Change:
    return Change(line=line.id, kind=kind_of(line), after=fields_of(line))


def _taken_back(change: Change, before: Line | None, after: Line | None) -> Change:
    """What an undo did to one line."""
    old = None if before is None else fields_of(before)
    new = None if after is None else fields_of(after)
    if old is not None and new is not None:
        names = [name for name in new if old[name] != new[name]]
        old, new = {name: old[name] for name in names}, {name: new[name] for name in names}
    return Change(line=change.line, kind=change.kind, seen=change.seen, before=old, after=new)


def _merged(line: Line, others: Sequence[Line], article: Article) -> Line:
    """The kept line, citing what the others quote."""
    quoted = {(span.start, span.end) for one in others for span in one.citations}
    quoted |= {(one.start, one.end) for one in others}
    quoted |= {(span.start, span.end) for span in line.citations}
    spans = tuple(article.span(*place) for place in sorted(quoted - {(line.start, line.end)}))
    return replace(line, citations=spans)


def _like(line: Line, part: Given) -> dict[str, Any]:
    """The fields of a new line that differs from another in some."""
    if isinstance(line, Event):
        same: dict[str, Any] = {
            "type": line.type, "status": line.status, "basis": line.basis, "asserted_by": line.asserted_by,
            "text": None, "trigger": line.trigger, "actors": line.actors, "recipients": line.recipients,
            "when": line.when, "contexts": line.contexts, "reported_by": line.reported_by, "statement": line.statement,
        }  # fmt: skip
        same["text"] = {"start": line.start, "end": line.end}
        same.update({"mode": line.mode, "force": line.force} if "type" not in part else {})
        if line.place is not None:
            same["place"] = line.place
        return {**same, **part}
    return {
        "kind": line.kind, "stance": line.stance, "act": line.act, "speakers": line.speakers, "said": line.said,
        "addressees": line.addressees, "medium": line.medium, "topics": line.topics, **part,
    }  # fmt: skip


def _touches(revision: Revision, line: str) -> bool:
    return any(change.line == line for change in revision.changes)


def _refuse_aside(found: FoundLine) -> None:
    if found.aside:
        raise UsageError(
            "the line is set aside already", values=f"{found.line.id}: {found.line.review}", remedy="Undo that first"
        )


def _refuse_unlike(found: Sequence[FoundLine]) -> None:
    if len({(one.kind, one.line.article) for one in found}) > 1 or len({one.line.id for one in found}) < len(found):
        raise UsageError(
            "what is merged must be different lines of one kind and one article",
            values=", ".join(one.line.id for one in found),
            remedy="Events of several articles are tied as one happening, not merged",
        )


def _conflict(found: FoundLine, mine: Given | None, decided: Sequence[Revision] = ()) -> EditConflict:
    last = decided[-1] if decided else None
    who = f" by {last.by}, {last.at}: {last.action}" if last else ""
    return EditConflict(
        "somebody revised the line since it was looked at",
        values=f"{found.line.id}{who}",
        remedy="Look at it as it stands, and decide again",
        mine=mine,
        theirs=None if found.aside else fields_of(found.line),
        revision=found.seen,
    )
