"""The manifest beside an export: what made it, what was asked for, what left and what stayed, checksums. No clock."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman import __version__
from dragoman.exports.files import WrittenFile
from dragoman.exports.selection import Selection, Tally
from dragoman.records import Failure
from dragoman.store.open import Store
from dragoman.store.read import failures, runs
from dragoman.store.schema import schema_version

MANIFEST = "manifest.json"  # in a folder; beside a file its name goes before
CAVEAT = (
    "This record shows what sources reported, not what is established; "
    "read the quoted passage before relying on a line."
)


def manifest_path(out: Path) -> Path:
    """Where the manifest of an export lies: in its folder, or beside its file."""
    return out / MANIFEST if out.is_dir() else out.with_name(f"{out.name}.{MANIFEST}")


def manifest(
    store: Store, *, form: str, selection: Selection, with_text: bool, tally: Tally,
    files: Mapping[str, WrittenFile],
) -> dict[str, Any]:  # fmt: skip
    """The manifest of an export that is written.

    Args:
        store: the record it came from.
        form: the format's name.
        selection: what it was asked for.
        with_text: whether the articles' own text is in it.
        tally: what left and what did not.
        files: name in the export -> what it came to.
    """
    asked = msgspec.json.decode(msgspec.json.encode(selection.wanted))
    wanted = {name: value for name, value in asked.items() if value not in (None, True)}
    return {
        "format": form,
        "dragoman": __version__,
        "record_schema": schema_version(store.connection),
        "runs": [{"id": run.id, **msgspec.to_builtins(run)} for run in runs(store) if run.id in tally.runs],
        "filters": wanted,
        **({} if selection.among is None else {"chosen": len(selection.among)}),
        "included": sorted(selection.included),
        "with_text": with_text,
        "rows": dict(sorted(tally.rows.items())),
        "left_out": dict(sorted(tally.left_out.items())),
        "without_their_status": dict(sorted(tally.unmarked.items())),
        "files": {name: files[name]._asdict() for name in sorted(files)},
        "failures": msgspec.to_builtins(_unread(store)),
        "note": CAVEAT,
    }


def write_manifest(fields: Mapping[str, Any], path: Path) -> None:
    """Write a manifest.

    Raises:
        OSError: it cannot be written.
    """
    path.write_bytes(msgspec.json.format(msgspec.json.encode(fields), indent=1) + b"\n")


def _unread(store: Store) -> list[Failure]:
    """The inputs that could not be used: they have no article to go with."""
    rows = store.query("SELECT DISTINCT source, stage, reason, error FROM failures WHERE article IS NULL")
    keys = {(row["source"], row["stage"], row["reason"], row["error"]) for row in rows}
    return [one for one in failures(store) if (one.source, one.stage, one.reason, one.error) in keys]
