"""The day of an event: which of the times around it is its own."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.dates import TimeExpression
from dragoman.events.frames import FrameTable
from dragoman.events.scene import Context, Scene
from dragoman.events.timing import asked_for, said_now, spoken_on, times_in, when_of
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant, Span, Statement
from tests.events.fakes import FakeEntities
from tests.parsed import reading, sentences

TABLE = FrameTable.load()
DAYS = {
    name: PartialDate.day(date(2024, 5, 6 + number)) for number, name in enumerate(("Monday", "Tuesday", "Wednesday"))
}
CHAD = Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD")
AROUND = Statement(
    id="s", article="a", kind="direct", stance="affirms", act="assert", text="x", start=0, end=50, speakers=(CHAD,)
)
# "Chad shelled Oakton on Monday and praised Mali on Tuesday"
TWO_ACTS = """
Chad Chad PROPN 2 nsubj
shelled shell VERB 0 root
Oakton Oakton PROPN 2 obj
on on ADP 5 case
Monday Monday PROPN 2 obl
and and CCONJ 7 cc
praised praise VERB 2 conj
Mali Mali PROPN 7 obj
on on ADP 10 case
Tuesday Tuesday PROPN 7 obl
"""
ONE_DAY = "\n".join(TWO_ACTS.strip().split("\n")[:8])
REPORTED = """
Chad Chad PROPN 2 nsubj
said say VERB 0 root
on on ADP 4 case
Monday Monday PROPN 2 obl
that that SCONJ 7 mark
Mali Mali PROPN 7 nsubj
shelled shell VERB 2 ccomp
Oakton Oakton PROPN 7 obj
"""
RELATIVE = """
Chad Chad PROPN 2 nsubj
held hold VERB 0 root
talks talk NOUN 2 obj
on on ADP 5 case
Monday Monday PROPN 2 obl
{case} {case} ADP 7 case
which which PRON 9 {relation}
it it PRON 9 nsubj
praised praise VERB 3 acl:relcl
Mali Mali PROPN 9 obj
"""
NOUN = """
Mali Mali PROPN 2 nsubj
condemned condemn VERB 0 root
the the DET 4 det
raid raid NOUN 2 obj
of of ADP 6 case
Monday Monday PROPN 4 nmod
"""


def parsed(block: str) -> tuple[Tree, list[TimeExpression]]:
    text, built = sentences(block)
    found = [time(text.index(name), name, day) for name, day in DAYS.items() if name in text]
    return Tree(built[0], 0), found


def time(start: int, text: str, value: PartialDate, kind: str = "date") -> TimeExpression:
    return TimeExpression(start=start, end=start + len(text), text=text, value=value, kind=kind, reason="given")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("block", "token", "day", "source"),
    [
        (TWO_ACTS, 1, "Monday", "clause"),
        (ONE_DAY, 1, "Monday", "clause"),
        (ONE_DAY, 6, "Monday", "clause"),  # a coordinate without a day shares that of its head
        (REPORTED, 1, "Monday", "clause"),
        (REPORTED, 6, None, None),  # the day of the report is not the day of the act
        (NOUN, 3, "Monday", "clause"),
        (RELATIVE.format(case="during", relation="obl"), 8, "Monday", "sentence"),
        (RELATIVE.format(case="despite", relation="obl"), 8, None, None),
        (RELATIVE.format(case="during", relation="obj"), 8, None, None),
    ],
)
def test_a_clause_has_the_time_that_hangs_on_it(block: str, token: int, day: str | None, source: str | None) -> None:
    tree, times = parsed(block)
    assert when_of(tree, token, 0, len(tree) - 1, times) == (DAYS[day] if day else PartialDate(), source)


@pytest.mark.parametrize(("token", "span", "day"), [(1, (0, 4), "Monday"), (6, (6, 9), "Tuesday")])
def test_two_acts_of_one_sentence_have_each_their_day(token: int, span: tuple[int, int], day: str) -> None:
    tree, times = parsed(TWO_ACTS)
    assert when_of(tree, token, *span, times) == (DAYS[day], "clause")


@pytest.mark.parametrize(
    ("xpos", "mark", "found"), [("VBG", False, "sentence"), ("VBG", True, None), ("VBD", False, None)]
)
def test_a_participle_beside_a_verb_shares_its_time(xpos: str, mark: bool, found: str | None) -> None:
    block = f"""
    Chad Chad PROPN 2 nsubj
    met meet VERB 0 root
    Mali Mali PROPN 2 obj
    on on ADP 5 case
    Monday Monday PROPN 2 obl
    {"after after SCONJ 7 mark" if mark else "warmly warmly ADV 2 advmod"}
    praising praise VERB 2 advcl
    Peru Peru PROPN 7 obj
    """
    text, built = sentences(block)
    tokens = tuple(replace(t, xpos=xpos if t.id == 7 else "_") for t in built[0].tokens)
    tree = Tree(replace(built[0], tokens=tokens), 0)
    times = [time(text.index("Monday"), "Monday", DAYS["Monday"])]
    assert when_of(tree, 6, 5, 7, times)[1] == found


BESIDE = """
Chad Chad PROPN 2 nsubj
closed close VERB 0 root
Oakton Oakton PROPN 2 obj
on on ADP 5 case
Monday Monday PROPN 2 obl
{opening}
Mali Mali PROPN {verb} nsubj
{aux}shelled shell VERB 2 advcl
"""
WHEN = BESIDE.format(opening="when when SCONJ 8 advmod", verb=8, aux="")
ALTHOUGH = BESIDE.format(opening="although although SCONJ 8 mark", verb=8, aux="")
AS_IT_HAD = BESIDE.format(opening="as as SCONJ 9 mark", verb=9, aux="had have AUX 9 aux\n")
TWO_DAYS = BESIDE.format(
    opening="two two NUM 7 nummod\ndays day NOUN 10 obl:unmarked\nafter after SCONJ 10 mark", verb=10, aux=""
)
A_DAY = TWO_DAYS.replace("two two NUM 7 nummod", "a a DET 7 det")
SOME_DAYS = TWO_DAYS.replace("two two NUM 7 nummod", "some some ADJ 7 amod")


@pytest.mark.parametrize(
    ("block", "token", "day"),
    [
        (WHEN, 7, "2024-05-06"),
        (ALTHOUGH, 7, "unknown"),
        (AS_IT_HAD, 8, "unknown"),
        (TWO_DAYS, 9, "2024-05-04"),
        (A_DAY, 9, "2024-05-05"),
        (SOME_DAYS, 9, "unknown"),
        (TWO_DAYS.replace("after after", "before before"), 9, "2024-05-08"),
        (A_DAY.replace("days day", "months month"), 9, "2024-04"),  # no sharper than it is said
    ],
)
def test_a_clause_of_time_lies_with_its_main_clause(block: str, token: int, day: str) -> None:
    tree, times = parsed(block)
    assert str(when_of(tree, token, 5, token, times)[0]) == day


def test_a_clause_told_of_a_day_has_that_day() -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    erred err VERB 0 root
    since since ADP 4 case
    Monday Monday PROPN 2 obl
    when when ADV 7 advmod
    it it PRON 7 nsubj
    shelled shell VERB 4 acl:relcl
    """
    tree, times = parsed(block)
    assert when_of(tree, 6, 4, 6, times) == (DAYS["Monday"], "sentence")


