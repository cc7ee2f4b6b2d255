"""A spaCy pipeline for the trees: ClearNLP's relations carried over, words, names and acts kept in their places."""

import pytest

from dragoman.language.clear_relations import Arcs, Word, universal


def drawn(block: str, people: tuple[tuple[int, int], ...] = ()) -> list[str]:
    """Each word of a block of ``form lemma UPOS head relation`` with its new relation and head."""
    rows = [line.split() for line in block.strip().split("\n")]
    words = [Word(form, lemma, upos) for form, lemma, upos, *_ in rows]
    arcs = Arcs(tuple(int(row[3]) - 1 for row in rows), tuple(row[4] for row in rows))
    found = universal(words, arcs, people)
    forms = [*(word.form for word in words), "-"]
    return [f"{w.form} {r} {forms[h]}" for w, h, r in zip(words, found.heads, found.relations, strict=True)]


MET = """
Envoys envoy NOUN 2 nsubj
met meet VERB 0 ROOT
with with ADP 2 prep
rebels rebel NOUN 3 pobj
from from ADP 4 prep
Zenda Zenda PROPN 5 pobj
"""
LED = """
Protests protest NOUN 3 nsubjpass
were be AUX 3 auxpass
led lead VERB 0 ROOT
by by ADP 3 agent
monks monk NOUN 4 pobj
"""
IS = """
Hentzau Hentzau PROPN 2 nsubj
is be AUX 0 ROOT
minister minister NOUN 2 attr
"""
THERE = """
There there PRON 2 expl
were be VERB 0 ROOT
riots riot NOUN 2 attr
"""
THREE = """
Troops troops NOUN 0 ROOT
, , PUNCT 1 punct
tanks tank NOUN 1 conj
and and CCONJ 3 cc
ships ship NOUN 3 conj
"""
NAMED = """
Minister minister NOUN 3 compound
Rupert Rupert PROPN 3 compound
Hentzau Hentzau PROPN 4 nsubj
left leave VERB 0 ROOT
"""
BY_DOING = """
They they PRON 2 nsubj
answered answer VERB 0 ROOT
by by ADP 2 prep
closing close VERB 3 pcomp
ports port NOUN 4 dobj
"""


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        (MET, ["rebels obl met", "with case rebels", "Zenda nmod rebels", "from case Zenda"]),
        (LED, ["monks obl:agent led", "by case monks", "Protests nsubj:pass led", "were aux:pass led"]),
        (IS, ["minister root -", "is cop minister", "Hentzau nsubj minister"]),
        (THERE, ["riots nsubj were", "There expl were", "were root -"]),
        (THREE, ["tanks conj Troops", "ships conj Troops", ", punct tanks", "and cc ships"]),
        (BY_DOING, ["closing advcl answered", "by mark closing", "ports obj closing"]),
    ],
)
def test_relations_are_carried_over(block: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(drawn(block))


def test_the_first_word_of_a_persons_name_governs_and_others_are_left() -> None:
    named = {"Rupert nsubj left", "Hentzau flat Rupert", "Minister nmod:desc Rupert"}
    assert named <= set(drawn(NAMED, ((1, 2),)))
    assert "Hentzau nsubj left" in drawn(NAMED)


def test_a_pipeline_keeps_words_names_and_acts_in_their_places() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.language import Language

    from dragoman.errors import UsageError
    from dragoman.language.model import Reader
    from dragoman.language.spacy_syntax import Pipeline, SpacyReader

    @Language.component("flat_trees")
    def flat_trees(doc):  # every word hangs on the first verb, or on the first word
        for token in doc:
            token.pos_ = "VERB" if token.text == "met" else "NOUN"
        root = next((t for t in doc if t.pos_ == "VERB"), doc[0])
        for token in doc:
            token.head, token.dep_ = root, "root" if token == root else "dep"
        return doc

    with pytest.raises(UsageError, match="gives no tree and no tags"):
        Pipeline(spacy.blank("en"), "blank")
    nlp = spacy.blank("en")
    nlp.add_pipe("flat_trees")
    text = "The president of Peru met Chile's foreign minister.\n\nPolice arrested nine people."
    plain, other = Reader.load().read(text), SpacyReader.with_syntax(Pipeline(nlp, "made")).read(text)
    assert [t.form for s in other.sentences for t in s.tokens] == [t.form for s in plain.sentences for t in s.tokens]
    assert len(other.sentences) == 2
    assert all(sum(t.head == 0 for t in s.tokens) == 1 for s in other.sentences)
    told = [[r.sentences[a.sentence].tokens[a.token].start for a in r.acts] for r in (plain, other)]
    assert told[0] == told[1] != []
    assert other.model.endswith("made")


def test_what_is_no_pipeline_is_refused() -> None:
    pytest.importorskip("spacy")
    from dragoman.errors import UsageError
    from dragoman.language.spacy_syntax import Pipeline

    with pytest.raises(UsageError, match="cannot be loaded"):
        Pipeline.load("no_such_pipeline_here")


def test_a_saved_pipeline_is_loaded_by_its_folder_and_named_with_its_hash(tmp_path) -> None:
    spacy = pytest.importorskip("spacy")
    from dragoman.language.spacy_syntax import load_reader

    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "punct"):
        parser.add_label(label)
    nlp.add_pipe("morphologizer").add_label("POS=NOUN")
    nlp.initialize()
    nlp.to_disk(tmp_path / "pipeline")
    reader = load_reader(syntax=str(tmp_path / "pipeline"))
    first, again = reader.read("Ruritania thanked Graustark."), reader.read("Ruritania thanked Graustark.")
    assert "spacy" in reader.version
    assert reader.version == load_reader(syntax=str(tmp_path / "pipeline")).version
    assert first == again
