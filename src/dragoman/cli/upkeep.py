"""``dragoman backup``, ``restore``, ``migrate`` and ``vacuum``: keeping a record."""

import argparse
import shutil
from pathlib import Path

from dragoman.cli.command import Arguments, Command, add_record, record_file, record_path
from dragoman.cli.printing import shown_line


def configure_backup(parser: argparse.ArgumentParser) -> None:
    """The options of ``backup``."""
    parser.add_argument("out", metavar="OUT", help="the file to write")
    parser.add_argument("--replace", action="store_true", help="write it where there is a file already")
    add_record(parser)


def run_backup(arguments: Arguments) -> int:
    """Copy the record and check the copy; rows of the user's own go with it."""
    from dragoman.logs import log
    from dragoman.store.upkeep import back_up

    made = back_up(record_file(arguments), arguments.out, replace=arguments.replace)
    log("record backed up", record=record_file(arguments), articles=made.articles, size_bytes=made.size_bytes)
    beside = _copy_own(record_file(arguments), arguments.out)
    doubts = [f"in doubt: {detail}" for detail in made.doubtful]
    _tell(f"{made.articles} articles, {_size(made.size_bytes)}, checked: {made.path}", *doubts, *beside)
    return 1 if doubts else 0


def configure_restore(parser: argparse.ArgumentParser) -> None:
    """The options of ``restore``."""
    parser.add_argument("backup", metavar="BACKUP", help="a file that backup made")
    add_record(parser)


def run_restore(arguments: Arguments) -> int:
    """Put a backup in the record's place; what was there is kept."""
    from dragoman.logs import log
    from dragoman.store.upkeep import restore

    made = restore(arguments.backup, record_file(arguments))
    log("record restored", record=record_file(arguments), articles=made.articles, size_bytes=made.size_bytes)
    beside = _copy_own(arguments.backup, record_file(arguments))
    kept = [f"what was there is kept as {made.kept}"] if made.kept else []
    _tell(f"{made.articles} articles restored: {made.path}", *kept, *beside)
    return 0


def configure_migrate(parser: argparse.ArgumentParser) -> None:
    """The options of ``migrate``."""
    add_record(parser)


def run_migrate(arguments: Arguments) -> int:
    """Bring the record to the schema of this version."""
    from dragoman.store.upkeep import bring_up_to_date

    done = bring_up_to_date(record_path(arguments))
    if not done.applied:
        _tell(f"schema {done.after} is the latest; nothing to do")
    else:
        _tell(f"schema {done.before} to {done.after}: {', '.join(done.applied)}")
    return 0


def configure_vacuum(parser: argparse.ArgumentParser) -> None:
    """The options of ``vacuum``."""
    add_record(parser)


def run_vacuum(arguments: Arguments) -> int:
    """Rewrite the record without gaps."""
    from dragoman.store.upkeep import vacuum

    done = vacuum(record_file(arguments))
    _tell(f"{_size(done.before_bytes)} before, {_size(done.after_bytes)} after")
    return 0


def _copy_own(record: str | Path, out: str | Path) -> list[str]:
    """Copy the user's own rows, which lie beside the record; those that are there already stay."""

    from dragoman.entities.own_offices import own_files

    told = []
    for path in own_files(record):
        target = Path(out).with_suffix("".join(path.suffixes[-2:]))
        if target.exists() and target.read_bytes() != path.read_bytes():
            told.append(f"left as it is: {target}; {path} differs")
        elif not target.exists():
            shutil.copyfile(path, target)
            told.append(f"rows of your own: {target}")
    return told


def _tell(*lines: str) -> None:
    for line in lines:
        print(shown_line(line))


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


BACKUP = Command("backup", "Copy the record, also while it is written to.", configure_backup, run_backup)
RESTORE = Command("restore", "Put a backup in the record's place.", configure_restore, run_restore)
MIGRATE = Command("migrate", "Bring an older record up to date.", configure_migrate, run_migrate)
VACUUM = Command("vacuum", "Rewrite the record without gaps.", configure_vacuum, run_vacuum)
