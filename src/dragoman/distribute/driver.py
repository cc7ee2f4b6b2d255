"""One reading at scale: inputs into shards, shards through an engine, receipts into a manifest.

The driver keeps nothing that is not in the folder. Killed and started again, here or elsewhere, it goes over the
inputs, passes over the shards that have a receipt, and ends at the same manifest.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from dragoman.config import Limits, Settings
from dragoman.distribute.catalogue import remove_other_catalogues, write_catalogue
from dragoman.distribute.engines import Engine
from dragoman.distribute.folders import Folder, leftovers, open_folder, read_file
from dragoman.distribute.manifest import finished, gather, require_run, write_manifest
from dragoman.distribute.shards import FOLDERS, RECEIPTS, Receipt, Shard, code_shard, receipt_path
from dragoman.errors import DragomanError, InputError, InstallationError, UnreachableInput, UsageError
from dragoman.ingest import ready
from dragoman.records import Failure, RawDocument, Record, content_id
from dragoman.sources import open_sources
from dragoman.sources.failures import source_failure
from dragoman.sources.warc_listing import WarcPiece, cut, read_listing

# A shard is what is done again when a worker dies: 500 articles are a minute or so on one core. Smaller ones make
# many small files, which Parquet's readers are slow with.
ARTICLES_PER_SHARD = 500
SHARD_CHARACTERS = 20_000_000  # ends a shard early, so that long documents do not fill a worker's memory
CUTS = "cuts"

Watch = Callable[["Finished"], None]
Item = RawDocument | Failure


class Inputs(Record, frozen=True, kw_only=True):
    """What to read."""

    paths: tuple[str, ...] = ()  # files, folders, patterns, URLs of storage; read by the driver
    listings: tuple[str, ...] = ()  # listings of WARC files; what they name is read by the workers
    base: str | None = None  # stands before relative paths in listings; None: the listing's own folder


class Means(Record, frozen=True, kw_only=True):
    """What codes a shard, apart from the package itself."""

    settings: Settings = Settings()
    model: str | None = None  # folder of another reader; None: the one in the package


class Finished(Record, frozen=True, kw_only=True):
    """A shard that this call has finished."""

    receipt: Receipt
    failures: tuple[Failure, ...]


class Trouble(Record, frozen=True, kw_only=True):
    """Why a worker could not do its task; errors of some packages do not travel between processes, this does."""

    error: DragomanError


class DistributeReport(Record, frozen=True, kw_only=True):
    """What became of one call."""

    receipts: tuple[Receipt, ...]  # of everything in the folder, by name of the shard
    coded: int  # shards that this call has finished
    failures: tuple[Failure, ...]  # of the shards that this call has finished
    unfinished: tuple[Failure, ...]  # shards without a receipt, by the source they begin with: another call tries again


def distribute(
    inputs: Inputs, *, out: str, engine: Engine, means: Means | None = None,
    shard_size: int = ARTICLES_PER_SHARD, watch: Watch | None = None,
) -> DistributeReport:  # fmt: skip
    """Code inputs into a folder of shards; what is finished there is not done again.

    Args:
        inputs: what to read.
        out: path or URL of the folder, which every worker must reach by that name.
        engine: what runs the shards.
        means: settings and model.
        shard_size: documents a shard.
        watch: told of each shard when it is finished.

    Raises:
        UsageError: the folder holds shards of another run, or there is nothing to read.
        RecordNotWritable: the folder cannot be written; the shards finished before stay.
        InstallationError: model or tables are missing, or a worker has others.
    """
    if shard_size < 1:
        raise UsageError("a shard needs a document", values=str(shard_size), remedy="Give 1 or more")
    means, folder = means or Means(), open_folder(out)
    with ready(means.settings, means.model) as chain:
        run = chain.run
    require_run(folder, run)
    done = finished(folder)
    planned = _plan(inputs, out=out, engine=engine, run=run.id, shard_size=shard_size, limits=means.settings.limits)
    coded, failures, unfinished = 0, list[Failure](), list[Failure]()
    for shard, result in engine.run(_fresh(planned, done), partial(_code, out=out, means=means)):
        if result is None or isinstance(result, Failure):
            unfinished.append(result or _lost(_begins(shard)))
            continue
        settled = _settled(result)
        coded += 1
        failures += settled.failures
        if watch is not None:
            watch(settled)
    return DistributeReport(
        receipts=_finish(folder), coded=coded, failures=tuple(dict.fromkeys(failures)), unfinished=tuple(unfinished)
    )


def _plan(inputs: Inputs, *, out: str, engine: Engine, run: str, shard_size: int, limits: Limits) -> Iterator[Shard]:
    for batch in _batches(open_sources(inputs.paths, limits=limits), shard_size):
        yield Shard(run=run, documents=batch)
    for listing in inputs.listings:
        listed = list(read_listing(listing, base=inputs.base, limits=limits))
        broken = tuple(item for item in listed if isinstance(item, Failure))
        if broken:
            yield Shard(run=run, documents=broken)
        pieces = [item for item in listed if isinstance(item, WarcPiece)]
        ranges = [piece for piece in pieces if not piece.is_whole]
        for at in range(0, len(ranges), shard_size):
            yield Shard(run=run, pieces=tuple(ranges[at : at + shard_size]))
        whole = (piece for piece in pieces if piece.is_whole)
        for piece, found in engine.run(whole, partial(_cut, out=out, records=shard_size)):
            yield from _cut_shards(piece, found, run)


def _batches(documents: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    batch: list[Item] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.content) if isinstance(document, RawDocument) else 0
        if len(batch) == size or characters >= SHARD_CHARACTERS:
            yield tuple(batch)
            batch, characters = [], 0
    if batch:
        yield tuple(batch)


def _cut_shards(
    piece: WarcPiece, found: "tuple[WarcPiece, ...] | Failure | Trouble | None", run: str
) -> Iterator[Shard]:
    if isinstance(found, Trouble):
        raise found.error
    if isinstance(found, Failure):
        yield Shard(run=run, documents=(found,))
    else:  # what could not be cut is a shard as it is
        yield from (Shard(run=run, pieces=(part,)) for part in found or (piece,))


def _fresh(shards: Iterable[Shard], done: frozenset[str]) -> Iterator[Shard]:
    """The shards that have no receipt, each once: the same input may be given twice."""
    seen = set(done)
    for shard in shards:
        if shard.name not in seen:
            seen.add(shard.name)
            yield shard


def _code(shard: Shard, *, out: str, means: Means) -> Finished | Failure | Trouble:
    """Code a shard and write its files, the receipt last; a failure: not now, for want of input. Runs in a worker."""
    try:
        folder = open_folder(out)
        with ready(means.settings, means.model, alone=False) as chain:  # loaded once a process
            _require_same(shard, chain.run.id)
            coded = code_shard(shard, chain=chain)
        unreached = next((item for item in coded.failures if item.error == UnreachableInput.__name__), None)
        if unreached is not None:
            return unreached
        for path, data in coded.files.items():
            folder.write(path, data)
        folder.write(receipt_path(shard.name), msgspec.json.encode(coded.receipt))
    except DragomanError as error:
        return Trouble(error=error)
    return Finished(receipt=coded.receipt, failures=coded.failures)


def _cut(piece: WarcPiece, *, out: str, records: int) -> tuple[WarcPiece, ...] | Failure | Trouble:
    """Where to cut a listed file, kept for when it is asked again. Runs in a worker."""
    try:
        folder, path = open_folder(out), f"{CUTS}/{content_id('cut', piece.path, records)}.json"
        if folder.exists(path):
            return msgspec.json.decode(read_file(folder, path), type=tuple[WarcPiece, ...])
        pieces = cut(piece, records=records)
        folder.write(path, msgspec.json.encode(pieces))
    except InputError as error:
        return source_failure(piece.source, error)
    except DragomanError as error:
        return Trouble(error=error)
    return pieces


def _require_same(shard: Shard, run: str) -> None:
    if shard.run != run:
        raise InstallationError(
            "a worker has another version of Dragoman, or another model, than the driver",
            values=f"run {run} instead of {shard.run}",
            remedy="Install the same version on every machine",
        )


def _settled(result: Finished | Trouble) -> Finished:
    if isinstance(result, Trouble):
        raise result.error
    return result


def _lost(source: str) -> Failure:
    return Failure(source=source, stage="code", reason="every process that tried it died", error="WorkerLost")


def _begins(shard: Shard) -> str:
    if shard.pieces:
        return shard.pieces[0].source
    return shard.documents[0].source if shard.documents else shard.name


def _finish(folder: Folder) -> tuple[Receipt, ...]:
    """The manifest, the catalogue that it names, then what is no longer wanted.

    The manifest comes first: shards can be loaded even where there is no memory for a catalogue of all of them.
    """
    receipts = gather(folder)
    write_manifest(folder, receipts)
    write_catalogue(folder, receipts)
    remove_other_catalogues(folder, receipts)
    names = frozenset(receipt.shard for receipt in receipts)
    for under in (*FOLDERS, RECEIPTS):
        for path in leftovers(folder, under, names):
            folder.remove(path)
    return receipts
