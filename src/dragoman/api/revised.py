"""An open record revised: decisions, runs and their differences, releases, takedown."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.api.named import Named
from dragoman.compare.current import bring_up_to_date
from dragoman.store import read
from dragoman.store.applying import Revision
from dragoman.store.revisions import FoundLine, find_line, history, revisions

if TYPE_CHECKING:
    from dragoman.analysis.explanations import Explanation
    from dragoman.analysis.precision import Precision
    from dragoman.analysis.run_differences import RunDifference
    from dragoman.exports.release_contents import Release
    from dragoman.ingest import RecodeReport, Watcher
    from dragoman.store.reviewing import Reviewer
    from dragoman.store.takedown import Takedown


class Revised(Named):
    """What people decide on the record, and what coders read at different times."""

    def line(self, name: str) -> FoundLine:
        """An event or a statement with what a decision on it must name: the last revision of it (``seen``).

        Args:
            name: id, or the unique beginning of one.

        Raises:
            UnknownName: no line, or more than one.
        """
        return find_line(self._store, name)

    def review(self, *, by: str) -> "Reviewer":
        """Decide in somebody's name: ``accept``, ``edit``, ``reject``, ``add``, ``merge``, ``split``, ``undo``.

        Raises:
            UsageError: nobody is named.
        """
        from dragoman.store.reviewing import Reviewer

        return Reviewer(self._store, by=by, after=bring_up_to_date)

    def history(self, name: str | None = None) -> tuple[Revision, ...]:
        """What was decided, oldest first: on one event or statement, or on all.

        Raises:
            UnknownName: no line, or more than one.
        """
        return tuple(revisions(self._store)) if name is None else history(self._store, self.line(name).line.id)

    def precision(self) -> "tuple[Precision, ...]":
        """How often the coder was right, by type: of each sample that was drawn, then of all that was judged."""
        from dragoman.analysis.precision import measured

        return measured(self._store)

    def recode(self, articles: Sequence[str] = (), *, watch: "Watcher | None" = None) -> "RecodeReport":
        """Code the stored articles with the present version; earlier codings are kept, decisions hold.

        Args:
            articles: ids of those to code; none: all.
            watch: called after each article with its source and what became of it.

        Raises:
            RecordError: the record cannot be written.
            InstallationError: model or tables are missing.
        """
        from dragoman.ingest import ready, recode_articles

        with ready(self._settings, record=self.path) as chain:
            return recode_articles(self._store, run=chain.run, recode=chain.recode, articles=articles, watch=watch)

    def diff(self, old: str, new: str) -> "RunDifference":
        """What a run reads otherwise than another; see ``analysis.run_differences``.

        Raises:
            UnknownName: the record has no such run.
        """
        from dragoman.analysis.run_differences import run_difference

        return run_difference(self._store, old, new)

    def why(self, article: str) -> "tuple[Explanation, ...]":
        """What the present version finds in each sentence of an article, and which step drops what.

        Raises:
            UnknownName: no article, or more than one.
            UsageError: it is in a language that is not coded.
        """
        from dragoman.ingest import as_read, ready

        stored = read.stored_article(self._store, read.find_article(self._store, article))
        with ready(self._settings, record=self.path) as chain:
            return chain.explain(as_read(stored))

    def release(self, name: str, folder: str | Path, *, released: date, **options: Any) -> "Release":
        """Freeze the record in a folder; see ``exports.release.write_release``.

        Raises:
            UsageError: the name cannot be used, or the folder has something in it.
        """
        from dragoman.exports.release import write_release

        return write_release(self._store, name, Path(folder), released=released, **options)

    def forget(self, article: str, *, by: str, at: datetime, why: str) -> "Takedown":
        """Take an article out; its hash, who asked, when and why are kept; see ``store.takedown``.

        Raises:
            UnknownName: no article, or more than one.
            UsageError: nobody is named, or no reason given.
        """
        from dragoman.store.takedown import forget

        return forget(self._store, article, by=by, at=at, why=why, after=bring_up_to_date)
