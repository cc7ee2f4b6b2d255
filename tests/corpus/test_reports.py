"""The reports themselves: they pass every check, they cover the types, and they repeat nothing that exists."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import by_word, vocabulary
from corpus.check import check_reports
from corpus.parse import read_reports
from corpus.report import Report
from corpus.shingles import WIDTH, shingles

EVENTS_OF_EACH_TYPE = 150
TEXTS = ("*.txt", "*.md", "*.json", "*.jsonl", "*.conllu", "*.iob2", "*.tml", "*.xml", "*.csv")
FORMULAS = 2  # runs of eight words that a report may share by chance or by formula ("told a news conference in ...")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    found = read_reports()
    if not found:
        pytest.skip("corpus/reports holds no report yet")
    return found


def test_every_report_passes_the_checks(reports: tuple[Report, ...]) -> None:
    errors = [str(problem) for problem in check_reports(reports) if problem.level == "error"]
    assert not errors, "\n".join(errors[:20])


def test_every_type_is_there(reports: tuple[Report, ...]) -> None:
    found = Counter(entry.word for report in reports for entry in report.events.values())
    assert not {kind: found[kind] for kind in vocabulary.TYPES if found[kind] < EVENTS_OF_EACH_TYPE}


def test_shingles_find_a_copy_and_pass_over_case_and_punctuation() -> None:
    a = "The two ministers met in the old town hall, and then they left."
    b = "the two ministers met -- in the old TOWN hall and then they stayed"
    assert len(shingles(a)) == 13 - WIDTH + 1
    assert len(shingles(a) & shingles(b)) == 12 - WIDTH + 1
    assert not shingles("too few words")


def strings(value: object) -> Iterator[str]:
    """The strings of a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def running_texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """The words of every file, markup and annotation columns taken out; test parts of treebanks stay unread."""
    for pattern in TEXTS:
        for path in sorted(folder.rglob(pattern)):
            if re.search(r"[-_]test\b", path.stem):
                continue
            content = path.read_text(encoding="utf-8-sig", errors="replace")
            if path.suffix == ".conllu":
                content = "\n".join(line[9:] for line in content.splitlines() if line.startswith("# text = "))
            elif path.suffix == ".iob2":
                rows = (line.split("\t") for line in content.splitlines() if not line.startswith("#"))
                content = " ".join(row[1] for row in rows if len(row) > 1)
            elif path.suffix in {".tml", ".xml"}:
                content = re.sub(r"<[^>]+>", "", content)
            elif path.suffix in {".json", ".jsonl"}:
                # Strings are decoded, so that an escaped apostrophe is one, and tokens of a list follow each other.
                lines = content.splitlines() if path.suffix == ".jsonl" else [content]
                content = "\n".join(" ".join(strings(json.loads(line))) for line in lines if line.strip())
            yield path, content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "{}"), ("a.json", '[{{"text": "{}"}}]'), ("a.jsonl", '{{"a": 1}}\n{{"text": "{}"}}\n'),
        ("a.tml", "<T>{}</T>"), ("a.conllu", "# text = {}\n1\tNo\n"),
    ],
)  # fmt: skip
def test_words_are_found_in_every_format(tmp_path: Path, name: str, content: str) -> None:
    words = "The minister's boat had left the grey harbour before the rain came"
    (tmp_path / name).write_text(content.format(words), encoding="utf-8")
    ((_, found),) = running_texts(tmp_path)
    assert shingles(words) <= shingles(found)


def test_tokens_and_escapes_are_joined(tmp_path: Path) -> None:
    words = "The minister’s boat had left the grey harbour before the rain came"
    (tmp_path / "a.json").write_text(json.dumps(words.split()), encoding="utf-8")
    (tmp_path / "a.iob2").write_text("".join(f"{at}\t{word}\tO\n" for at, word in enumerate(words.split())), "utf-8")
    (tmp_path / "en-ud-test.iob2").write_text("0\tunread\tO\n", "utf-8")
    assert [shingles(words) <= shingles(found) for _, found in running_texts(tmp_path)] == [True, True]


def _items() -> Iterator[tuple[str, str]]:
    for folder in (by_word.FOLDER, by_word.SECOND):
        yield from ((f"{folder.name} {r['id']}", r["text"]) for r in by_word.reports(folder))


@pytest.mark.shared
def test_no_report_repeats_the_development_data(reports: tuple[Report, ...], shared: Path) -> None:
    owners: dict[int, list[str]] = {}
    for identity, text in [*((r.id, r.text) for r in reports), *_items()]:
        for shingle in shingles(text):
            owners.setdefault(shingle, []).append(identity)
    mine = frozenset(owners)
    shared_runs: Counter[str] = Counter()
    where: dict[str, str] = {}
    seen: set[int] = set()
    for path, content in running_texts(shared):
        for shingle in (shingles(content) & mine) - seen:
            seen.add(shingle)
            for identity in owners[shingle]:
                shared_runs[identity] += 1
                where[identity] = path.name
    repeats = {identity: (count, where[identity]) for identity, count in shared_runs.items() if count > FORMULAS}
    assert not repeats, f"reports that share runs of {WIDTH} words with existing text: {repeats}"
