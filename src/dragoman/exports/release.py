"""A release: the record's tables frozen in a folder, with what made them, what they cover, and how to cite them.

``tables/`` holds Parquet by month (``parquet``) and what is computed across articles (``across``), ``RELEASE.json`` the
name, the runs and the numbers, ``coverage.csv`` articles, events and statements by source and month, ``precision.csv``
how often the coder was right, ``decisions.csv`` what analysts decided (not who), ``DICTIONARY.md`` what each column
means, ``CITATION.cff`` and ``citation.bib`` how to cite it, ``SHA256SUMS`` the hash of every file, as ``sha256sum
--check`` reads it. Two of one record are the same bytes.
"""

import csv
import hashlib
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from dragoman import __version__
from dragoman.analysis.precision import Precision, measured
from dragoman.codes.tables import read_table
from dragoman.errors import UsageError
from dragoman.exports.across import TABLES as ACROSS
from dragoman.exports.across import write_across
from dragoman.exports.citation import citation_bib, citation_cff
from dragoman.exports.csv import cell
from dragoman.exports.decided import DECISION_COLUMNS, decisions
from dragoman.exports.parquet import rows_in, write_parquet
from dragoman.exports.release_contents import CAVEAT, Release, ReleasedRun
from dragoman.store.codings import known_runs
from dragoman.store.open import Store
from dragoman.store.read import coded_articles, copies, count
from dragoman.store.schema import schema_version
from dragoman.store.takedown import tombstones

SUMS = "SHA256SUMS"
MANIFEST = "RELEASE.json"
TABLES = "tables"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,99}")
COVERAGE_COLUMNS = ("publisher", "month", "articles", "copies", "events", "statements")
PRECISION_COLUMNS = (
    "kind", "type", "sample", "judged", "left", "right", "sides", "whole", "precision", "low", "high", "unbiased",
)  # fmt: skip
_HASHED_AT_ONCE = 1 << 20  # bytes


