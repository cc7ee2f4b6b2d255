"""What holds of every tree, however wrong the parse: no crash, quotes that quote, spans inside their sentence."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entities.appellations import appellations, honorific_gender
from dragoman.entities.coreference import Resolver
from dragoman.entities.drafts import mention_key
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import index_entities
from dragoman.entities.link import Linker
from dragoman.entities.mentions import Found, TokenFinder, find_mentions
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.entities.phrases import head_of_range, phrase_end, phrase_start
from dragoman.entities.titles import Titles
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Name, Reading
from tests.parsed import reading

GAZETTEER = Gazetteer.load()
NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=GAZETTEER, offices=Offices.load())
TITLES = Titles.load()

# Words that the rules look at: names, titles, joints, pronouns, marks, and some that mean nothing to them.
WORDS = [
    ("Kenya", "Kenya", "PROPN"), ("Kenyan", "kenyan", "ADJ"), ("NATO", "NATO", "PROPN"), ("Jordan", "Jordan", "PROPN"),
    ("Jane", "Jane", "PROPN"), ("Doe", "Doe", "PROPN"), ("Merkel", "Merkel", "PROPN"),
    ("president", "president", "NOUN"),
    ("minister", "minister", "NOUN"), ("former", "former", "ADJ"), ("foreign", "foreign", "ADJ"),
    ("army", "army", "NOUN"),
    ("sides", "side", "NOUN"), ("group", "group", "NOUN"), ("of", "of", "ADP"), ("for", "for", "ADP"),
    ("and", "and", "CCONJ"),
    ("the", "the", "DET"), ("both", "both", "DET"), ("'s", "'s", "PART"), (",", ",", "PUNCT"), ("(", "(", "PUNCT"),
    ("-", "-", "PUNCT"), ("it", "it", "PRON"), ("they", "they", "PRON"), ("his", "he", "PRON"), ("said", "say", "VERB"),
    ("may", "may", "AUX"), ("two", "two", "NUM"), ("hundreds", "hundred", "NOUN"), ("elect", "elect", "ADJ"),
]  # fmt: skip
RELATIONS = [
    "nsubj", "obj", "obl", "nmod", "nmod:poss", "amod", "compound", "flat", "appos", "conj", "cc", "case", "det",
    "punct",
    "nummod", "expl", "acl", "dep",
]  # fmt: skip
# Every sentence goes on after what was drawn, as prose does.
CLOSING = ["left leave VERB 0 root", "early early ADV 0 root", "on on ADP 0 root", "time time NOUN 0 root"]


@st.composite
def sentence_blocks(draw: st.DrawFn) -> str:
    """A sentence whose heads may be anything, circles and several roots included."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    lines = []
    for form, lemma, upos in words:
        head = draw(st.integers(0, len(words)))
        relation = draw(st.sampled_from(RELATIONS)) if head else "root"
        lines.append(f"{form} {lemma} {upos} {head} {relation} {draw(st.sampled_from(['_', 'Number=Plur']))}")
    return "\n".join([*lines, *CLOSING])


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, Reading]:
    """One to three such sentences, with names tagged anywhere."""
    blocks = draw(st.lists(sentence_blocks(), min_size=1, max_size=3))
    names = []
    for number, block in enumerate(blocks):
        last_token = block.count("\n") - len(CLOSING)
        for _ in range(draw(st.integers(0, 2))):
            first = draw(st.integers(0, last_token))
            last = draw(st.integers(first, min(last_token, first + 2)))
            kind = draw(st.sampled_from(["person", "organisation", "place", "other"]))
            names.append(Name(sentence=number, first=first, last=last, kind=kind, probability=0.9))  # type: ignore[arg-type]
    return reading(*blocks, names=tuple(names))


def mentions(text: str, read: Reading) -> tuple[Found, ...]:
    return find_mentions(read, text, gazetteer=GAZETTEER, nouns=NOUNS)


@given(sentence_blocks())
@settings(max_examples=60, deadline=None)
def test_a_phrase_holds_its_head_and_stays_in_its_sentence(block: str) -> None:
    tree = Tree(reading(block)[1].sentences[0])
    for index in range(len(tree.tokens)):
        assert 0 <= phrase_start(tree, index) <= index <= phrase_end(tree, index) < len(tree.tokens)


@given(sentence_blocks())
@settings(max_examples=60, deadline=None)
def test_walks_end_and_meet_nothing_twice(block: str) -> None:
    tree = Tree(reading(block)[1].sentences[0])
    for index in range(len(tree.tokens)):
        upwards, below = list(tree.ancestors(index)), tree.subtree(index)
        assert len(set(upwards)) == len(upwards)
        assert index not in upwards
        assert index in below
        assert below == sorted(set(below))
        assert all(tree.head(child) == index for child in tree.children(index))


