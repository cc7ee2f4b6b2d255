"""Playing a page: its files are written, its commands and its Python run one after the other in one folder."""

import contextlib
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.docs.blocks import (
    ROOT,
    Block,
    Step,
    blocks,
    commands,
    examples,
    matches,
    renewed,
    write_commands,
    write_examples,
)

COLUMNS, ROWS = 140, 50  # the terminal that the pages show
OWN_RECORD = frozenset({"README.md", "docs/walkthrough.md"})  # they make the record that they show
RUN_LANGUAGES = {"console": (commands, write_commands), "pycon": (examples, write_examples)}
_STYLES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class WrongOutputError(AssertionError):
    """A page shows something else than what happens, or something fails."""


def prepare(folder: Path, page: str, record: Path | None = None) -> None:
    """Set out what a page's commands expect: the examples and, where it makes none, the record the README leaves."""
    (folder / "examples").symlink_to(ROOT / "examples")
    if record is not None and page not in OWN_RECORD:
        shutil.copy(record, folder / "dragoman.db")


def check_page(text: str, folder: Path) -> None:
    """Run a page; ``WrongOutputError`` tells the first output that is not as shown."""

    def check(step: Step, actual: str) -> Step:
        if not matches(step.shown, actual):
            raise WrongOutputError(f"{step.source}\n\nthe page shows:\n{step.shown}\n\nit gives:\n{actual}")
        return step

    _play(text, folder, check)


def renew_page(text: str, folder: Path) -> str:
    """Run a page and return it with its outputs as they are now."""
    return _play(text, folder, lambda step, actual: Step(step.source, renewed(step.shown, actual)))


def _play(text: str, folder: Path, judge: Callable[[Step, str], Step]) -> str:
    names: dict[str, Any] = {"__name__": "__main__"}
    parts, done = [], 0
    for block in blocks(text):
        parts += [text[done : block.start], _play_block(block, folder, names, judge)]
        done = block.end
    return "".join([*parts, text[done:]])


def _play_block(block: Block, folder: Path, names: dict[str, Any], judge: Callable[[Step, str], Step]) -> str:
    if block.title:
        (folder / block.title).write_text(block.body, encoding="utf-8")
    if block.language == "python":
        run_python(block.body, folder, names, mode="exec")
    if block.language not in RUN_LANGUAGES:
        return block.body
    read, write = RUN_LANGUAGES[block.language]
    steps = []
    for step in read(block.body):
        if block.language == "console":
            actual = run_command(step.source, folder)
        else:
            actual = run_python(step.source, folder, names, mode="single")
        steps.append(judge(step, actual))
    return write(steps)


def run_python(source: str, folder: Path, names: dict[str, Any], *, mode: str) -> str:
    """Run Python in the folder and return what it printed."""
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(compile(source, "<page>", mode), names)
    return _plain(printed.getvalue())


def run_command(command: str, folder: Path) -> str:
    """Run a command as in a terminal and return what it prints, messages first, without colours.

    Exit status 1 (some input failed) is no fault.
    """
    bin_folder = Path(sys.executable).parent
    ours_alone = ("DRAGOMAN_", "COLUMNS", "LINES")  # workers of the tests have a size of their own
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours_alone)}
    environment |= {"PATH": f"{bin_folder}{os.pathsep}{environment['PATH']}", "TERM": "xterm", "NO_COLOR": "1"}
    environment |= {"PYTHONUTF8": "1"}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    try:
        process = subprocess.Popen(
            command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs,
            stderr=subprocess.PIPE,
        )  # fmt: skip
    finally:
        os.close(theirs)
    heard: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(ours, heard))
    listener.start()
    _, messages = process.communicate()
    listener.join()
    os.close(ours)
    output = _plain(messages.decode() + b"".join(heard).decode())
    if process.returncode not in (0, 1):
        raise WrongOutputError(f"{command}\n\nleft with status {process.returncode}:\n{output}")
    return output


def _listen(terminal: int, heard: list[bytes]) -> None:
    """Read a terminal until its other end is closed, which Linux tells by an error."""
    with contextlib.suppress(OSError):
        while data := os.read(terminal, 65536):
            heard.append(data)


def _plain(output: str) -> str:
    lines = _STYLES.sub("", output).replace("\r\n", "\n").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")
