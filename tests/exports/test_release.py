"""Releases: whole, cited, checked by hash, the same bytes twice, and compared."""

import csv
import hashlib
import subprocess
from datetime import date

import msgspec
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dragoman.cli import printing
from dragoman.codes.tables import read_table
from dragoman.compare.current import bring_up_to_date
from dragoman.compare.decide import join_happenings
from dragoman.compare.disagreement_table import list_disagreements
from dragoman.compare.lookup import list_happenings
from dragoman.compare.promise_decisions import decide
from dragoman.compare.promises import promises
from dragoman.compare.ties import decide_tie
from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports import release
from dragoman.exports.across import TABLES as ACROSS
from dragoman.exports.citation import citation_bib, citation_cff
from dragoman.exports.release import SUMS, write_release
from dragoman.exports.release_comparison import compare_releases, damage, read_release
from dragoman.exports.release_contents import CAVEAT
from dragoman.store.open import open_store
from dragoman.store.reviewing import Reviewer
from dragoman.store.sampling import Sample, draw, note_sample
from dragoman.store.schema import latest_version
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks
from tests.store.test_revisions import MET, NOW, SAID, SENT
from tests.web.across_records import across

DAY = date(2024, 5, 1)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, talks(), run=RUN)
        write_article(opened, plain("Undated", published=None, publisher=None, source="u.txt"), run=RUN)
        yield opened


@pytest.fixture
def released(store, tmp_path):
    sample = Sample(seed=1, kind="event", type=None, size=2)
    note_sample(store, sample)
    for line in draw(store, sample):
        Reviewer(store, by="Ada").accept(line.id, seen=None, at=NOW)
    write_release(store, "Talks 1.0", tmp_path / "one", released=DAY, authors=["Ada {Reader}"])
    return tmp_path / "one"


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_a_release_says_of_itself(released):
    found = read_release(released)
    assert (found.name, found.released, found.schema) == ("Talks 1.0", "2024-05-01", latest_version())
    assert found.numbers == {
        "articles": 2, "events": 2, "statements": 1, "figures": 1, "copies": 0, "takedowns": 0, "decisions": 2,
        "happenings": 0, "disagreements": 0, "positions": 0, "ledger": 0, "findings": len(talks().findings),
    }  # fmt: skip
    assert [(run.id, run.articles) for run in found.runs] == [(RUN.id, 2)]
    assert found.months == ("2019-04", "2019-04")
    assert {(row["type"], row["judged"], row["unbiased"]) for row in found.precision} == {
        ("CONSULT", 2, True), ("all", 2, True),
    }  # fmt: skip
    assert CAVEAT == printing.CAVEAT


def test_coverage_by_source_and_month(released):
    assert rows(released / "coverage.csv") == [
        {"publisher": "", "month": "undated", "articles": "1", "copies": "0", "events": "0", "statements": "0"},
        {
            "publisher": "The Northern Post", "month": "2019-04", "articles": "1", "copies": "0", "events": "2",
            "statements": "1",
        },
    ]  # fmt: skip


def test_hashes_are_those_of_sha256sum(released):
    done = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=released, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    listed = {line.split("  ")[1] for line in (released / SUMS).read_text().splitlines()}
    there = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert listed == there - {SUMS}


def test_who_decided_is_not_told(released):
    assert {row["action"] for row in rows(released / "decisions.csv")} == {"accept"}
    assert b"Ada" not in b"".join(path.read_bytes() for path in released.rglob("*.csv"))


def test_what_is_computed_across_articles_is_in_tables(tmp_path):
    with open_store(across(tmp_path / "r.db"), mode="write") as store:
        one, other = [row.id for row in list_happenings(store)][:2]
        join_happenings(store, one, other, by="Ada", why="read both", at=NOW)
        line = next(found for found in promises(store, as_of=DAY) if found.candidates)
        decide(store, line.line.id, line.candidates[0].item, verdict="confirmed", by="Ada", why="read", at=NOW)
        plan, deed = (row["id"] for row in store.query("SELECT id FROM events ORDER BY id LIMIT 2"))
        decide_tie(store, plan, deed, verdict="refused", by="Ada", why="other talks", at=NOW)
        bring_up_to_date(store)
        found = write_release(store, "Across", tmp_path / "out", released=DAY)
        happenings, differing = list(list_happenings(store)), list(list_disagreements(store))
    tables = {name: pd.read_parquet(tmp_path / "out" / "tables" / name / "all.parquet") for name in ACROSS}
    assert {name: len(table) for name, table in tables.items()} == {name: found.numbers[name] for name in ACROSS}
    told = tables["happenings"].set_index("id")
    assert set(told.index) == {one.id for one in happenings}
    for one in happenings:
        assert list(told.loc[one.id, "origins"]) == list(one.origins)
        assert one.event.id in set(told.loc[one.id, "events"])
    quoted = {row["id"]: [each["text"] for each in row["accounts"]] for _, row in tables["disagreements"].iterrows()}
    assert quoted == {one.id: [account.text for account in one.accounts] for one in differing}
    assert quoted
    ledger = tables["ledger"].set_index("id").loc[line.line.id]
    assert (list(ledger["owed_by"]), list(ledger["owed_to"]), ledger["kind"]) == (["NOR"], ["CHL"], "promise")
    assert line.candidates[0].item in [each["item"] for each in ledger["candidates"]]
    assert set(tables["positions"]["party"]) >= {"CHL", "NOR"}
    decided = {row["kind"]: row for row in rows(tmp_path / "out" / "decisions.csv")}
    assert {kind: row["action"] for kind, row in decided.items()} == {
        "happening": "join", "promise": "confirmed", "tie": "refused",
    }  # fmt: skip
    assert (decided["promise"]["line"], decided["promise"]["fields"]) == (line.line.id, line.candidates[0].relation)
    assert b"Ada" not in b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.csv"))