@given(sentence_blocks(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_head_of_a_range_lies_in_it(block: str, data: st.DataObject) -> None:
    tokens = reading(block)[1].sentences[0].tokens
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    assert first <= head_of_range(tokens, first, last) <= last


@given(readings())
@settings(max_examples=60, deadline=None)
def test_mentions_quote_the_text_in_order(given_: tuple[str, Reading]) -> None:
    text, read = given_
    found = [item.mention for item in mentions(text, read)]
    assert [m.start for m in found] == sorted(m.start for m in found)
    for mention in found:
        sentence = read.sentences[mention.sentence]
        assert text[mention.start : mention.end] == mention.text
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert mention.first <= mention.head <= mention.last


@given(readings())
@settings(max_examples=60, deadline=None)
def test_names_never_overlap_one_another(given_: tuple[str, Reading]) -> None:
    names = [item.mention for item in mentions(*given_) if item.mention.form == "name"]
    for before, after in pairwise(names):
        assert before.end <= after.start


@given(readings())
@settings(max_examples=60, deadline=None)
def test_every_owner_is_known_to_the_tables(given_: tuple[str, Reading]) -> None:
    for item in mentions(*given_):
        assert all(GAZETTEER.get(owner) is not None for owner in item.owners)
        assert item.entity is None or GAZETTEER.get(item.entity) is not None


@given(readings())
@settings(max_examples=60, deadline=None)
def test_no_mention_is_in_two_clusters_and_every_name_is_in_one(given_: tuple[str, Reading]) -> None:
    text, read = given_
    found = mentions(text, read)
    drafts = Resolver([Tree(s) for s in read.sentences], found, NOUNS).resolve()
    placed = [mention_key(item.mention) for draft in drafts for item in draft.mentions]
    assert len(set(placed)) == len(placed)
    assert {mention_key(item.mention) for item in found if item.mention.form == "name"} <= set(placed)
    assert all(draft.mentions for draft in drafts)


@given(readings())
@settings(max_examples=60, deadline=None)
def test_a_title_is_read_outside_the_name_it_belongs_to(given_: tuple[str, Reading]) -> None:
    text, read = given_
    found = mentions(text, read)
    covered = {
        (f.mention.sentence, i): f
        for f in found
        if f.mention.form == "name"
        for i in range(f.mention.first, f.mention.last + 1)
    }
    for item in found:
        mention = item.mention
        if mention.form != "name" or mention.kind != "person":
            continue
        tree = Tree(read.sentences[mention.sentence])
        assert honorific_gender(tree, mention.first) in {"m", "f", None}
        for title in appellations(tree, mention.sentence, item, covered, NOUNS):
            assert 0 <= title.first <= title.last < len(tree.tokens)
            assert title.words == title.words.lower()
            assert title.last < mention.first or title.first > mention.first


@given(readings())
@settings(max_examples=60, deadline=None)
def test_whoever_takes_part_is_found_in_the_text(given_: tuple[str, Reading]) -> None:
    text, read = given_
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    index = index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate.parse("2014"))
    for number, sentence in enumerate(read.sentences):
        for token in range(len(sentence.tokens)):
            found = index.participants(number, token)
            assert len({who.id for who in found}) == len(found)
            for who in found:
                assert who.name
                assert who.start is not None
                assert who.end is not None
                assert 0 <= who.start < who.end <= len(text)


@given(st.lists(st.sampled_from([word for word, _, _ in WORDS]), max_size=10))
@settings(max_examples=60, deadline=None)
def test_any_words_may_be_read_as_a_title(words: list[str]) -> None:
    for one in TITLES.parse(words):
        assert one.role
        assert one.phrase
        assert one.held is not bool({"former", "late", "elect"} & set(one.modifiers))


@given(sentence_blocks())
@settings(max_examples=60, deadline=None)
def test_every_character_of_a_token_leads_back_to_it(block: str) -> None:
    _, read = reading(block)
    finder = TokenFinder(read)
    for index, token in enumerate(read.sentences[0].tokens):
        assert finder.range(token.start, token.end) == (0, index, index)


@pytest.mark.parametrize(("start", "end"), [(-3, -1), (4, 999), (998, 999)])
def test_offsets_outside_the_text_have_no_token(start: int, end: int) -> None:
    _, read = reading("Kenya Kenya PROPN 0 root")
    assert TokenFinder(read).range(start, end) is None
