"""The soak and the fuzzing, small: what they do, and what they say of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing.entries import ENTRIES, articles, feed_articles, feed_text, seeds
from fuzzing.running import Fuzzed, outcome, table
from soak import report
from soak.kills import Killed
from soak.report import FULL, Size, content, held, shortened, write
from soak.rows import grow, sample
from tests.docs.blocks import ROOT

TEXT = next(entry for entry in ENTRIES if entry.feed is feed_text)
FED = [entry for entry in ENTRIES if entry is not TEXT]
READ = [entry for entry in ENTRIES if entry.feed is feed_articles]
KILLED = Killed(rounds=2, acknowledged=9, stored=10, lost=0, partial=0, faults=0)
FUZZED = Fuzzed("html", 5, 1200, 40, 200, 0, "nothing found", ())


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    return grow(tmp_path_factory.mktemp("grown") / "r.db", rows=400)


def test_rows_are_written_and_looked_over(grown):
    assert grown.rows >= 400
    assert grown.articles == 25
    assert grown.faults == 0


def test_no_sample_copies_another():
    one, other = sample(1), sample(2)
    assert one.article.id != other.article.id
    assert sample(1) == one


def test_the_report_tells_what_was_shortened(grown, tmp_path, monkeypatch):
    text = content(Size(2, 400, 5), KILLED, grown, [FUZZED])
    rows = f"{grown.rows:,} rows and not 1,000,000"
    assert f"Shortened: 2 kills and not 200; {rows}; 5 seconds of fuzzing an entry and not 600." in text
    assert "| acknowledged and lost | 0 |" in text
    assert "| html | 5 | 1,200 | 40 | 200 | 0 | nothing found |" in text
    page = tmp_path / "soak.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    write(text, page)
    assert page.read_text() == f"before\n{report.BEGIN}\n{text}\n{report.END}\nafter\n"
    assert shortened(FULL) == "At full size."


def test_a_loss_or_a_find_is_no_success(grown):
    assert held(KILLED, grown, [FUZZED])
    assert not held(KILLED._replace(lost=1), grown, [FUZZED])
    assert not held(KILLED._replace(partial=1), grown, [FUZZED])
    assert not held(KILLED, grown._replace(faults=1), [FUZZED])
    assert not held(KILLED, grown, [FUZZED, FUZZED._replace(outcome="timeout")])


def test_the_figures_of_the_page_come_from_the_command():
    text = (ROOT / "docs/soak.md").read_text()
    figures = text.partition(report.BEGIN)[2].partition(report.END)[0]
    assert figures.strip().startswith(("Shortened: ", "At full size."))
    assert all(f"| {entry.name} |" in figures for entry in ENTRIES)


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.name)
def test_every_entry_begins_with_examples_that_it_reads(entry):
    begun = list(seeds(entry))
    assert len(begun) > len(entry.beginnings)
    assert any(list(articles(seed)) for seed in begun)
    for seed in begun[:10]:
        entry.feed(seed)


@pytest.mark.parametrize("entry", FED, ids=lambda entry: entry.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_entry_minds_what_is_put_into_an_example(entry, data):
    """What `make fuzz` does for hours, for a second: a stretch of an example is replaced by other bytes."""
    seed = data.draw(st.sampled_from(sorted(seeds(entry))))
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(len(seed), start + 200)))
    entry.feed(seed[:start] + data.draw(st.binary(max_size=60)) + seed[end:])


def test_the_text_entry_runs_the_whole_chain():
    for seed in list(seeds(TEXT))[:3]:
        feed_text(seed)
    feed_text(b"\xff\x00\x1b[31m" + "\u202eabc\u0301".encode())


@pytest.mark.parametrize(
    ("told", "status", "expected"),
    [
        ("Done 10 runs", 0, "nothing found"),
        ("\n === Uncaught Python exception: ===\nValueError: no\nTraceback", 77, "ValueError: no"),
        ("==1== ERROR: libFuzzer: timeout after 5 seconds\n", 70, "timeout after 5 seconds"),
        ("==1== ERROR: libFuzzer: out-of-memory (used: 600Mb)\n", 71, "out-of-memory (used: 600Mb)"),
        ("", -11, "exit status -11"),
    ],
)
def test_what_a_run_ended_with(told, status, expected):
    assert outcome(told, status) == expected


def test_a_table_has_a_row_for_each_entry():
    assert table([FUZZED]).splitlines()[2] == "| html | 5 | 1,200 | 40 | 200 | 0 | nothing found |"


@pytest.mark.parametrize("module", ["soak", "fuzzing"])
def test_the_commands_tell_their_options(module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--seconds" in done.stdout
    assert Path(ROOT / module / "__main__.py").is_file()
