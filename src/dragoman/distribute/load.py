"""Finished shards into a record: the same rows as reading their inputs into it, at the speed of writing."""

from dragoman.compare.current import bring_up_to_date
from dragoman.distribute.folders import Folder, open_folder, read_file
from dragoman.distribute.manifest import read_manifest, read_run
from dragoman.distribute.shards import Line, Receipt, coded_path, read_lines
from dragoman.errors import DamagedRecord
from dragoman.ingest import Intake, ReadReport, Watcher
from dragoman.records import Failure
from dragoman.store.copies import mark_copies
from dragoman.store.open import Store
from dragoman.store.write import Outcome


def load_shards(place: str, *, store: Store, watch: Watcher | None = None) -> ReadReport:
    """Load the shards of a folder's manifest into a record, one transaction a shard.

    It can be stopped at any moment and begun again; what is there already is passed over.

    Args:
        place: path or URL of the folder.
        store: a record opened for writing.
        watch: told of each document when it is stored.

    Raises:
        UsageError: the folder has no manifest.
        UnreadableInput, DamagedRecord: a shard is missing or not what it was.
        RecordError: the record cannot be written; the shards loaded before stay.
    """
    folder = open_folder(place)
    intake = Intake(store, read_run(folder))
    try:
        for receipt in read_manifest(folder):
            _load(folder, receipt, intake, watch)
    finally:
        mark_copies(store)
    bring_up_to_date(store)  # not when stopped: whoever reads next computes it
    return intake.report()


def _load(folder: Folder, receipt: Receipt, intake: Intake, watch: Watcher | None) -> None:
    data = read_file(folder, coded_path(receipt.shard))
    with intake.store.transaction():
        for line in read_lines(data, receipt):
            outcome = _take(line, intake)
            if watch is not None:
                watch(line.source, outcome)


def _take(line: Line, intake: Intake) -> Outcome | Failure:
    result = line.coded or line.failure
    if result is None:
        raise DamagedRecord(
            "a line of a shard holds nothing", values=line.source, remedy="Run the same dragoman distribute again"
        )
    if line.sha256 is None and isinstance(result, Failure):
        return intake.fail(result)
    return intake.put(line.source, line.sha256 or "", lambda: result)
