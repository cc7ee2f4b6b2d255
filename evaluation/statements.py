"""Statements: the hand-coded training articles; and PolNeAR's attributions, which count beliefs and plans too.

    python -m evaluation.statements [--shared DIR] [--only gold|polnear]

PolNeAR counts much as an attribution that is no statement here (attitudes, plans, questions, "support for"); what is
scored on it is ``dragoman.statements.attributed``, learnt from its train part.
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
from dragoman.records import Reading
from dragoman.statements.attributed import Attributor
from evaluation.predict import predict, score_folder

END_TO_END = "end_to_end(content50+source)"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def polnear(shared: Path, reader: Reader, attributor: Attributor) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures of PolNeAR's scorer on its dev part: of all, and of what holds a quotation."""
    folder = shared / "corpora" / "attribution"
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as where:
        out = Path(where) / "predicted.jsonl"
        with out.open("w", encoding="utf-8") as stream:
            for row, reading in zip(rows, _readings(rows, reader), strict=True):
                found = [one.as_dict() for one in attributor(row["text"], reading)]
                stream.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
        return _scored(folder, out), _scored(folder, out, "--direct")


def _scored(folder: Path, predicted: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(predicted), "--json", *options]
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
        figures, direct = polnear(arguments.shared, Reader.load(), Attributor.load())
        for level in ("overlap50", "token_content", "token_source", "source_given_content", END_TO_END):
            print(f"PolNeAR dev {level:32s}", figures[level])
        print(f"PolNeAR dev {'direct quotations, end to end':32s}", direct[END_TO_END])


if __name__ == "__main__":
    main()
