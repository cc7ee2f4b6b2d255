"""The tables of frames: they load, they are sound, and every example is read by its frame."""

from collections import Counter
from pathlib import Path

import pytest

from dragoman.codes.plover import EVENT_TYPES, is_mode
from dragoman.errors import InstallationError
from dragoman.events import Frame, FrameTable, find_events
from dragoman.events.frames import PATTERNS, inflected
from dragoman.partial_date import PartialDate
from dragoman.records import Event
from tests.events.examples import article_of, example_sentences, parsed_examples, reading_of, said
from tests.events.fakes import FakeEntities

TABLE = FrameTable.load()
PARSED = parsed_examples()
CASES = [(frame, example) for frame in TABLE.frames for example in frame.examples]


def read(text: str, frame: Frame) -> tuple[Event, ...]:
    """The events of an example; where the frame asks for a speaker, the part before ", the" is his."""
    reading = reading_of(PARSED[text])
    spoken = "speaker" in (*frame.actor, *frame.recipient)
    statements = (said(text, "demands" if frame.modal else "affirms"),) if spoken else ()
    entities = FakeEntities(reading)
    return find_events(article_of(text), reading, entities, statements, reference=PartialDate(), frames=TABLE)


def test_every_example_is_parsed() -> None:
    missing = [example for example in example_sentences(TABLE) if example not in PARSED]
    assert not missing, "run python -m tests.events.examples"


@pytest.mark.parametrize(("frame", "example"), CASES, ids=[f"{f.name}-{n}" for n, (f, _) in enumerate(CASES)])
def test_example_is_read_by_its_frame(frame: Frame, example: str) -> None:
    found = [event for event in read(example, frame) if frame.name in event.why]
    assert found, f"{frame.name} does not read {example!r}"
    assert found[0].type == frame.type
    assert found[0].text in example


def test_names_are_unique() -> None:
    doubled = [name for name, count in Counter(f.name for f in TABLE.frames).items() if count > 1]
    assert not doubled


def test_every_type_has_frames_of_verb_and_noun() -> None:
    for event_type in EVENT_TYPES:
        kinds = {f.kind for f in TABLE.frames if f.type == event_type}
        assert {"verb", "noun"} <= kinds, event_type


def test_modes_are_plovers() -> None:
    assert all(is_mode(f.type, f.mode) for f in TABLE.frames)
    assert all(is_mode(rule.type, rule.mode) for rule in TABLE.modes)


def test_force_is_for_requests_only() -> None:
    assert all((f.force is not None) == (f.type == "REQUEST") for f in TABLE.frames)


def test_every_word_class_exists_and_is_used() -> None:
    lists = ("object", "not_object", "object_if_any", "prep_object", "not_prep_object", "comp_words", "not_comp_words")
    more = ("complement", "actor_words", "not_clause", "mod_words", "support_words", "words")
    used = {word for f in TABLE.frames for name in (*lists, *more) for word in getattr(f, name) if word[0] == "@"}
    assert {word[1:] for word in used} <= set(TABLE.classes)
    for frame in TABLE.frames:
        for name in lists:
            assert TABLE.lemmas(getattr(frame, name)) or not getattr(frame, name)


def test_strictest_frame_comes_first() -> None:
    frames = TABLE.for_word("verb", "vow")
    assert [f.strictness for f in frames] == sorted((f.strictness for f in frames), reverse=True)
    assert frames[0].type == "THREATEN"


def test_a_form_finds_its_lemma() -> None:
    assert TABLE.for_word("verb", "boycotted", "boycotted") == TABLE.for_word("verb", "boycott")
    assert TABLE.for_word("verb", "no such verb", "zzz") == ()


@pytest.mark.parametrize(
    ("lemma", "kind", "form"),
    [
        ("ratify", "verb", "ratified"),
        ("ban", "verb", "banned"),
        ("urge", "verb", "urging"),
        ("attack", "verb", "attacked"),
        ("clash", "noun", "clashes"),
        ("treaty", "noun", "treaties"),
    ],
)
def test_inflection(lemma: str, kind: str, form: str) -> None:
    assert form in inflected(lemma, kind)  # type: ignore[arg-type]


def test_unknown_class_is_named() -> None:
    with pytest.raises(InstallationError, match="@nosuch"):
        TABLE.lemmas(("@nosuch",))


def copied(folder: Path) -> Path:
    for path in PATTERNS.glob("*.toml"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("agree.toml", "[[frame]]\nname = 'x'\n", "wrong row"),
        ("agree.toml", "[[frame]\n", "cannot be read"),
        ("modes.toml", "[[mode]]\ntype = 'NONE'\nmode = 'x'\nwords = []\n", "wrong row"),
    ],
)
def test_a_broken_table_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(InstallationError, match=message):
        FrameTable.load(folder)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "classes.toml").unlink()
    with pytest.raises(InstallationError, match=r"classes\.toml"):
        FrameTable.load(folder)
