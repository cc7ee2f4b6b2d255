"""The documents: what they run runs, what they show is so, what they name exists, and what exists is named."""

import argparse
import importlib
import json
import re
import subprocess
import sys
import tomllib
from typing import get_args

import msgspec
import pytest

import dragoman
from dragoman import cli, records
from dragoman.compare.disagreement_table import DisagreementFilter
from dragoman.compare.promises import PromiseFilter
from dragoman.config import Settings, parse_settings
from dragoman.exports import contract, csv
from dragoman.sources.fields import FIELD_NAMES
from dragoman.store.listing import EventFilter, StatementFilter
from tests.docs.blocks import (
    PAGES,
    ROOT,
    Step,
    blocks,
    commands,
    examples,
    matches,
    renewed,
    write_commands,
    write_examples,
)
from tests.docs.sessions import WrongOutputError, check_page, prepare
from tests.sample_record import talks

CAVEAT = (
    "This record shows what sources reported, not what is established; "
    "read the quoted passage before relying on a line."
)
REMEDY = "`python -m tests.docs.regenerate` writes what the code gives now; read the difference"
RUNNABLE = [
    page for page in PAGES[1:] if re.search(r"^```(console|pycon|python)", (ROOT / page).read_text(), re.MULTILINE)
]


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def section(text, heading):
    """The part of a page under a heading, up to the next of the same or a higher level."""
    level = len(heading) - len(heading.lstrip("#"))
    match = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no section {heading!r}"
    return match[1]


def first_cells(text):
    """The code in the first cells of a text's tables."""
    return [code for line in text.splitlines() if line.startswith("| `") for code in _codes(_cells(line)[0])]


def _cells(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _codes(cell):
    return re.findall(r"`([^`]+)`", cell)


# --- what runs ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def readme(tmp_path_factory):
    """The README played once: its folder, where it leaves a record of the examples, and what was wrong."""
    folder = tmp_path_factory.mktemp("readme")
    prepare(folder, "README.md")
    return folder, _wrong("README.md", folder)


def _wrong(name, folder):
    try:
        check_page(page(name), folder)
    except WrongOutputError as error:
        return f"{name}: {error}\n\n{REMEDY}"
    return None


@pytest.mark.slow
def test_the_readme_shows_what_happens(readme):
    assert readme[1] is None, readme[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNNABLE)
def test_pages_show_what_happens(name, readme, tmp_path):
    prepare(tmp_path, name, readme[0] / "dragoman.db")
    wrong = _wrong(name, tmp_path)
    assert wrong is None, wrong


@pytest.mark.parametrize("name", PAGES)
def test_make_targets_exist(name):
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", page(name))) <= targets


@pytest.mark.parametrize("name", PAGES)
def test_named_commands_exist(name):
    known = {command.name for command in cli.COMMANDS}
    assert set(re.findall(r"`dragoman ([a-z]+(?:-[a-z]+)*)\b", page(name))) <= known


def test_nothing_is_left_to_regenerate():
    assert [name for name in PAGES if "(regenerate)" in page(name)] == []


# --- commands and options ----------------------------------------------------------------------------------


def parsers():
    parser = cli.build_parser(cli.COMMANDS)
    return next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction)).choices


def test_every_command_has_a_section_and_every_section_a_command():
    headings = re.findall(r"^## (.+)$", page("docs/commands.md"), re.MULTILINE)
    assert headings == [*parsers(), "Settings"]


