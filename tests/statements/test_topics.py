"""What a text speaks of: the words of the table, their forms, what is enough, and the tree above them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codes.contexts import contexts
from dragoman.codes.tables import cell_list, read_table
from dragoman.codes.topics import NO_TOPIC, ancestors, topic_code, topic_name, topics
from dragoman.errors import InstallationError, UnknownName
from dragoman.statements.topics import TopicTable, codes_of, forms, split, topics_of

TABLE = TopicTable.load()
HEADER = "topic\tname\twords\thints\tsource\tas_of\n"


def own(folder: Path, *rows: str) -> TopicTable:
    lines = "".join(f"{row}\tours\t2025-01-01\n" for row in rows)
    (folder / "topics.tsv").write_text(HEADER + lines, encoding="utf-8")
    return TopicTable.load(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We will send two battalions.", ["military"]),
        ("The CEASE-FIRE must hold", ["military.ceasefire"]),
        ("the ceasefire", ["military.ceasefire"]),
        ("They will deploy and redeploy", ["military.deployment"]),
        ("annexing the island", ["territory"]),
        ("crimes against humanity", ["human_rights.war_crimes"]),
        ("women’s rights", ["gender"]),
        ("the right thing", []),
        ("rights", []),
        ("the Security Council", []),
        ("in the West Bank", []),
        ("a member of parliament", []),
        ("the parliament's members", ["legislative"]),
        ("It was a fine day.", []),
        ("", []),
        ("safe havens", ["terrorism.havens"]),
        ("their counter-terrorism work", ["terrorism.counter"]),
        ("climate change, tariffs", ["economic.tariffs", "environment.climate"]),
    ],
)
def test_what_a_text_speaks_of(text: str, found: list[str]) -> None:
    assert sorted(codes_of(TABLE.find(text))) == found


@pytest.mark.parametrize(
    ("entry", "some"),
    [
        ("border guard", {("border", "guard"), ("border", "guards")}),
        ("=rights", {("rights",)}),
        ("to deny", {("deny",), ("denies",), ("denied",), ("denying",)}),
        ("to rig", {("rigged",), ("rigging",), ("rigs",)}),
        ("to withdraw", {("withdrew",), ("withdrawn",), ("withdrawing",)}),
        ("to recall home", {("recalled", "home"), ("recalls", "home")}),
        ("crime against humanity", {("crimes", "against", "humanity")}),
        ("women's rights", {("women", "rights")}),
        ("anti-terror", {("anti", "terror")}),
    ],
)
def test_the_forms_of_an_entry(entry: str, some: set[tuple[str, ...]]) -> None:
    assert some <= forms(entry)


def test_one_hint_is_not_enough(tmp_path: Path) -> None:
    table = own(tmp_path, "sea.ports\tports\tharbour\tship; dock", "sea\tthe sea\tocean\twave")
    assert codes_of(table.find("a ship")) == ()
    assert codes_of(table.find("a ship, and two more ships")) == ()
    assert codes_of(table.find("a ship at the dock")) == ("sea.ports",)
    assert codes_of(table.find("a ship on a wave")) == ("sea",), "hints of one context add up to the context"
    assert codes_of(table.find("a harbour by the ocean")) == ("sea.ports",), "what is below says more"


def test_the_longest_phrase_counts_alone(tmp_path: Path) -> None:
    table = own(tmp_path, "money\tmoney\tbank\t", "land\tland\twest bank\t", "-\tnone\triver bank\t")
    assert codes_of(table.find("the bank")) == ("money",)
    assert codes_of(table.find("the West Bank")) == ("land",)
    assert codes_of(table.find("a river bank")) == ()


def test_a_word_of_two_topics_counts_for_both(tmp_path: Path) -> None:
    assert own(tmp_path, "sea\tsea\tport\t", "trade\ttrade\tport; price\t").of("ports") == ("sea", "trade")


def test_the_evidence_is_told() -> None:
    (topic,) = TABLE.find("no sanctuary and no safe haven")
    assert (topic.code, topic.reason) == ("terrorism.havens", "topic terrorism.havens: sanctuary, safe haven")


def test_a_piece_of_a_sentence_is_about_what_the_sentence_is() -> None:
    text = "She called the trade pact “a poor joke”."
    start = text.index("a poor")
    found = topics_of(text, start, start + len("a poor joke"), TABLE, sentence=(0, len(text)))
    assert codes_of(found) == ("economic.trade",)
    assert topics_of(text, start, start + 11, TABLE, sentence=(start, start + 11)) == ()


def test_a_whole_sentence_is_about_itself_alone() -> None:
    text = "On the trade pact he said that nobody had asked him anything."
    start = text.index("nobody")
    assert topics_of(text, start, len(text), TABLE, sentence=(0, len(text))) == ()


@given(st.text(max_size=80))
def test_any_text_has_topics_of_the_tree_each_once(text: str) -> None:
    found = codes_of(TABLE.find(text))
    assert len(set(found)) == len(found)
    assert set(found) <= set(topics())
    assert not any(code in ancestors(other)[1:] for code in found for other in found)


@given(st.text(alphabet="ab -'’s", max_size=20))
def test_words_hold_no_blanks(text: str) -> None:
    assert all(word and " " not in word for word in split(text))


# --- the tree ------------------------------------------------------------------------------------------------------


def test_contexts_of_the_tree_are_plovers() -> None:
    assert {code for code in topics() if "." not in code} == set(contexts())
    assert all(code.split(".")[0] in contexts() for code in topics())
    assert 55 <= sum("." in code for code in topics()) <= 75


def test_rows_are_in_order_and_each_word_stands_once_in_its_row() -> None:
    rows = read_table("topics")
    assert [row["topic"] for row in rows] == sorted({row["topic"] for row in rows})
    for row in rows:
        entries = [*cell_list(row["words"]), *cell_list(row["hints"])]
        assert len(entries) == len(set(entries)), row["topic"]
        assert row["words"], row["topic"]


@pytest.mark.parametrize("code", [row["topic"] for row in read_table("topics") if row["topic"] != NO_TOPIC])
def test_every_word_speaks_for_its_topic(code: str) -> None:
    row = next(row for row in read_table("topics") if row["topic"] == code)
    blind = [
        entry for entry in cell_list(row["words"])
        if not any(code in ancestors(found) for found in TABLE.of(entry.removeprefix("=").removeprefix("to ")))
    ]  # fmt: skip
    assert blind == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("terrorism", "terrorism"),
        ("Terrorism", "terrorism"),
        ("terrorism.havens", "terrorism.havens"),
        ("havens", "terrorism.havens"),
        ("peace process", "diplomatic.peace_process"),
        ("human rights", "human_rights"),
        ("rivers and dams", "natural_resource.water"),
    ],
)
def test_a_topic_by_its_name(name: str, code: str) -> None:
    assert topic_code(name) == code
    assert topic_name(code)


@pytest.mark.parametrize(("name", "told"), [("teapots", "military"), ("peac", "diplomatic.peace_process")])
def test_no_such_topic(name: str, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        topic_code(name)
    with pytest.raises(UnknownName):
        topic_name(name)


def test_what_stands_above() -> None:
    assert ancestors("a.b.c") == ("a.b.c", "a.b", "a")
    assert ancestors("a") == ("a",)


def test_a_missing_table_is_an_error_of_the_installation(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="topics"):
        TopicTable.load(tmp_path)
