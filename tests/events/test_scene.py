"""A sentence as the coder sees it; also the small stage on which the tests of the other rules of events stand."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.frames import Frame, FrameTable
from dragoman.events.scene import FIRST_PERSON, Context, Scene
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant, Statement
from tests.parsed import sentences

CLASSES = {"people": ("guard", "trainee"), "claim": ("claim",), "target": ("depot", "bridge"), "arms": ("gun", "shell")}
CARRIERS = {"carrying": ("hold", "launch"), "converse": ("face",), "mentioning": ("recall",)}


def state(name: str) -> Participant:
    """A state whose code is made of its name."""
    code = name[:3].upper()
    return Participant(id=code, name=name, kind="state", party=code, country=code)


def person(name: str, party: str | None = None) -> Participant:
    return Participant(id=name.lower(), name=name, kind="person", party=party, country=party)


PERU, OMAN, TOGO, MALI = (state(n) for n in ("Peru", "Oman", "Togo", "Mali"))
SILVA = person("Silva", "PER")
REBELS = Participant(id="rebels", name="rebels", kind="armed_group", party="REB")
NUNS = Participant(id="nuns", name="nuns", kind="crowd")
LIMA = Participant(id="lima", name="Lima", kind="place", country="PER")
KNOWN = {p.name: p for p in (PERU, OMAN, TOGO, MALI, SILVA, REBELS, NUNS, LIMA)} | {
    "Peruvian": PERU, "Omani": OMAN, "US": state("United States"),
}  # fmt: skip


class Names:
    """Entities by the form of the phrase's head and of its coordinates; every question is counted."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.asked: list[int] = []

    def participants(
        self,
        sentence: int,
        token: int,
        *,
        on: PartialDate = PartialDate(),  # noqa: B008
    ) -> tuple[Participant, ...]:
        self.asked.append(token)
        heads = [token, *self.tree.children(token, "conj")]
        return tuple(KNOWN[self.tree[h].form] for h in heads if self.tree[h].form in KNOWN)

    def text_participant(self, text: str, *, on: PartialDate = PartialDate()) -> Participant | None:  # noqa: B008
        return KNOWN.get(text)


def tree(block: str) -> Tree:
    """A tree of lines ``form lemma UPOS head deprel [feats]``; a form may carry its tag: ``seen|VBN``."""
    lines = [line.split(maxsplit=1) for line in block.strip().split("\n")]
    parts = [form.partition("|") for form, _ in lines]
    plain = "\n".join(f"{form} {rest}" for (form, _, _), (_, rest) in zip(parts, lines, strict=True))
    (sentence,) = sentences(plain)[1]
    tokens = tuple(replace(t, xpos=xpos or "_") for t, (_, _, xpos) in zip(sentence.tokens, parts, strict=True))
    return Tree(replace(sentence, tokens=tokens), 0)


def nobody(_: EventType) -> tuple[Participant, ...]:
    return ()


def scene(
    block: str | Tree,
    *frames: Frame,
    author: tuple[Participant, ...] = (),
    statements: tuple[Statement, ...] = (),
    memory: Callable[[EventType], tuple[Participant, ...]] = nobody,
) -> Scene:
    """A scene with the frames given and no others."""
    it = tree(block) if isinstance(block, str) else block
    table = FrameTable(frames, classes=CLASSES, carriers=CARRIERS)
    return Scene(it, Context(entities=Names(it), frames=table, author=author, memory=memory), statements=statements)


def frame(**fields: object) -> Frame:
    """A frame of the verb "strike" that asks for nothing, but for the fields given."""
    plain: dict[str, object] = {
        "name": "strike", "type": "ASSAULT", "kind": "verb", "words": ("strike",), "actor": ("subj",),
        "recipient": ("obj",), "need": ("any",), "examples": (),
    }  # fmt: skip
    return Frame(**(plain | fields))  # type: ignore[arg-type]


def said(start: int, end: int, *speakers: Participant, stance: str = "affirms") -> Statement:
    return Statement(
        id=f"{start}-{end}", article="a", kind="indirect", stance=stance, act="assert", text="", start=start, end=end,  # type: ignore[arg-type]
        speakers=speakers,
    )  # fmt: skip


def names(people: Iterable[Participant]) -> list[str]:
    return [p.name for p in people]


FORMS = tuple("strike series of by Peru that which 's we no longer , in nuns guard".split())
UPOS = tuple("VERB NOUN PROPN ADJ ADP PART PUNCT PRON SYM NUM AUX CCONJ ADV".split())
XPOS = tuple("_ VBN VBD VBG NNS MD".split())
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss amod compound conj acl acl:relcl advcl xcomp ccomp csubj"
    " case mark aux aux:pass cop appos det fixed advmod parataxis punct"
).split()


