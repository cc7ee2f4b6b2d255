"""Statements: the hand-coded training articles, and PolNeAR's attributions.

    python -m evaluation.statements [--shared DIR] [--only gold|polnear]

PolNeAR counts much as an attribution that is no statement here (attitudes, plans, questions, "support for"), so its
recall has a low ceiling; what it shows is whether speakers and contents are cut right.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.language.model import Reader
from dragoman.language.tree import Tree
from dragoman.records import Reading
from dragoman.statements.cues import CueTable
from dragoman.statements.reported import Reported, gather
from dragoman.statements.spans import spans_of
from evaluation.predict import predict, score_folder

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
# PolNeAR takes quotations of one speaker with only a cue between them ('"A," he said. "B."') as one attribution.
MAX_CUE = 120


def attributions(text: str, reading: Reading, cues: CueTable) -> list[dict[str, list[list[int]]]]:
    """The attributions of a text in PolNeAR's form: source, cue and content spans."""
    trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
    out: list[dict[str, list[list[int]]]] = []
    last: Reported | None = None
    for item in gather(text, trees, cues):
        content = [list(span) for span in sorted([(item.start, item.end), *item.others])]
        if last is not None and out and _goes_on(last, item, text):
            out[-1]["content"] += content
        else:
            out.append({"source": _source(trees, item), "cue": _cue(trees, item), "content": content})
        last = item
    return out


def _goes_on(last: Reported, item: Reported, text: str) -> bool:
    """Whether a quotation belongs to the attribution before it: another sentence of it, or its part after the cue."""
    if item.kind != "direct" or last.kind != "direct":
        return False
    between = text[last.end : item.start].strip(" .?!\"'“”‘’\n")
    if (last.cue, last.source) == (item.cue, item.source) and not between:
        return True
    return item.inherits and last.source == item.source and len(between) <= MAX_CUE and "\n\n" not in between


def _source(trees: list[Tree], item: Reported) -> list[list[int]]:
    if item.source is None:
        return []
    tree, token = trees[item.source[0]], item.source[1]
    barred = [c for c in tree.children(token) if tree[c].deprel in {"acl:relcl", "case"}]
    return [list(span) for span in spans_of(tree, token, barred)]


def _cue(trees: list[Tree], item: Reported) -> list[list[int]]:
    if item.cue is None:
        return []
    token = trees[item.cue[0]][item.cue[1]]
    return [[token.start, token.end]]


def polnear(shared: Path, reader: Reader, cues: CueTable) -> dict[str, Any]:
    """The figures of PolNeAR's scorer on its dev part."""
    folder = shared / "corpora" / "attribution"
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as where:
        out = Path(where) / "predicted.jsonl"
        with out.open("w", encoding="utf-8") as stream:
            for row, reading in zip(rows, _readings(rows, reader), strict=True):
                found = attributions(row["text"], reading, cues)
                stream.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
        command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(out), "--json"]
        figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def _readings(rows: list[dict[str, Any]], reader: Reader) -> Iterator[Reading]:
    yield from reader.read_many([(row["text"], ()) for row in rows])


def gold(shared: Path) -> dict[str, Any]:
    """The figures of the record scorer on the training articles."""
    from dragoman.pipeline import load_resources  # the reader is loaded only where articles are coded

    folder = shared / "gold_train"
    with tempfile.TemporaryDirectory() as where:
        out = predict(folder / "articles", Path(where) / "predicted.jsonl", resources=load_resources())
        return score_folder(shared, folder, out)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Score statements on the development data.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--only", choices=("gold", "polnear"))
    arguments = parser.parse_args()
    if arguments.only != "polnear":
        figures = gold(arguments.shared)
        for level in ("statement", "statement+who"):
            print(f"training articles {level:14s}", {k: round(v, 3) for k, v in figures[level].items()})
        print("training articles stance right", round(figures["stance"], 3))
    if arguments.only != "gold":
        figures = polnear(arguments.shared, Reader.load(), CueTable.load())
        for level in (
            "overlap50",
            "token_content",
            "token_source",
            "source_given_content",
            "end_to_end(content50+source)",
        ):
            print(f"PolNeAR dev {level:32s}", figures[level])


if __name__ == "__main__":
    main()
