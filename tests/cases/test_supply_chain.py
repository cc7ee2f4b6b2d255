"""Cases 49 and 50: installed from a folder of wheels without a network; licences that bind no user."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WHEELHOUSE = "DRAGOMAN_WHEELHOUSE"

# Permissive licences, and the MPL, which binds only changes of its own files.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "MIT", "MIT-0", "MPL-1.1",
    "MPL-2.0", "PSF-2.0", "Zlib", "ISC", "Unlicense",
}  # fmt: skip
NAMES = {  # as classifiers and older fields call them
    "apache 2.0": "Apache-2.0", "apache software license": "Apache-2.0", "bsd license": "BSD-3-Clause",
    "bsd-3-clause": "BSD-3-Clause", "bsd-2-clause": "BSD-2-Clause", "3-clause bsd license": "BSD-3-Clause",
    "mit": "MIT", "mit license": "MIT", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "isc license (iscl)": "ISC", "python software foundation license": "PSF-2.0",
}  # fmt: skip
# The lesser GPL lets a program use a library as it is, so it may stand behind an extra, never among what all users get.
BEHIND_EXTRAS = {
    "python-stdnum": "LGPL, needed by followthemoney (extra ftm)",
    "psycopg": "LGPL, the way to PostgreSQL (extra postgres)",
    "psycopg-binary": "LGPL, the same compiled",
}


def needed(names: list[str]) -> dict[str, metadata.Distribution]:
    """The installed distributions that these requirements lead to."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        requirement = Requirement(waiting.pop())
        key = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if key in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            found[key] = metadata.distribution(requirement.name)
        except metadata.PackageNotFoundError:
            continue
        waiting += found[key].requires or []
    return found


def licences(distribution: metadata.Distribution) -> Iterator[list[str]]:
    """What may be chosen between: each choice is a list of licences that hold together."""
    about = distribution.metadata
    expression = about.get("License-Expression")
    if expression is None:
        classifiers = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License ::" in line]
        named = [name for name in classifiers if name != "OSI Approved"] or [(about.get("License") or "none").strip()]
        yield [NAMES.get(name.lower(), name) for name in named]
        return
    for choice in expression.replace("(", "").replace(")", "").split(" OR "):
        yield choice.split(" AND ")


def refused(found: dict[str, metadata.Distribution]) -> dict[str, list[list[str]]]:
    choices = {name: list(licences(distribution)) for name, distribution in found.items()}
    return {
        name: given
        for name, given in choices.items()
        if not any(all(part in ALLOWED or part == "Dual License" for part in choice) for choice in given)
        and not any(" AND " in part and set(part.split(" AND ")) <= ALLOWED for choice in given for part in choice)
    }


def test_case_50_what_every_user_gets_is_under_permissive_licences() -> None:
    found = needed(PROJECT["dependencies"])
    assert {"lxml", "trafilatura", "rapidfuzz"} <= set(found)
    assert refused(found) == {}


@pytest.mark.parametrize("extra", PROJECT["optional-dependencies"])
def test_case_50_no_extra_brings_the_gpl(extra: str) -> None:
    assert set(refused(needed(PROJECT["optional-dependencies"][extra]))) <= set(BEHIND_EXTRAS)


@pytest.mark.parametrize(
    ("licence", "taken"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("LGPL-2.1-only", False),
    ],
)
def test_case_50_licences_are_judged_by_what_may_be_chosen(tmp_path: Path, licence: str, taken: bool) -> None:
    folder = tmp_path / "sample-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: sample\nVersion: 1\nLicense-Expression: {licence}\n"
    )
    assert (refused({"sample": metadata.Distribution.at(folder)}) == {}) is taken


@pytest.mark.slow
@pytest.mark.skipif(WHEELHOUSE not in os.environ, reason=f"no wheelhouse at hand: set {WHEELHOUSE}")
def test_case_49_it_is_installed_and_whole_without_a_network(tmp_path: Path) -> None:
    """The two commands of `docs/howto.md`, with every proxy closed so that nothing else can be fetched."""
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    environment = {**os.environ, **closed, "PYTHONPATH": "", "PIP_CONFIG_FILE": os.devnull}
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env/bin/python"
    install = [python, "-m", "pip", "install", "-q", "--no-index", "--find-links", os.environ[WHEELHOUSE], "dragoman"]
    subprocess.run(install, check=True, env=environment)
    done = subprocess.run(
        [python, "-m", "dragoman", "doctor"], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "one meeting of two parties found and cited" in done.stdout


def test_case_49_the_commands_are_told() -> None:
    page = (ROOT / "docs/howto.md").read_text(encoding="utf-8")
    assert "pip download --dest wheelhouse --only-binary :all: wheelhouse/dragoman-*.whl" in page
    assert "pip install --no-index --find-links wheelhouse dragoman" in page