@st.composite
def trees(draw: st.DrawFn, longest: int = 9) -> Tree:
    """Any tree: every token but one has a head, and no token stands above itself."""
    size = draw(st.integers(1, longest))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: 0} | {order[k]: order[draw(st.integers(0, k - 1))] + 1 for k in range(1, size)}
    lines = []
    for i in range(size):
        form, tag, xpos = draw(st.sampled_from(FORMS)), draw(st.sampled_from(UPOS)), draw(st.sampled_from(XPOS))
        relation = draw(st.sampled_from(RELATIONS)) if heads[i] else "root"
        lines.append(f"{form}|{xpos} {form.lower()} {tag} {heads[i]} {relation}")
    return tree("\n".join(lines))


@st.composite
def broken_trees(draw: st.DrawFn, longest: int = 9) -> Tree:
    """Any tokens under any heads: with loops, without a root."""
    it = draw(trees(longest))
    tokens = tuple(replace(token, head=draw(st.integers(0, len(it)))) for token in it.tokens)
    return Tree(replace(it.sentence, tokens=tokens), 0)


def nested(noun: str, preposition: str, size: int, *, closed: bool) -> Tree:
    """ "Series of series of series ..."; where it is closed the first hangs on the last."""
    first = f"{noun} {noun} NOUN {2 * size - 1 if closed else 0} nmod"
    phrases = (
        f"{preposition} {preposition} ADP {2 * n + 1} case\n{noun} {noun} NOUN {2 * n - 1} nmod" for n in range(1, size)
    )
    return tree("\n".join([first, *phrases, f"{preposition} {preposition} ADP 1 case"]))


WE = """
We we PRON 2 nsubj
told tell VERB 0 root
us us PRON 2 obj
that that SCONJ 5 mark
Peru Peru PROPN 2 ccomp
"""


def test_the_narrowest_statement_around_a_token_counts() -> None:
    it = scene(WE, statements=(said(0, 20, PERU), said(3, 10, OMAN)))
    assert [s.speakers if (s := it.statement_at(i)) else None for i in (0, 1, 2)] == [(PERU,), (OMAN,), (OMAN,)]


def test_a_statement_ends_before_its_end() -> None:
    it = scene(WE, statements=(said(0, 3, PERU),))
    assert it.statement_at(0) is not None
    assert it.statement_at(1) is None


def test_the_order_of_statements_does_not_count() -> None:
    both = (said(0, 20, PERU), said(3, 23, OMAN), said(3, 10, TOGO))
    ahead, behind = scene(WE, statements=both), scene(WE, statements=both[::-1])
    assert [ahead.statement_at(i) for i in range(5)] == [behind.statement_at(i) for i in range(5)]


@pytest.mark.parametrize(
    ("statements", "author", "voice"),
    [
        ((), (), []),
        ((), (OMAN,), ["Oman"]),
        ((said(0, 20, PERU),), (OMAN,), ["Peru"]),
        ((said(0, 20),), (OMAN,), []),  # said by nobody who is known: not by the signer
        ((said(8, 20, PERU),), (OMAN,), ["Oman"]),
    ],
)
def test_who_says_a_word(statements: tuple[Statement, ...], author: tuple[Participant, ...], voice: list[str]) -> None:
    it = scene(WE, statements=statements, author=author)
    assert names(it.voice(0)) == names(it.who(0)) == voice


@pytest.mark.parametrize("form", sorted(FIRST_PERSON))
def test_first_persons_are_whoever_speaks(form: str) -> None:
    assert scene(f"{form} {form} PRON 0 root", author=(TOGO,)).who(0) == (TOGO,)


def test_the_country_us_is_no_first_person() -> None:
    assert names(scene("US US PROPN 0 root", author=(TOGO,)).who(0)) == ["United States"]


def test_a_relative_pronoun_is_whom_it_stands_for() -> None:
    it = scene("Peru Peru PROPN 0 root\nwhich which PRON 3 nsubj\nfell fall VERB 1 acl:relcl")
    assert it.who(1) == it.who(0) == (PERU,)


def test_a_phrase_is_looked_up_once() -> None:
    it = scene("Peru Peru PROPN 0 root")
    assert it.who(0) is it.who(0)
    assert isinstance(it.entities, Names)
    assert it.entities.asked == [0]


def test_words_between_are_lemmas_and_forms_with_both_ends() -> None:
    it = scene(WE)
    assert list(it.words_between(0, 1)) == ["we", "we", "tell", "told"]
    assert list(it.words_between(3, 2)) == []


def test_the_defaults_of_a_scene_know_nothing() -> None:
    it = Scene(tree(WE), Context(entities=Names(tree(WE)), frames=FrameTable((), classes={}, carriers={})))
    assert (it.author, it.statements, it.memory("ASSAULT"), it.window) == ((), (), (), PartialDate())
    assert it.history.opens