def arguments_of(parser):
    """The arguments of a command, and of the actions that it is made of."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                yield from arguments_of(part)
        elif not isinstance(action, argparse._HelpAction):
            yield action


@pytest.mark.parametrize("name", parsers())
def test_every_option_is_told_and_exists(name):
    told = [code.split()[0] for code in first_cells(section(page("docs/commands.md"), f"## {name}"))]
    found = arguments_of(parsers()[name])
    options = [action.option_strings[0] if action.option_strings else action.metavar for action in found]
    assert sorted(told) == sorted(options)


@pytest.mark.parametrize("name", parsers())
def test_choices_are_told(name):
    told = section(page("docs/commands.md"), f"## {name}").replace("\\|", "|")
    for action in arguments_of(parsers()[name]):
        if action.choices:
            assert f"`{action.option_strings[0]} {'|'.join(action.choices)}`" in told


def test_settings_are_told_with_their_defaults():
    rows = [_cells(line) for line in section(page("docs/commands.md"), "## Settings").splitlines() if "| `" in line]
    told = {(row[0].strip("`"), row[1].strip("`")): json.loads(row[2]) for row in rows}
    defaults = {
        (part, key): value
        for part, values in msgspec.json.decode(msgspec.json.encode(Settings())).items()
        for key, value in values.items()
    }
    assert told == defaults


def test_shown_settings_are_settings():
    shown = [block.body for block in blocks(page("docs/commands.md")) if block.language == "toml"]
    assert shown
    for text in shown:
        parse_settings(text)


# --- names, fields, words ----------------------------------------------------------------------------------


def test_the_public_surface_is_told():
    told = [name.rsplit(".", 1)[1] for name in re.findall(r"^::: (\S+)$", page("docs/api.md"), re.MULTILINE)]
    assert sorted(told) == sorted({*dragoman.__all__, "OpenRecord"} - {"__version__"})
    assert "`dragoman.__version__`" in page("docs/api.md")


def test_told_names_are_where_they_are_said_to_be():
    for path in re.findall(r"^::: (\S+)$", page("docs/api.md"), re.MULTILINE):
        module, name = path.rsplit(".", 1)
        assert getattr(importlib.import_module(module), name) is getattr(dragoman, name, None) or name == "OpenRecord"


@pytest.mark.parametrize(
    ("of", "kind"),
    [
        ("events", EventFilter),
        ("statements", StatementFilter),
        ("disagreements", DisagreementFilter),
        ("promises", PromiseFilter),
    ],
)
def test_filters_are_told(of, kind):
    text = page("docs/api.md").split(f"Filters of `{of}`:")[1].split("\n\n")[1]
    assert sorted(first_cells(text)) == sorted(kind.__struct_fields__)


def exported():
    """Every object of the export with its keys."""
    fields = contract.coded_fields(talks(), with_text=True)
    event, statement = fields["events"][0], fields["statements"][0]
    parts = {"article": fields["article"], "event": event, "statement": statement, "place": event["place"]}
    parts |= {"participant": event["actors"][0], "figure": fields["figures"][0], "finding": fields["findings"][0]}
    return {**parts, "failure": fields["failures"][0]}, set(fields)


@pytest.mark.parametrize("part", exported()[0])
def test_every_field_of_the_export_is_told(part):
    told = first_cells(section(page("docs/concepts.md"), f"### {part}"))
    assert sorted(told) == sorted(exported()[0][part])


def test_the_parts_of_the_export_are_told():
    headings = re.findall(r"^### (\w+)$", section(page("docs/concepts.md"), "## Fields"), re.MULTILINE)
    assert set(headings) == set(exported()[0])
    text = section(page("docs/concepts.md"), "## Fields")
    assert all(f"`{key}`" in text for key in exported()[1])


def test_columns_of_the_csv_are_told():
    told = set(re.findall(r"`(\w+)`", page("docs/howto.md") + page("docs/concepts.md")))
    told |= {f"{role}_{what}" for role in ("recipient", "speaker") for what in ("parties", "countries", "offices")}
    assert {*csv.EVENT_COLUMNS, *csv.STATEMENT_COLUMNS} <= told


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("## Types", records.EventType),
        ("## Said to be so", records.Status),
        ("## Said to be so", records.Basis),
        ("## A statement is not an event", records.Stance),
        ("## A statement is not an event", records.SpeechAct),
        ("## A statement is not an event", records.StatementKind),
        ("### participant", records.EntityKind),
        ("### finding", records.FindingKind),
    ],
)
def test_every_value_is_told(heading, values):
    text = section(page("docs/concepts.md"), heading)
    assert [value for value in get_args(values) if not re.search(rf"[`|] ?{value}\b", text)] == []


def test_input_fields_are_told():
    told = set(re.findall(r"`(\w+)`", section(page("docs/howto.md"), "## Read what I have")))
    assert {"id" if name == "source_id" else name for name in FIELD_NAMES} <= told


def test_every_table_is_told():
    told = set(re.findall(r"`([\w/]+)`", section(page("docs/data.md"), "## Tables")))
    tables = {path.stem for path in (ROOT / "src/dragoman/data").glob("*.tsv")}
    assert tables <= told


def test_every_source_of_a_row_is_told():
    told = set(re.findall(r"`([^`]+)`", section(page("docs/data.md"), "## Tables")))
    for path in (ROOT / "src/dragoman/data").glob("*.tsv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        if "source" in columns:
            place = columns.index("source")
            sources = {part.strip() for row in rows for part in row.split("\t")[place].split(";")} - {""}
            assert sources <= told, path.name


def test_every_layer_is_in_the_architecture():
    layers = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
    told = set(re.findall(r"`(\w+)/?`", page("docs/architecture.md").split("## Decisions")[0]))
    assert {layer for layer in layers if not layer.startswith("(")} <= told


@pytest.mark.parametrize("name", ["README.md", "docs/index.md"])
def test_the_caveat_stands(name):
    assert CAVEAT in page(name)
    assert CAVEAT == importlib.import_module("dragoman.cli.printing").CAVEAT


# --- links and the site ------------------------------------------------------------------------------------


def anchors(text):
    return {re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-") for line in _headings(text)}


def _headings(text):
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.+)$", bare, re.MULTILINE)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    bare = re.sub(r"^```.*?^```$", "", page(name), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", bare):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        found = (ROOT / name).parent / path if path else ROOT / name
        assert found.exists(), f"{name} links to {target}"
        assert not anchor or anchor in anchors(found.read_text(encoding="utf-8")), f"{name} links to {target}"


def navigation():
    text = page("mkdocs.yml").split("\nnav:\n")[1]
    return re.findall(r": (\S+\.md)$", text, re.MULTILINE)


def test_the_navigation_names_every_page():
    assert sorted(navigation()) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_the_model_card_is_the_readers():
    included = re.search(r'^--8<-- "(.+)"$', page("docs/model-card.md"), re.MULTILINE)
    assert included
    assert (ROOT / "src/dragoman/data/reader" / included[1]).is_file()


@pytest.mark.slow
def test_the_site_builds(tmp_path):
    pytest.importorskip("mkdocs", reason="mkdocs is not installed; `make docs` installs it")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/walkthrough/index.html").is_file()


# --- the runner itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "actual", "same"),
    [
        (None, "anything", True),
        ("one\ntwo", "one\ntwo", True),
        ("one\ntwo", "one\nthree", False),
        ("...", "one\ntwo", True),
        ("...\ntwo", "one\nand\ntwo", True),
        ("one\n...\nfour", "one\nfour", True),
        ("one\n...\nfour", "one\ntwo\nfive", False),
        ("run-...", "run-12ab", True),
        ("a.c", "abc", False),
    ],
)
def test_matches(shown, actual, same):
    assert matches(shown, actual) is same


@pytest.mark.parametrize(
    ("shown", "actual", "new"),
    [
        (None, "output", None),
        ("old", "new", "new"),
        ("a\n...", "b\nc\nd", "b\n..."),
        ("a\n...\nz", "b\nc\nd", "b\n...\nd"),
        ("...\nz", "y\nz", "...\nz"),
        ("a\n...\nz", "b\nc", "b\nc"),
    ],
)
def test_renewed(shown, actual, new):
    assert renewed(shown, actual) == new


def test_console_blocks_are_written_as_they_were_read():
    body = "$ one --two \\\n    three\noutput\n\nmore\n$ four\n"
    steps = commands(body)
    assert steps == [Step("one --two \\\n    three", "output\n\nmore"), Step("four", None)]
    assert write_commands(steps) == body


def test_python_blocks_are_written_as_they_were_read():
    body = ">>> for number in range(2):\n...     print(number)\n0\n1\n>>> x = 1\n"
    assert write_examples(examples(body)) == body


def test_a_wrong_page_is_found(tmp_path):
    with pytest.raises(WrongOutputError, match="it gives:\ntrue"):
        check_page("```console\n$ echo true\nfalse\n```\n", tmp_path)
    with pytest.raises(WrongOutputError, match="status 3"):
        check_page("```console\n$ exit 3\n```\n", tmp_path)
    check_page('```text title="a.txt"\nwords\n```\n\n```console\n$ cat a.txt\nwords\n```\n', tmp_path)