def write_release(
    store: Store, name: str, folder: Path, *, released: date, with_text: bool = False, authors: Sequence[str] = ()
) -> Release:
    """Write a release into a folder that is empty or not there; it takes its name when it is whole.

    Args:
        store: an open record.
        name: what it is called: letters, digits, blanks, ``. _ -``.
        folder: where.
        released: the day.
        with_text: whether the articles' own text goes out too.
        authors: who is to be cited; nobody: "The compilers of NAME".

    Raises:
        UsageError: the name cannot be used, or the folder has something in it.
        OSError: the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise UsageError("a release cannot be called so", values=repr(name), remedy="Use letters, digits, . _ -")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("the folder of a release must be empty", values=str(folder), remedy="Name another")
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    found = _filled(store, name, aside, released, with_text=with_text, authors=authors)
    if folder.exists():
        folder.rmdir()
    aside.replace(folder)
    return found


def _filled(
    store: Store, name: str, folder: Path, released: date, *, with_text: bool, authors: Sequence[str]
) -> Release:
    tables = write_parquet(coded_articles(store), folder / TABLES, with_text=with_text)
    tables += write_across(store, folder / TABLES)
    figures = measured(store)
    coverage = list(_coverage(store))
    decided = list(decisions(store))
    found = _described(store, name, released, with_text=with_text, coverage=coverage, figures=figures)
    found.numbers["decisions"] = len({row["revision"] for row in decided})
    found.numbers.update({path.parent.name: rows_in(path) for path in tables if path.parent.name in ACROSS})
    _write_csv(folder / "coverage.csv", COVERAGE_COLUMNS, coverage)
    _write_csv(folder / "precision.csv", PRECISION_COLUMNS, map(precision_fields, figures))
    _write_csv(folder / "decisions.csv", DECISION_COLUMNS, decided)
    (folder / "DICTIONARY.md").write_text(dictionary(tables), encoding="utf-8")
    cited_by = tuple(authors) or (f"The compilers of {name}",)
    (folder / "CITATION.cff").write_text(citation_cff(found, cited_by), encoding="utf-8")
    (folder / "citation.bib").write_text(citation_bib(found, cited_by), encoding="utf-8")
    encoded = msgspec.json.format(msgspec.json.encode(found), indent=2)
    (folder / MANIFEST).write_bytes(encoded + b"\n")
    (folder / "README.md").write_text(_readme(found), encoding="utf-8")
    (folder / SUMS).write_text("".join(f"{digest}  {path}\n" for path, digest in sums(folder)), encoding="utf-8")
    return found


def _described(
    store: Store, name: str, released: date, *, with_text: bool, coverage: Sequence[dict[str, Any]],
    figures: Sequence[Precision],
) -> Release:  # fmt: skip
    numbers = {table: count(store, table) for table in ("articles", "events", "statements", "figures")}
    numbers |= {"copies": len(copies(store)), "takedowns": len(tombstones(store))}
    dated = sorted({row["month"] for row in coverage} - {"undated"})
    return Release(
        name=name,
        released=released.isoformat(),
        dragoman=__version__,
        schema=schema_version(store.connection),
        with_text=with_text,
        numbers=numbers,
        months=(dated[0], dated[-1]) if dated else None,
        runs=tuple(
            ReleasedRun(
                id=known.run.id, code=known.run.code, model=known.run.model, tables=known.run.tables,
                settings=known.run.settings, articles=known.present,
            )
            for known in known_runs(store)
            if known.present
        ),
        precision=tuple(precision_fields(one) for one in figures if one.unbiased),
    )  # fmt: skip


def precision_fields(found: Precision) -> dict[str, Any]:
    """A measured precision as a row."""
    low, high = found.interval
    sample = found.sample
    return {
        **{name: getattr(found, name) for name in ("kind", "type", "judged", "left", "right", "sides", "whole")},
        "sample": None if sample is None else f"seed {sample.seed}, size {sample.size}, {sample.type or 'all types'}",
        "precision": None if found.precision is None else round(found.precision, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "unbiased": found.unbiased,
    }


def _coverage(store: Store) -> Iterator[dict[str, Any]]:
    """Articles, copies, events and statements by publisher and month of publication."""
    month = "coalesce(substr(published, 1, 7), 'undated')"
    tallies: dict[str, Counter[tuple[str, str]]] = {}
    parts = {
        "articles": "articles",
        "copies": "articles WHERE duplicate_of IS NOT NULL",
        "events": "articles JOIN events ON events.article = articles.id",
        "statements": "articles JOIN statements ON statements.article = articles.id",
    }
    for name, rows in parts.items():
        sql = f"SELECT coalesce(publisher, '') AS source, {month} AS month, count(*) AS n FROM {rows} GROUP BY 1, 2"
        tallies[name] = Counter({(row["source"], row["month"]): row["n"] for row in store.query(sql)})
    for key in sorted(tallies["articles"]):
        counts = {name: tally[key] for name, tally in tallies.items()}
        yield {"publisher": key[0] or None, "month": key[1], **counts}


def dictionary(tables: Iterable[Path]) -> str:
    """What each column of the tables means, with its type; of columns that hold structures also their parts."""
    meanings = {
        (row["table"], row["column"]): row["meaning"] for row in read_table("dictionary", Path(__file__).parent)
    }
    lines = ["# Data dictionary", "", f"{CAVEAT}", "", "Offsets are code points of the article's text, half-open."]
    schemas = {path.parent.name: pq.read_schema(path) for path in sorted(tables)}
    for table, schema in sorted(schemas.items()):
        lines += ["", f"## {table}", "", "| column | type | what |", "|---|---|---|"]
        for field in schema:
            kind = "list of structures" if "struct" in str(field.type) and "list" in str(field.type) else field.type
            kind = "structure" if str(field.type).startswith("struct") else kind
            lines.append(f"| `{field.name}` | {kind} | {meanings.get((table, field.name), '')} |")
    for part in ("participant", "place", "trigger, cue, citations"):
        lines += ["", f"## {part}", "", "| part | what |", "|---|---|"]
        lines += [f"| `{column}` | {meaning} |" for (table, column), meaning in meanings.items() if table == part]
    return "\n".join(lines) + "\n"


def sums(folder: Path) -> list[tuple[str, str]]:
    """Path and SHA-256 of every file of a release but the list of them, by path."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [(path, _sha256(folder / path)) for path in paths if path != SUMS]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_HASHED_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")


def _readme(release: Release) -> str:
    return (
        f"# {release.name}\n\n{release.told} Released {release.released}.\n\n{CAVEAT}\n\n"
        "Counts should hold what occurred and is not alleged: `status = 'occurred' AND basis <> 'alleged'`, and leave\n"
        "out articles with `duplicate_of`. `DICTIONARY.md` tells the columns, `RELEASE.json` what made them,\n"
        "`coverage.csv` what they cover, `precision.csv` how often they are right. Check the files with\n"
        "`sha256sum --check SHA256SUMS`.\n"
    )
