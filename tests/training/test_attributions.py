"""What attributions are learnt from: candidates judged by annotation, words counted in other texts."""

import pytest

from dragoman.language.model import Reader
from dragoman.statements.attributed import Attributor, candidates
from dragoman.statements.cues import CueTable

attributions = pytest.importorskip("training.attributions", reason="training needs its own packages")

TEXT = "Peru said that the bridge was safe. Ships left the harbour."


@pytest.fixture(scope="module")
def found():
    return candidates(TEXT, Reader.load().read(TEXT), CueTable.load())


def annotated(content, cue):
    start, cue_start = TEXT.index(content), TEXT.index(cue)
    return {"content": [[start, start + len(content)]], "cue": [[cue_start, cue_start + len(cue)]], "source": [[0, 4]]}


def test_a_candidate_is_right_where_cue_and_half_of_the_content_are(found):
    text = attributions.text_of(found, [annotated("that the bridge was safe", "said")])
    assert [c.word for c, right in zip(found, text.right, strict=True) if right] == ["V say"]
    assert not any(attributions.text_of(found, [annotated("the harbour", "said")]).right)


def test_words_are_counted_without_the_text_they_are_a_column_of(found):
    text = attributions.text_of(found, [annotated("that the bridge was safe", "said")])
    whole, own = attributions.Counted.of([text] * 6), attributions.Counted.of([text])
    said = next(c for c in found if c.word == "V say")
    assert whole.row(said) > whole.row(said, own) > own.row(said, own)
    assert whole.kept().words["V say"] == (6, 6)
    assert attributions.Counted.of([text] * 4).kept().words == {}


def test_what_is_learnt_is_written_and_loaded(found, tmp_path):
    text = attributions.text_of(found, [annotated("that the bridge was safe", "said")])
    model, known = attributions.learnt([text] * 40)
    attributions.save(model, known, tmp_path)
    [one] = Attributor.load(tmp_path)(TEXT, Reader.load().read(TEXT))
    assert TEXT[slice(*one.content[0])] == "the bridge was safe"
    chances = attributions.by_folds([text] * 8, 2)
    right, told, gold = attributions.scored([text] * 8, chances, 0.01)
    assert (right <= told, gold) == (True, 8)
