"""Files that were dropped on the desk: read into the record by a process of their own, whose progress can be looked at.

A process, because coding keeps a processor busy, and pages must not wait for it; and because one that goes wrong can be
ended.
"""

import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import msgspec

from dragoman.errors import DragomanError
from dragoman.records import Failure, RawDocument
from dragoman.store.postgres.address import Place, handed_over, taken_over
from dragoman.web.refusals import Busy, NotThere, TooLarge, laid_aside
from dragoman.web.reviewers import now
from dragoman.web.terms import MOST_UPLOADS

KEPT_JOBS = 20  # finished imports that can still be looked at
SHOWN_FAILURES = 200
_CHUNK = 1 << 20
NAMED = "upload/"  # how the record names what came in by the desk


class Job:
    """One import under way or done."""

    def __init__(self, name: str, files: Sequence[str], folder: Path, by: str) -> None:
        self.name = name
        self.by = by
        self.files = list(files)
        self.folder = folder
        self.counts = {"new": 0, "updated": 0, "unchanged": 0, "failed": 0}
        self.failures: list[dict[str, str]] = []
        self.last = ""
        self.fault: str | None = None  # what ended it; None: nothing did
        self.done = False

    def fields(self) -> dict[str, Any]:
        """What can be told of it."""
        return {
            "job": self.name, "by": self.by, "files": self.files[:SHOWN_FAILURES], "number_of_files": len(self.files),
            "counts": self.counts, "documents": sum(self.counts.values()), "last": self.last,
            "failures": self.failures, "fault": self.fault, "done": self.done,
        }  # fmt: skip

    def take(self, told: dict[str, Any]) -> None:
        """What the process says of a document, or at its end."""
        if "fault" in told:
            self.fault = str(told["fault"])
            return
        self.counts[told["outcome"]] += 1
        self.last = told["source"]
        if told["outcome"] == "failed" and len(self.failures) < SHOWN_FAILURES:
            self.failures.append({name: told[name] for name in ("source", "stage", "reason")})


def _laid_aside(uploads: Sequence[tuple[str, BinaryIO]]) -> tuple[Path, list[str]]:
    """The uploads in a folder of their own, and their names."""
    folder, names = None, []
    try:
        folder = Path(tempfile.mkdtemp(prefix="dragoman-import-"))
        for number, (given, stream) in enumerate(uploads):
            name = plain_name(given)
            place = folder / f"{number:04d}" / name  # two files of one name are two files
            place.parent.mkdir()
            with place.open("wb") as out:
                shutil.copyfileobj(stream, out, _CHUNK)
            names.append(name)
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise laid_aside(error) from error
    return folder, names


class Imports:
    """The imports of a desk: one at a time."""

    def __init__(self, record: Place) -> None:
        self.record = record
        self.jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def job(self, name: str) -> Job:
        """An import by its name.

        Raises:
            NotThere: there is none, or it is long done.
        """
        found = self.jobs.get(name)
        if found is None:
            raise NotThere("there is no such import", values=repr(name[:40]), remedy="The page of imports lists them")
        return found

    def start(self, uploads: Sequence[tuple[str, BinaryIO]], *, by: str) -> Job:
        """Keep the files aside and begin to read them.

        Args:
            uploads: names as the browser gave them, and the bytes.
            by: who puts them in.

        Raises:
            Busy: another import is under way.
            TooLarge: too many files.
            NoRoom: temporary files cannot be written.
        """
        if len(uploads) > MOST_UPLOADS:
            raise TooLarge(
                "too many files",
                values=str(len(uploads)),
                remedy=f"Give {MOST_UPLOADS} at a time, or: dragoman read FOLDER",
            )
        with self._lock:
            if any(not job.done for job in self.jobs.values()):
                raise Busy("another import is under way", remedy="Wait until it is done")
            folder, names = _laid_aside(uploads)
            job = Job(secrets.token_hex(6), names, folder, by)
            self.jobs[job.name] = job
            for old in list(self.jobs)[:-KEPT_JOBS]:
                del self.jobs[old]
        threading.Thread(target=self._run, args=(job,), name="import", daemon=True).start()
        return job

    def close(self) -> None:
        """End what is under way; the record stays whole."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            process.wait(timeout=10)

    def _run(self, job: Job) -> None:
        record, variables = handed_over(self.record)
        command = [sys.executable, "-m", "dragoman.web.imports", str(job.folder), record, job.by]
        try:
            with subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env=variables,
            ) as process:
                self._process = process
                for line in process.stdout or ():
                    job.take(json.loads(line))
            if process.returncode and job.fault is None:
                job.fault = f"the reading ended with status {process.returncode}"
        finally:
            shutil.rmtree(job.folder, ignore_errors=True)
            job.done = True


def plain_name(given: str) -> str:
    """A file's name without folders, control characters or length."""
    name = PurePosixPath(given.replace("\\", "/")).name
    kept = "".join(char for char in name if char.isprintable() and char not in '<>:"|?*')
    return kept.strip(". ")[-120:] or "unnamed"


def documents(folder: Path) -> "Iterator[RawDocument | Failure]":
    """The documents of an import, each named after its file and not after where that was kept."""
    from dragoman.config import Settings
    from dragoman.sources import open_sources

    for place in sorted(folder.iterdir()):
        for item in open_sources([str(file) for file in sorted(place.iterdir())], limits=Settings().limits):
            source = NAMED + item.source.removeprefix(f"{place}/")
            if isinstance(item, Failure):
                yield msgspec.structs.replace(item, source=source, reason=item.reason.replace(f"{place}/", NAMED))
            else:
                yield msgspec.structs.replace(item, source=source)


def read_folder(folder: Path, record: Place, by: str) -> int:
    """Read an import's files into the record, telling of each document on standard output; the exit status."""
    from dragoman.ingest import read_documents, ready
    from dragoman.store.imports import begin_import, end_import
    from dragoman.store.open import open_store

    counts: Counter[str] = Counter()

    def tell(**told: object) -> None:
        print(json.dumps(told), flush=True)

    def watch(source: str, outcome: object) -> None:
        counts["failed" if isinstance(outcome, Failure) else str(outcome)] += 1
        if isinstance(outcome, Failure):
            tell(source=source, outcome="failed", stage=outcome.stage, reason=outcome.reason)
        else:
            tell(source=source, outcome=outcome)

    try:
        with ready(record=record) as chain, open_store(record, mode="write") as store:
            number = begin_import(store, by=by, at=now(), files=len(list(folder.iterdir())))
            read_documents(documents(folder), store=store, run=chain.run, code=chain.code, watch=watch)
            end_import(store, number, counts, at=now())
    except DragomanError as error:
        tell(fault=str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(read_folder(Path(sys.argv[1]), taken_over(sys.argv[2]), sys.argv[3]))
