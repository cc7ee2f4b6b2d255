"""Event types of the user's own: the file, its errors, its examples, and what becomes of an event in a record."""

import json
import re
from pathlib import Path

import pytest

import dragoman
from dragoman.article import Extractor
from dragoman.config import Limits, OwnFiles, Settings
from dragoman.errors import UnknownName, UsageError
from dragoman.events.frames import FrameTable
from dragoman.events.own_types import read_own_types
from dragoman.examples import require_examples, tried
from dragoman.pipeline import load_resources
from dragoman.records import OWN_TYPE_NAME, Run

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "own_types.toml"
TYPE = """
[[type]]
name = "PORT_CALL"
definition = "A warship calls at a port of another state."
examples = ["The frigate Tabar docked in Havana on Tuesday."]
[[type.frame]]
words = ["dock"]
recipient = ["in"]
"""
ARTICLE = (
    "The Indian frigate Tabar called at Bergen on Tuesday. Germany delivered ten howitzers to Norway on Monday. "
    "Norway condemned the shelling of Kharkiv by Russia."
)


@pytest.fixture(scope="module")
def types():
    return read_own_types(EXAMPLE)


@pytest.fixture(scope="module")
def resources(types):
    return load_resources(types=types)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    source = {"title": "Ships", "text": ARTICLE, "published": "2025-11-12"}
    (folder / "ships.json").write_text(json.dumps(source), encoding="utf-8")
    with dragoman.open_record(folder / "press.db", types=EXAMPLE) as record:
        record.read([folder / "ships.json"])
        yield record


def written(path, text):
    (path / "types.toml").write_text(text, encoding="utf-8")
    return path / "types.toml"


# --- the file ------------------------------------------------------------------------------------------------


def test_what_a_file_leaves_out_has_defaults(tmp_path):
    (kind,) = read_own_types(written(tmp_path, TYPE)).types
    (frame,) = kind.frames
    assert (frame.kind, frame.actor, frame.need, frame.deed) == ("verb", ("subj",), ("any",), True)
    assert (frame.name, frame.type, frame.own_type, frame.scheme) == (
        "port_call-1",
        "PORT_CALL",
        "PORT_CALL",
        "PORT_CALL",
    )


def test_a_type_with_a_parent_is_of_its_scheme(tmp_path):
    text = TYPE.replace('name = "PORT_CALL"', 'name = "PORT_CALL"\nparent = "CONSULT"\nmode = "visit"')
    (frame,) = read_own_types(written(tmp_path, text)).types[0].frames
    assert (frame.type, frame.mode, frame.own_type, frame.scheme) == ("CONSULT", "visit", "PORT_CALL", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"PORT_CALL"', '"Port call"'), "cannot have this name: Port call"),
        (('"PORT_CALL"', '"AID"'), "cannot have this name: AID"),
        (("definition", "meaning"), "wrong row"),
        (('recipient = ["in"]', 'recipients = ["in"]'), "a frame is not as it must be: frame 1 of PORT_CALL"),
        (('words = ["dock"]', 'words = ["dock"]\ntype = "AID"'), "the type says this for its frames: type"),
        (('["dock"]', '["@ships"]'), "a word class that does not exist"),
        (('examples = ["The frigate Tabar docked in Havana on Tuesday."]', ""), "needs an example"),
        (('name = "PORT_CALL"', 'name = "PORT_CALL"\nparent = "HELP"'), "wrong row"),
        (('name = "PORT_CALL"', 'name = "PORT_CALL"\nparent = "AID"\nmode = "visit"'), "no such mode: 'visit'"),
        (
            ("[[type]]\nname", '[classes]\nforces = ["navy"]\n[[type]]\nname'),
            "a word class of this name already: forces",
        ),
        (("[[type.frame]]", "[[type.frame]"), "cannot be read"),
    ],
)
def test_wrong_files(tmp_path, change, message):
    path = written(tmp_path, TYPE.replace(*change))
    with pytest.raises(UsageError, match=re.escape(message)) as refused:
        read_own_types(path).beside(FrameTable.load())
    assert refused.value.values
    assert refused.value.remedy


