"""A PostgreSQL of our own for a test run: made in a folder, spoken to over a socket in it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC"


def binaries() -> Path | None:
    """The folder of the newest server's programs; None: there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A server; its socket's folder. The superuser may not run one, so `postgres`, or nobody, does."""
    folder = Path(mkdtemp(prefix="dragoman-pg-", dir="/tmp"))  # a socket's path may have 107 letters
    as_user = _as_user(folder)
    data = folder / "data"
    _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
         "--no-sync", user=as_user)  # fmt: skip
    options = f"{_OPTIONS} -k {folder}"
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start", user=as_user)
    try:
        yield str(folder)
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", user=as_user)
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return name


def _run(*command: object, user: str | None) -> None:
    # pg_ctl's server keeps what it inherits: a pipe would never end.
    subprocess.run(
        [str(part) for part in command], check=True, user=user, cwd="/tmp", stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
