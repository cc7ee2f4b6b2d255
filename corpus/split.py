"""Which report is for training, which for development, which for the test: by report, never by sentence."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from dragoman.codes.tables import read_table
from dragoman.errors import UnknownName

Split = Literal["train", "dev", "test"]

SPLITS: tuple[Split, ...] = get_args(Split)
FOLDER = Path(__file__).resolve().parent
TRAIN, DEV = 80, 90  # of a hundred: 80 train, 10 dev, 10 test


def split_of(identity: str, assigned: Mapping[str, Split] | None = None) -> Split:
    """The split of a report: as assigned, else by the hash of its id, so that new reports move no old one."""
    if assigned and identity in assigned:
        return assigned[identity]
    draw = int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 100
    return "train" if draw < TRAIN else "dev" if draw < DEV else "test"


def read_split(folder: Path = FOLDER) -> dict[str, Split]:
    """What ``split.tsv`` (columns id, split, reason) assigns by hand; empty where there is no such table.

    Raises:
        UnknownName: a row names a split that does not exist.
    """
    if not (folder / "split.tsv").is_file():
        return {}
    assigned: dict[str, Split] = {}
    for row in read_table("split", folder):
        if row["split"] not in SPLITS:
            values = f"{row['id']} -> {row['split']!r}"
            raise UnknownName("no such split", values=values, remedy=f"Use {', '.join(SPLITS)}")
        assigned[row["id"]] = row["split"]
    return assigned
