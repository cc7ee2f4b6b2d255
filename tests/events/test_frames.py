"""The tables of frames: loading, its errors, word lists, inflection, strictness."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InstallationError
from dragoman.events.frames import FrameKind, FrameTable, inflected
from tests.events.test_scene import frame

ROW = """
[[frame]]
name = "strike"
type = "ASSAULT"
kind = "verb"
words = ["strike"]
actor = ["subj"]
recipient = ["obj"]
need = ["any"]
examples = ["Peru struck a depot."]
"""
CODE = '[[code]]\ntype = "ASSAULT"\ncode = "195"\nwords = ["drone"]\n'
MODE = '[[mode]]\ntype = "ASSAULT"\nmode = "drone"\nwords = ["drone"]\n'


def folder(path: Path, **tables: str) -> Path:
    """A folder with one frame and the shared tables, but for the tables given."""
    shared = {"classes": 'arms = ["gun"]', "carriers": 'carrying = ["hold"]', "modes": MODE, "cameo": CODE}
    plain = {"assault": ROW, **shared}
    for name, text in (plain | tables).items():
        (path / f"{name}.toml").write_text(text, "utf-8")
    return path


def test_a_folder_is_loaded(tmp_path: Path) -> None:
    table = FrameTable.load(folder(tmp_path))
    assert [f.name for f in table.frames] == ["strike"]
    assert [r.mode for r in table.modes] == ["drone"]
    assert table.classes == {"arms": frozenset({"gun"})}
    assert table.carrying == {"hold"}


def test_frames_are_read_in_the_order_of_the_files(tmp_path: Path) -> None:
    table = FrameTable.load(folder(tmp_path, aid=ROW.replace('"strike"', '"help"'), zeal=ROW))
    assert [f.name for f in table.frames] == ["help", "strike", "strike"]


def test_a_file_without_frames_adds_none(tmp_path: Path) -> None:
    assert FrameTable.load(folder(tmp_path, assault="", modes="")).frames == ()


@pytest.mark.parametrize("name", ["classes", "carriers", "modes", "cameo"])
def test_a_missing_table_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    (folder(tmp_path) / f"{name}.toml").unlink()
    with pytest.raises(InstallationError) as caught:
        FrameTable.load(tmp_path)
    assert caught.value.what == "a table of patterns cannot be read"
    assert caught.value.values.startswith(f"{name}.toml: ")
    assert caught.value.remedy == "Install the package again"


@pytest.mark.parametrize("text", ["[[frame]", "words = [", "= 1", "a = 1\na = 2"])
def test_what_is_no_toml_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        InstallationError, match=r"^a table of patterns cannot be read: assault\.toml: .*\. Install the"
    ):
        FrameTable.load(folder(tmp_path, assault=text))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('type = "ASSAULT"', 'type = "HUG"', "HUG"),
        ('kind = "verb"', 'kind = "adverb"', "adverb"),
        ('need = ["any"]', 'need = ["all"]', "all"),
        ('words = ["strike"]', 'words = "strike"', "words"),
        ('words = ["strike"]', "words = [1]", "words"),
        ('name = "strike"', "", "name"),
        ("examples", "example", "example"),
        ("need", "status = 'hoped'\nneed", "hoped"),
        ("need", "force = 'wish'\nneed", "wish"),
        ("need", "content = 'hide'\nneed", "hide"),
        ("need", "actor_must = ['tall']\nneed", "tall"),
        ("need", "negated = 'NONE'\nneed", "NONE"),
        ("need", "mutual = 'yes'\nneed", "mutual"),
        ("need", "confidence = 'high'\nneed", "confidence"),
    ],
)
def test_a_wrong_row_is_told_with_file_and_value(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InstallationError) as caught:
        FrameTable.load(folder(tmp_path, assault=ROW.replace(old, new, 1)))
    assert caught.value.what == "a table of patterns has a wrong row"
    assert caught.value.values.startswith("assault.toml: ")
    assert told in caught.value.values
    assert caught.value.remedy == "See events/frames.py"


@pytest.mark.parametrize("text", [MODE.replace("ASSAULT", "HUG"), MODE.replace("words", "word"), "mode = 1"])
def test_a_wrong_mode_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InstallationError, match=r"^a table of patterns has a wrong row: modes\.toml: .*\. See events/"):
        FrameTable.load(folder(tmp_path, modes=text))


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"assault": ROW.replace("need", 'cameo = "057"\nneed')}, "strike: 057 is SUPPORT, not ASSAULT"),
        ({"cameo": CODE.replace("195", "057")}, "a rule of cameo.toml: 057 is SUPPORT, not ASSAULT"),
        ({"cameo": f'{CODE}demand = "1053"'}, "a rule of cameo.toml: 1053 is REQUEST, not ASSAULT"),
    ],
)
def test_a_cameo_code_of_another_type_is_refused(tmp_path: Path, tables: dict[str, str], told: str) -> None:
    with pytest.raises(InstallationError) as caught:
        FrameTable.load(folder(tmp_path, **tables))
    assert caught.value.values == told


def test_a_cameo_code_of_the_type_is_kept(tmp_path: Path) -> None:
    table = FrameTable.load(folder(tmp_path, assault=ROW.replace("need", 'cameo = "194"\nneed', 1)))
    assert (table.frames[0].cameo, table.codes[0].code) == ("194", "195")


def test_an_unknown_class_is_told_when_the_table_is_made(tmp_path: Path) -> None:
    with pytest.raises(InstallationError) as caught:
        FrameTable.load(folder(tmp_path, assault=ROW.replace('words = ["strike"]', 'words = ["@guns"]')))
    assert caught.value.values == "@guns (there are: arms)"
    assert caught.value.remedy == "Add it to patterns/classes.toml"


TABLE = FrameTable((), classes={"arms": ("gun", "shell"), "talk": ("talk",)}, carriers={})


@pytest.mark.parametrize(
    ("words", "told_out"),
    [
        ((), set()),
        (("gun",), {"gun"}),
        (("@arms",), {"gun", "shell"}),
        (("@arms", "@talk", "bow"), {"gun", "shell", "talk", "bow"}),
        (("~person", "@talk"), {"~person", "talk"}),
    ],
)
def test_classes_are_told_out_and_marks_stay(words: tuple[str, ...], told_out: set[str]) -> None:
    assert TABLE.lemmas(words) == told_out


@given(st.permutations(("@arms", "@talk", "~any", "bow")))
def test_the_order_of_a_word_list_does_not_count(words: list[str]) -> None:
    assert TABLE.lemmas(tuple(words)) == {"gun", "shell", "talk", "~any", "bow"}


def test_verbs_that_support_a_noun_carry_it_unless_they_turn_or_mention_it() -> None:
    noun = frame(kind="noun", support_words=("stage", "face", "recall"))
    table = FrameTable(
        (noun,), classes={}, carriers={"carrying": ("hold",), "converse": ("face",), "mentioning": ("recall",)}
    )
    assert table.carrying == {"hold", "stage"}
    assert table.converse == {"face"}


def test_kinds_are_kept_apart() -> None:
    verb, noun = frame(name="v"), frame(name="n", kind="noun")
    table = FrameTable((verb, noun), classes={}, carriers={})
    assert table.for_word("verb", "strike") == (verb,)
    assert table.for_word("noun", "strike") == (noun,)
    assert table.for_word("adjective", "strike") == ()


def test_a_class_of_words_evokes_its_frame() -> None:
    shoot = frame(words=("@arms",))
    table = FrameTable((shoot,), classes={"arms": ("gun", "shell")}, carriers={})
    assert table.for_word("verb", "gun") == table.for_word("verb", "shell") == (shoot,)


def test_the_form_counts_only_where_the_lemma_is_unknown() -> None:
    strike, ban = frame(), frame(name="ban", words=("ban",))
    table = FrameTable((strike, ban), classes={}, carriers={})
    assert table.for_word("verb", "banne", "banned") == (ban,)
    assert table.for_word("verb", "strike", "banned") == (strike,)
    assert table.for_word("noun", "banne", "banned") == ()


@pytest.mark.parametrize(
    ("fields", "strictness"),
    [
        ({}, 0),
        ({"object": ("gun",)}, 1),
        ({"object": ("gun", "shell")}, 1),
        ({"object": ("gun",), "prep": ("at",), "prep_object": ("sea",)}, 3),
        ({"passive_only": True, "negative_only": True}, 2),
        ({"mode": "drone", "confidence": 0.5, "mutual": True}, 0),
    ],
)
def test_strictness_counts_conditions_not_words(fields: dict[str, object], strictness: int) -> None:
    assert frame(**fields).strictness == strictness


def test_of_equally_strict_frames_the_first_comes_first() -> None:
    first, second = frame(name="first"), frame(name="second")
    assert FrameTable((first, second), classes={}, carriers={}).for_word("verb", "strike") == (first, second)


@pytest.mark.parametrize(
    ("lemma", "kind", "forms"),
    [
        ("raid", "noun", {"raids"}),
        ("attaché", "noun", {"attachés"}),
        ("box", "noun", {"boxes"}),
        ("ally", "noun", {"allies"}),
        ("envoy", "noun", {"envoys"}),
        ("ready", "adjective", set()),
        ("vote", "verb", {"votes", "voted", "voting"}),
        ("deny", "verb", {"denies", "denied", "denying"}),
        ("destroy", "verb", {"destroys", "destroyed", "destroying"}),
        ("push", "verb", {"pushes", "pushed", "pushing"}),
        ("ban", "verb", {"bans", "banned", "banning"}),
        ("agree", "verb", {"agrees", "agreed", "agreeing"}),
        ("tie", "verb", {"ties", "tied", "tying"}),
        ("panic", "verb", {"panics", "panicked", "panicking"}),
        ("panic", "noun", {"panics"}),
    ],
)
def test_inflected_forms(lemma: str, kind: FrameKind, forms: set[str]) -> None:
    assert forms <= set(inflected(lemma, kind))
    assert bool(forms) == bool(inflected(lemma, kind))


@given(st.from_regex(r"[a-z]{2,8}", fullmatch=True), st.sampled_from(("noun", "verb")))
def test_every_inflected_form_finds_its_word(lemma: str, kind: FrameKind) -> None:
    word = frame(kind=kind, words=(lemma,))
    table = FrameTable((word,), classes={}, carriers={})
    assert all(table.for_word(kind, "unknown lemma", form) == (word,) for form in inflected(lemma, kind))


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ('object_mod = ["@guns"]', "@guns (there are: arms)"),
        ('not_support_words = ["@guns"]', "@guns (there are: arms)"),
        ('prep = ["@arms"]', "strike: prep = ['@arms']"),
        ('particle = ["up", "@arms"]', "strike: particle = ['up', '@arms']"),
    ],
)
def test_a_class_that_would_match_nothing_is_refused(tmp_path: Path, field: str, told: str) -> None:
    with pytest.raises(InstallationError) as caught:
        FrameTable.load(folder(tmp_path, assault=f"{ROW}{field}\n"))
    assert caught.value.values == told


def test_the_verbs_of_a_class_carry_a_noun() -> None:
    table = FrameTable([frame(kind="noun", support_words=("@arms",))], classes={"arms": ("aim",)}, carriers={})
    assert table.carrying == {"aim"}
