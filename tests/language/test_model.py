"""The shipped reader: what it returns is well formed, repeatable, and right on plain sentences."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InstallationError
from dragoman.language.model import Reader
from dragoman.language.network import FOLDER
from dragoman.records import Reading

NEWS = """Ministers agree on border trade

LIMA: Foreign Minister Rosa Quispe met her Chilean counterpart, Pedro Soto, in Arica on Tuesday. “We will not close
the border,” she told reporters. The two sides, which last met in May, agreed to open a new crossing.

Mr Soto said that the road would be ready by June and that trucks could use it at once.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(NEWS)


def check(reading: Reading, text: str) -> None:
    """What must hold of any reading."""
    at = 0
    for sentence in reading.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert at <= sentence.start
        assert [t.id for t in sentence.tokens] == list(range(1, len(sentence.tokens) + 1))
        assert sum(t.head == 0 for t in sentence.tokens) == 1
        for token in sentence.tokens:
            assert token.form == text[token.start : token.end]
            assert at <= token.start < token.end
            assert 0 <= token.head <= len(sentence.tokens)
            assert (token.head == 0) == (token.deprel == "root")
            at = token.end
    for name in reading.names:
        assert 0 <= name.first <= name.last < len(reading.sentences[name.sentence].tokens)
        assert 0 < name.probability <= 1


def test_the_reading_is_well_formed(reading: Reading) -> None:
    check(reading, NEWS)


def test_sentences_and_paragraphs(reading: Reading) -> None:
    ends = [s.text.split()[-1] for s in reading.sentences if len(s.tokens) > 4]
    assert ends == ["trade", "Tuesday.", "reporters.", "crossing.", "once."]
    assert reading.sentences[-1].paragraph > reading.sentences[1].paragraph > reading.sentences[0].paragraph == 0


def relation(reading: Reading, form: str) -> tuple[str, str]:
    """Relation of the first such word, and the form of its head."""
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if token.form == form:
                return token.deprel, sentence.tokens[token.head - 1].form if token.head else ""
    raise AssertionError(f"{form!r} is not in the reading")


@pytest.mark.parametrize(
    ("form", "deprel", "head"),
    [
        ("her", "nmod:poss", "counterpart"),
        ("counterpart", "obj", "met"),
        ("not", "advmod", "close"),
        ("reporters", "obj", "told"),
    ],
)
def test_plain_relations(reading: Reading, form: str, deprel: str, head: str) -> None:
    found, above = relation(reading, form)
    assert above == head
    assert found == deprel or (form == "reporters" and found == "iobj")


def test_lemmas_and_tags(reading: Reading) -> None:
    tokens = {t.form: t for s in reading.sentences for t in s.tokens}
    assert (tokens["met"].lemma, tokens["met"].upos) == ("meet", "VERB")
    assert tokens["sides"].lemma == "side"
    assert "Tense=Past" in tokens["agreed"].feats


def test_names(reading: Reading) -> None:
    found = {
        (" ".join(t.form for t in reading.sentences[n.sentence].tokens[n.first : n.last + 1]), n.kind)
        for n in reading.names
    }
    assert {("Rosa Quispe", "person"), ("Pedro Soto", "person"), ("Arica", "place")} <= found


def test_threads_and_company_change_nothing(reader: Reader, reading: Reading) -> None:
    threaded = Reader.load(threads=3)
    assert threaded.read(NEWS) == reading
    assert reader.read_many([("Others met.", ()), (NEWS, ()), ("", ())])[1] == reading


def test_boundaries_are_not_crossed(reader: Reader) -> None:
    text = "By Ana Diaz LIMA: The talks ended in failure"
    spans = [(0, 11), (12, 17)]
    for sentence in reader.read(text, boundaries=spans).sentences:
        for start, end in spans:
            assert sentence.end <= start or sentence.start >= end or (start <= sentence.start and sentence.end <= end)


def test_blanks_of_all_kinds_read_alike(reader: Reader) -> None:
    plain = reader.read("The minister met the envoy.")
    odd = reader.read("The\u00a0minister met\u2009the envoy.")
    assert [t.head for t in odd.sentences[0].tokens] == [t.head for t in plain.sentences[0].tokens]


@pytest.mark.parametrize(
    "text", ["", " \n ", ".", "\u00ad", "a" * 5000, "word " * 700, "!? " * 50, "和平会谈", "\x00\x01 a"]
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    check(reader.read(text), text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(_shared().read(text), text)


def _shared(known: list[Reader] = []) -> Reader:  # noqa: B006 - the reader is loaded once
    if not known:
        known.append(Reader.load())
    return known[0]


def test_the_version_names_the_model(reader: Reader) -> None:
    labels = json.loads((FOLDER / "labels.json").read_text())
    assert reader.version.endswith(labels["sha256"][:12])
    assert reader.read("A").model == reader.version


@pytest.mark.parametrize("missing", ["model.onnx", "labels.json", "tokenizer.json"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    for name in {"model.onnx", "labels.json", "tokenizer.json"} - {missing}:
        shutil.copy(FOLDER / name, tmp_path / name)
    with pytest.raises(InstallationError, match="is missing") as caught:
        Reader.load(tmp_path)
    assert missing in caught.value.values
    assert caught.value.remedy


def test_another_model_is_refused(tmp_path: Path) -> None:
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / "model.onnx").write_bytes(b"not this one")
    with pytest.raises(InstallationError, match="SHA-256") as caught:
        Reader.load(tmp_path)
    assert "Install" in caught.value.remedy