def test_a_time_in_a_phrase_of_its_own_is_not_shared() -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    closed close VERB 0 root
    Tuesday Tuesday PROPN 4 compound
    markets market NOUN 2 obj
    Monday Monday PROPN 2 obl
    when when SCONJ 7 advmod
    shelled shell VERB 2 advcl
    """
    tree, times = parsed(block)
    assert when_of(tree, 6, 5, 6, times)[0] == DAYS["Monday"]


def test_a_note_delivered_on_a_day_demands_on_that_day() -> None:
    block = """
    In in ADP 3 case
    a a DET 3 det
    note note NOUN 7 obl
    {participle} {participle} VERB 3 acl
    Monday Monday PROPN 4 obl
    Chad Chad PROPN 7 nsubj
    demanded demand VERB 0 root
    """
    for participle, day in (("deliver", DAYS["Monday"]), ("criticise", PartialDate())):
        tree, times = parsed(block.format(participle=participle))
        assert when_of(tree, 6, 0, 6, times)[0] == day


# --- what a verbal act is about ------------------------------------------------------------------------------

BETWEEN = """
Mali Mali PROPN 2 nsubj
condemned condemn VERB 0 root
the the DET 4 det
raid raid NOUN 2 obj
Monday Monday PROPN 2 obl:unmarked
of of ADP 8 case
two two NUM 8 nummod
men man NOUN 4 nmod
"""


@pytest.mark.parametrize(
    ("block", "token", "kind", "found"),
    [
        (NOUN, 1, "ACCUSE", False),  # "condemned the raid of Monday": when the raid was
        (NOUN, 1, "ASSAULT", True),
        (NOUN.replace("condemned condemn", "signed sign"), 1, "SUPPORT", True),
        (ONE_DAY, 1, "ACCUSE", True),
        (BETWEEN, 1, "ACCUSE", False),  # "the raid on Monday of two men"
        (BETWEEN, 3, "ASSAULT", True),
        (BETWEEN.replace("of of", "by by"), 1, "ACCUSE", True),
    ],
)
def test_the_day_of_a_deed_is_not_that_of_the_word_on_it(block: str, token: int, kind: str, found: bool) -> None:
    tree, times = parsed(block)
    assert bool(when_of(tree, token, 0, len(tree) - 1, times, kind=kind)[0]) is found


@pytest.mark.parametrize(
    ("kind", "written", "content"),
    [
        ("REQUEST", "2024-05-01", True),
        ("REQUEST", "2024-05-06", False),  # over by then: the day of asking
        ("REQUEST", "unknown", False),
        ("ASSAULT", "2024-05-01", False),
    ],
)
def test_a_day_to_come_is_that_of_what_is_asked(kind: str, written: str, content: bool) -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    urged urge VERB 0 root
    Mali Mali PROPN 2 obj
    to to PART 5 mark
    leave leave VERB 2 xcomp
    Monday Monday PROPN 5 obl
    """
    tree, (monday,) = parsed(block)
    assert asked_for(tree, 1, kind, monday, PartialDate.parse(written)) is content


