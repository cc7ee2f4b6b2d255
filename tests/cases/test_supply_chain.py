"""Cases 49 and 50: installed from a folder of wheels without a network; licences that bind no user; scripts of our own.

Whether a dependency has a known weakness is asked of a service, so no test does; ``docs/data.md`` has the command.
"""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from starlette.testclient import TestClient

import dragoman
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.web.records import sample

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


STATIC = Path(dragoman.__file__).parent / "web/static"
SHIPPED = {
    "desk.css",
    "desk.js",
    "mark.svg",
    "review.js",
    "theme.js",
}  # written here; another's needs its licence first
FOREIGN = re.compile(
    r"@license|@preserve|sourceMappingURL|copyright|\(c\) ?(?:19|20)\d\d|jquery|bootstrap|webpack|\beval\(|new Function"
    r"|document\.write|(?:inner|outer)HTML|insertAdjacentHTML|importScripts|\bimport\b.*\bfrom\b", re.IGNORECASE
)  # fmt: skip
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/(?:2000/svg|1999/xlink))[\w-]+\.[a-z]{2,}", re.IGNORECASE)
LONGEST_LINE = 1000  # what tools press together has lines of ten thousands


def test_case_50_every_script_and_style_that_is_shipped_is_our_own() -> None:
    kinds = {".js", ".css", ".svg", ".mjs", ".wasm", ".woff", ".woff2", ".map"}
    package = Path(dragoman.__file__).parent
    found = {path for path in package.rglob("*") if path.suffix in kinds}
    assert found == {STATIC / name for name in SHIPPED}
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert FOREIGN.findall(text) == [], path.name
        assert ELSEWHERE.findall(text) == [], path.name
        assert max(map(len, text.splitlines())) <= LONGEST_LINE, path.name
    for path in package.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"<script(?![^>]*\bsrc=)|\bon[a-z]+=|\bstyle=|javascript:", text) == [], path.name


def test_case_50_a_page_names_its_scripts_by_their_hash_and_gets_just_these(tmp_path: Path) -> None:
    record = sample(tmp_path / "r.db")
    with TestClient(create_app(Terms(record=record)), base_url="http://127.0.0.1:8000") as client:
        pages = "".join(client.get(path, headers={"accept": "text/html"}).text for path in ("/", "/review"))
        named = dict(re.findall(r'"/static/([\w.]+)\?v=([0-9a-f]{10})"', pages))
        assert {"desk.css", "desk.js", "theme.js"} <= set(named) <= SHIPPED
        for name, begins in named.items():
            content = client.get(f"/static/{name}?v={begins}").content
            assert hashlib.sha256(content).hexdigest().startswith(begins)
            assert content == (STATIC / name).read_bytes()


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
    is_as_written(next((tmp_path / "env").rglob("dragoman-*.dist-info")))
    passes_away_from_its_sources(Path(next((tmp_path / "env").rglob("dragoman/__init__.py"))).parents[1], tmp_path)


def is_as_written(about: Path) -> None:
    """Every file of the package has the hash that its wheel gives it."""
    listed = [line.split(",") for line in (about / "RECORD").read_text(encoding="utf-8").splitlines()]
    hashes = {name: given.removeprefix("sha256=") for name, given, _ in listed if given.startswith("sha256=")}
    assert sum(name.startswith("dragoman/web/static/") for name in hashes) == len(SHIPPED)
    for name, given in hashes.items():
        found = hashlib.sha256((about.parent / name).read_bytes()).digest()
        assert base64.urlsafe_b64encode(found).decode().rstrip("=") == given, name


# Folders whose tests are run against the installed package, but for files that use something else of the repository.
ALONE = ("dates", "codes", "store", "exports", "language")
BESIDE = re.compile(
    r"^\s*(?:from|import) (?:benchmarks|corpus|evaluation|examples|fuzzing|reference|soak|training)\b|\bROOT\b"
    r"|examples/|tests\.exports\.page",
    re.MULTILINE,
)


def alone() -> list[str]:
    """The files of tests that need nothing but the package and the tests."""
    found = (path for name in ALONE for path in sorted((ROOT / "tests" / name).glob("test_*.py")))
    return [path.relative_to(ROOT).as_posix() for path in found if not BESIDE.search(path.read_text(encoding="utf-8"))]


def test_case_49_most_tests_need_nothing_of_the_repository() -> None:
    assert len(alone()) > 40


def passes_away_from_its_sources(installed: Path, folder: Path) -> None:
    """The tests of the table above pass against the installed package, from a folder with nothing but the tests."""
    shutil.copytree(ROOT / "tests", folder / "tests")
    for name in ("conftest.py", "pytest.ini"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder / name)
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{folder}"}
    shown = [sys.executable, "-c", "import dragoman; print(dragoman.__file__)"]
    where = subprocess.run(
        shown, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert Path(where).is_relative_to(installed)
    tests = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *alone()]
    done = subprocess.run(tests, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_case_49_the_commands_are_told() -> None:
    page = (ROOT / "docs/howto.md").read_text(encoding="utf-8")
    assert "pip download --dest wheelhouse --only-binary :all: wheelhouse/dragoman-*.whl" in page
    assert "pip install --no-index --find-links wheelhouse dragoman" in page