def test_two_types_of_one_name(tmp_path):
    with pytest.raises(UsageError, match="two own types have one name: PORT_CALL"):
        read_own_types(written(tmp_path, TYPE + TYPE))


# --- examples ------------------------------------------------------------------------------------------------


def test_the_example_file_gives_what_it_says(types, resources):
    with Extractor(Limits()) as extractor:
        results = list(tried(types, extractor=extractor, resources=resources))
    assert [(each.type, each.text) for each in results if not each.holds] == []
    assert sum(not each.wanted for each in results) >= 3


def test_an_example_that_is_not_found_is_refused(tmp_path):
    path = written(tmp_path, TYPE.replace("docked in Havana", "lay idle"))
    own = read_own_types(path)
    with (
        Extractor(Limits()) as extractor,
        pytest.raises(UsageError, match="an example of PORT_CALL is not found") as no,
    ):
        require_examples(own, extractor=extractor, resources=load_resources(types=own))
    assert "gives no event" in no.value.values
    assert "dragoman types check" in no.value.remedy


# --- in a record ---------------------------------------------------------------------------------------------


def test_own_types_stand_beside_plovers(record):
    told = {(event.type, event.own_type) for event in record.events()}
    assert {("PORT_CALL", "PORT_CALL"), ("AID", "ARMS_DELIVERY"), ("ACCUSE", None)} <= told


def test_codes_are_those_of_the_parents_words_or_none(record):
    (delivery,) = record.events(type="ARMS_DELIVERY")
    (call,) = record.events(type="port_call")
    assert (delivery.cameo, delivery.quad) == ("072", 2)  # arms: military aid
    assert (call.cameo, call.quad, call.plover_score) == (None, None, None)


def test_the_parent_counts_what_refines_it(record):
    assert [event.own_type for event in record.events(type="AID")] == ["ARMS_DELIVERY"]


def test_an_unknown_type_is_told_what_there_is(record):
    with pytest.raises(UnknownName, match="ARMS_DELIVERY, PORT_CALL"):
        list(record.events(type="BLOCKADE"))


@pytest.mark.parametrize("form", ["plover", "gdelt", "icews", "polecat"])
def test_layouts_of_others_have_the_parent_and_not_what_stands_alone(record, tmp_path, form):
    told = record.export(form, tmp_path / "out")
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file() and "manifest" not in path.name
    )
    assert "PORT_CALL" not in text
    assert told["left_out"]["own type without a PLOVER parent"] == 1


def test_series_count_own_types(record):
    found = record.series("DEU", "NOR", by="year", types=["ARMS_DELIVERY"])
    assert [point.count for point in found.points] == [1]


def test_the_run_keeps_the_hash(record, types):
    assert [run.types for run in record.runs()] == [types.sha256]


def test_runs_with_and_without_a_file_differ():
    plain = Run(code="a", model="b", tables="c", settings="d")
    assert len({plain.id, Run(code="a", model="b", tables="c", settings="d", types="e").id}) == 2


def test_where_a_file_lies_changes_no_hash_of_settings():
    assert Settings().sha256 == Settings(own=OwnFiles(types="/elsewhere/types.toml")).sha256


def test_adding_types_changes_no_other_event(record):
    plain = dragoman.code_text(ARTICLE, title="Ships", published="2025-11-12")
    others = {event.id: event.type for event in plain.events}
    ours = {event.id: event.type for event in record.events()}
    assert others.items() <= ours.items()


def test_names_are_capitals():
    assert re.fullmatch(OWN_TYPE_NAME, "PORT_CALL")
    assert not re.fullmatch(OWN_TYPE_NAME, "port_call")