@pytest.mark.parametrize(
    ("kind", "aux", "found"), [("REJECT", False, True), ("ASSAULT", False, False), ("REJECT", True, False)]
)
def test_what_is_done_by_saying_is_done_when_it_is_said(kind: str, aux: bool, found: bool) -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    said say VERB 0 root
    on on ADP 4 case
    Monday Monday PROPN 2 obl
    it it PRON 7 nsubj
    is be AUX 7 aux
    rejecting reject VERB 2 ccomp
    aid aid NOUN 7 obj
    """
    text, built, *_ = (*sentences(block),)
    tokens = tuple(replace(t, xpos="VBG" if aux and t.id == 7 else "_") for t in built[0].tokens)
    tree = Tree(replace(built[0], tokens=tokens), 0)
    cue = Span(start=text.index("said"), end=text.index("said") + 4, text="said")
    stated = replace(AROUND, start=text.index("it is"), end=len(text), cue=cue)
    scene = Scene(tree, Context(entities=FakeEntities(reading(block)[1]), frames=TABLE), statements=(stated,))
    times = [time(text.index("Monday"), "Monday", DAYS["Monday"])]
    assert bool(spoken_on(scene, 6, kind, times)) is found


def test_of_several_times_of_a_clause_the_nearest_counts() -> None:
    block = """
    Monday Monday PROPN 4 obl
    Chad Chad PROPN 4 nsubj
    heavily heavily ADV 4 advmod
    shelled shell VERB 0 root
    Tuesday Tuesday PROPN 4 obl
    """
    tree, times = parsed(block)
    assert when_of(tree, 3, 0, 4, times)[0] == DAYS["Tuesday"]
    assert when_of(tree, 3, 0, 4, times[::-1])[0] == DAYS["Tuesday"]


@pytest.mark.parametrize(
    ("start", "kind", "value", "counts"),
    [
        (5, "date", DAYS["Monday"], True),
        (9, "date", DAYS["Monday"], True),
        (10, "date", DAYS["Monday"], False),  # half-open
        (4, "date", DAYS["Monday"], False),
        (5, "duration", DAYS["Monday"], False),
        (5, "date", PartialDate(), False),  # nothing fixes it
    ],
)
def test_times_of_a_stretch(start: int, kind: str, value: PartialDate, counts: bool) -> None:
    assert bool(times_in([time(start, "Monday", value, kind)], 5, 10)) is counts


# --- what is done by saying it -------------------------------------------------------------------------------

CONDEMN = """
We we PRON 2 nsubj
condemn condemn VERB 0 root Tense=Pres|VerbForm=Fin
Mali Mali PROPN 2 obj
"""
CONDEMNED = CONDEMN.replace("condemn condemn", "condemned condemn").replace("Pres", "Past")
HE_CONDEMNED = CONDEMNED.replace("We we PRON", "Chad Chad PROPN")
HE_CONDEMNS = CONDEMN.replace("We we PRON", "Chad Chad PROPN")


@pytest.mark.parametrize(
    ("block", "kind", "published", "signed", "quoted", "today"),
    [
        (CONDEMN, "ACCUSE", "2024-05-06", True, False, True),
        (CONDEMNED, "ACCUSE", "2024-05-06", True, False, True),  # "we"
        (HE_CONDEMNS, "ACCUSE", "2024-05-06", True, False, True),  # the present tense
        (HE_CONDEMNED, "ACCUSE", "2024-05-06", True, False, False),
        (CONDEMN, "ASSAULT", "2024-05-06", True, False, False),  # no act of words
        (CONDEMN, "ACCUSE", "2024-05", True, False, False),
        (CONDEMN, "ACCUSE", "unknown", True, False, False),
        (CONDEMN, "ACCUSE", "2024-05-06", False, False, False),  # a news report
        (CONDEMN, "ACCUSE", "2024-05-06", True, True, True),  # its own words, printed
        (HE_CONDEMNS, "ACCUSE", "2024-05-06", True, True, False),
    ],
)
def test_a_release_acts_by_its_words(
    block: str, kind: EventType, published: str, signed: bool, quoted: bool, today: bool
) -> None:
    read = reading(block)[1]
    scene = Scene(
        Tree(read.sentences[0], 0),
        Context(entities=FakeEntities(read), frames=TABLE, author=(CHAD,) if signed else ()),
        statements=(AROUND,) if quoted else (),
    )
    day = PartialDate.parse(published)
    assert said_now(scene, 1, kind, day) == (day if today else PartialDate())


def test_another_s_words_in_a_release_are_not_its_own() -> None:
    read = reading(CONDEMN)[1]
    mali = replace(CHAD, id="MLI", name="Mali", party="MLI", country="MLI")
    context = Context(entities=FakeEntities(read), frames=TABLE, author=(mali,))
    scene = Scene(Tree(read.sentences[0], 0), context, statements=(AROUND,))
    assert not said_now(scene, 1, "ACCUSE", DAYS["Monday"])


# --- any tree ------------------------------------------------------------------------------------------------

RELATIONS = ("nsubj", "obj", "obl", "nmod", "conj", "xcomp", "ccomp", "advcl", "acl:relcl", "compound", "mark")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_tree_is_given_a_date_that_is_not_in_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    rows = ["shelled shell VERB 0 root"]
    for number in range(2, size + 1):
        head = data.draw(st.integers(1, number - 1))
        rows.append(f"Monday Monday VERB {head} {data.draw(st.sampled_from(RELATIONS))}")
    tree = Tree(sentences("\n".join(rows))[1][0], 0)
    places = data.draw(st.lists(st.sampled_from(tree.tokens), max_size=3))
    times = [time(t.start, t.form, data.draw(st.sampled_from([*DAYS.values()]))) for t in places]
    token = data.draw(st.integers(0, size - 1))
    when, source = when_of(tree, token, 0, size - 1, times)
    assert (source is None) is (not when)
    assert not when or when in {t.value for t in times}