def test_every_column_is_in_the_dictionary(released):
    text = (released / "DICTIONARY.md").read_text()
    for path in (released / "tables").rglob("*.parquet"):
        section = text.split(f"## {path.parent.name}\n")[1].split("\n## ")[0]
        for name in pq.read_schema(path).names:
            (line,) = (line for line in section.splitlines() if line.startswith(f"| `{name}` "))
            assert line.split("|")[3].strip(), f"{path.parent.name}.{name} is not explained"


def test_the_dictionary_explains_nothing_that_is_not_there(released):
    known = {
        (path.parent.name, name)
        for path in (released / "tables").rglob("*.parquet")
        for name in pq.read_schema(path).names
    }
    told = {(row["table"], row["column"]) for row in read_table("dictionary", release.Path(release.__file__).parent)}
    parts = {table for table, _ in told} - {table for table, _ in known}
    assert {(table, name) for table, name in told if table not in parts} - known == {("articles", "text")}


def test_the_citation_can_be_read(released):
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load((released / "CITATION.cff").read_text())
    assert (found["cff-version"], found["type"], found["title"]) == ("1.2.0", "dataset", "Talks 1.0")
    assert found["authors"] == [{"name": "Ada {Reader}"}]
    assert RUN.id in found["abstract"]


def test_the_citation_keeps_to_its_format(released):
    found = read_release(released)
    bib = citation_bib(found, ["Ada {Reader}"])
    assert bib.count("{") == bib.count("}")
    assert bib.startswith("@misc{talks102024,")
    assert "date-released: 2024-05-01\n" in citation_cff(found, ["x"])


def test_two_releases_of_one_record_are_the_same_bytes(store, tmp_path):
    for folder in ("a", "b"):
        write_release(store, "Twice", tmp_path / folder, released=DAY)
    assert (tmp_path / "a" / SUMS).read_bytes() == (tmp_path / "b" / SUMS).read_bytes()
    assert (
        hashlib.sha256((tmp_path / "a" / "RELEASE.json").read_bytes()).hexdigest()
        in (tmp_path / "b" / SUMS).read_text()
    )


def test_an_empty_record_can_be_released(tmp_path):
    with open_store(tmp_path / "empty.db", mode="write") as store:
        found = write_release(store, "Nothing", tmp_path / "out", released=DAY)
    assert (found.months, found.runs) == (None, ())
    assert damage(tmp_path / "out") == []


@pytest.mark.parametrize("name", ["", " x", "a/b", "..", "x\ny", "ü"])
def test_names_that_no_release_has(store, tmp_path, name):
    with pytest.raises(UsageError, match="cannot be called so"):
        write_release(store, name, tmp_path / "out", released=DAY)


def test_a_folder_with_something_in_it_is_left_alone(store, released):
    with pytest.raises(UsageError, match="must be empty"):
        write_release(store, "Again", released, released=DAY)
    assert damage(released) == []


# --- comparing -----------------------------------------------------------------------------------------------


def test_what_differs(store, released, tmp_path):
    Reviewer(store, by="Bo").reject(SAID.id, seen=None, at=NOW)
    seen = store.first("SELECT revision FROM changes WHERE line = ?", (MET.id,))["revision"]
    Reviewer(store, by="Bo").edit(MET.id, {"type": "AID"}, seen=seen, at=NOW)
    write_article(store, plain("One more", source="more.txt"), run=RUN)
    write_release(store, "Talks 1.1", tmp_path / "two", released=DAY)
    found = compare_releases(released, tmp_path / "two")
    told = {t.table: (t.before, t.after, t.appeared, t.vanished, t.changed) for t in found.tables}
    assert told == {"articles": (2, 3, 1, 0, 0), "events": (2, 2, 0, 0, 1), "statements": (1, 0, 0, 1, 0)}
    assert [(m.month, m.type, m.before, m.after) for m in found.months] == [
        ("2019-04", "AID", 0, 1), ("2019-04", "CONSULT", 1, 0),
    ]  # fmt: skip
    assert found.damaged == ()
    assert SENT.id  # planned: it counts in neither


def test_nothing_differs_from_itself(released):
    found = compare_releases(released, released)
    assert all((t.appeared, t.vanished, t.changed) == (0, 0, 0) for t in found.tables)
    assert found.months == ()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda folder: (folder / "README.md").write_text("other"), "README.md"),
        (lambda folder: (folder / "coverage.csv").unlink(), "coverage.csv"),
        (lambda folder: (folder / "extra.txt").write_text("x"), "extra.txt"),
    ],
)
def test_damage_is_told(released, harm, told):
    harm(released)
    assert damage(released) == [told]
    assert compare_releases(released, released).damaged == (f"{released}/{told}",) * 2


def test_a_folder_without_a_release(tmp_path, released):
    with pytest.raises(UsageError, match="holds no release"):
        read_release(tmp_path / "nothing")
    (released / "RELEASE.json").write_bytes(msgspec.json.encode({"name": 1}))
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_release(released)
