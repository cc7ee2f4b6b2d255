"""What is finished: a receipt a shard, written last, and the manifest that lists them in the order of their names.

``manifest.jsonl`` is what readers go by. It names its catalogue by what it lists, so that no reader takes the catalogue
of an earlier manifest for that of this one.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from dragoman.distribute.folders import Folder, read_file
from dragoman.distribute.shards import RECEIPTS, Receipt, receipt_path
from dragoman.errors import DamagedRecord, UsageError
from dragoman.records import Run

MANIFEST, RUN = "manifest.jsonl", "run.json"
_SUFFIX = ".json"


def require_run(folder: Folder, run: Run) -> None:
    """Note what codes the shards of this folder; another run's would not go with them.

    Raises:
        UsageError: the folder holds shards of another run.
        RecordNotWritable: the folder cannot be written.
    """
    if not folder.exists(RUN):
        folder.write(RUN, msgspec.json.encode(run, order="deterministic") + b"\n")
    there = read_run(folder)
    if there.id != run.id:
        changed = [name for name in run.__struct_fields__ if getattr(there, name) != getattr(run, name)]
        raise UsageError(
            "the folder holds shards of another run",
            values=f"{folder.name}: other {', '.join(changed)}",
            remedy="Name another folder, or go on with the version, model and settings that it was begun with",
        )


def read_run(folder: Folder) -> Run:
    """What coded the shards of a folder.

    Raises:
        UnreadableInput, DamagedRecord: it is not there, or broken.
    """
    try:
        return msgspec.json.decode(read_file(folder, RUN), type=Run)
    except msgspec.DecodeError as error:
        raise _broken(folder, RUN, error) from error


def finished(folder: Folder) -> frozenset[str]:
    """The names of the shards that are done, in the manifest or not yet."""
    return frozenset(name.removesuffix(_SUFFIX) for name in _receipt_names(folder))


def gather(folder: Folder) -> tuple[Receipt, ...]:
    """The receipts of a folder, by name of their shard; those that the manifest has are not opened again."""
    known = {receipt.shard: receipt for receipt in read_manifest(folder)} if folder.exists(MANIFEST) else {}
    names = [name.removesuffix(_SUFFIX) for name in _receipt_names(folder)]
    return tuple(known.get(name) or _read_receipt(folder, name) for name in names)


def write_manifest(folder: Folder, receipts: Sequence[Receipt]) -> None:
    """Write the manifest, whole."""
    folder.write(MANIFEST, b"".join(msgspec.json.encode(receipt) + b"\n" for receipt in receipts))


def read_manifest(folder: Folder) -> tuple[Receipt, ...]:
    """The lines of the manifest.

    Raises:
        UsageError: the folder has none.
        DamagedRecord: it is broken.
    """
    if not folder.exists(MANIFEST):
        raise UsageError(
            "the folder holds no finished shards",
            values=f"{folder.name} has no {MANIFEST}",
            remedy=f"Let it finish: dragoman distribute PATH... --out {folder.name}",
        )
    try:
        rows = read_file(folder, MANIFEST).split(b"\n")[:-1]
        return tuple(msgspec.json.decode(row, type=Receipt) for row in rows)
    except msgspec.DecodeError as error:
        raise _broken(folder, MANIFEST, error) from error


def catalogue_path(receipts: Sequence[Receipt]) -> str:
    """Where the catalogue of just these shards lies."""
    names = "\n".join(receipt.shard for receipt in receipts)
    return f"catalogue-{hashlib.sha256(names.encode()).hexdigest()[:16]}.parquet"


def _receipt_names(folder: Folder) -> list[str]:
    return [name for name in folder.names(RECEIPTS) if name.endswith(_SUFFIX) and not name.startswith(".")]


def _read_receipt(folder: Folder, shard: str) -> Receipt:
    try:
        return msgspec.json.decode(read_file(folder, receipt_path(shard)), type=Receipt)
    except msgspec.DecodeError as error:
        raise _broken(folder, receipt_path(shard), error) from error


def _broken(folder: Folder, path: str, error: Exception) -> DamagedRecord:
    return DamagedRecord(
        "a file of the folder of shards is broken",
        values=f"{folder.url(path)}: {error}",
        remedy="Remove it and run the same dragoman distribute again",
    )
