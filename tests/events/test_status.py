"""Whether an act happened, and on whose word it rests."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.frames import Frame, FrameKind, FrameTable
from dragoman.events.scene import Context, Scene
from dragoman.events.status import (
    IN_PASSING,
    RECENT_DAYS,
    Setting,
    _likely_recalled,
    after,
    basis_of,
    before,
    hedged,
    news_from,
    reading_of,
    recalled,
    status_of,
)
from dragoman.language.factuality import Factuality
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Act, EventType, Participant, Sentence, Span, SpeechAct, Statement, Status
from tests.events.fakes import FakeEntities
from tests.parsed import reading, sentences

TABLE = FrameTable.load()
TODAY = PartialDate.day(date(2024, 5, 10))
PAST = Factuality(tense="past")
CHAD = Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD")
MALI = Participant(id="MLI", name="Mali", kind="state", party="MLI", country="MLI")
HERALD = Participant(id="herald", name="The Herald", kind="media")
MINISTRY = Participant(id="ministry", name="the ministry", kind="organisation", sectors=("GOV",))


def tree(block: str) -> Tree:
    """One sentence; ``UPOS/XPOS`` gives a word its fine tag."""
    built = sentences(block)[1][0]
    return Tree(tagged(built), 0)


def tagged(built: Sentence) -> Sentence:
    parts = [(t, *t.upos.partition("/")[::2]) for t in built.tokens]
    return replace(built, tokens=tuple(replace(t, upos=upos, xpos=xpos or "_") for t, upos, xpos in parts))


def frame(event: EventType = "ASSAULT", kind: FrameKind = "verb", status: Status | None = None) -> Frame:
    roles: tuple[str, ...] = ("subj",)
    return Frame(
        name="made-up", type=event, kind=kind, words=("act",), actor=roles, recipient=("obj",), need=(), examples=(),
        status=status,
    )  # fmt: skip


SHELLED = """
Chad Chad PROPN 2 nsubj
shelled shell VERB/VBD 0 root Tense=Past|VerbForm=Fin
Oakton Oakton PROPN 2 obj
"""
HAD_SHELLED = """
Chad Chad PROPN 3 nsubj
had have AUX 3 aux Tense=Past|VerbForm=Fin
shelled shell VERB/VBN 0 root Tense=Past|VerbForm=Part
Oakton Oakton PROPN 3 obj
"""
SINCE = """
Chad Chad PROPN 3 nsubj
has have AUX 3 aux Tense=Pres|VerbForm=Fin
shelled shell VERB/VBN 0 root Tense=Past|VerbForm=Part
Oakton Oakton PROPN 3 obj
since since ADP 6 case
winter winter NOUN 3 obl
"""
ADVERB = """
Chad Chad PROPN 3 nsubj
{adverb} {adverb} ADV 3 advmod
shelled shell VERB/VBD 0 root Tense=Past|VerbForm=Fin
Oakton Oakton PROPN 3 obj
"""
DURING = """
Chad Chad PROPN 2 nsubj
shelled shell VERB/VBD 0 root Tense=Past|VerbForm=Fin
Oakton Oakton PROPN 2 obj
{case} {case} ADP 7 case
the the DET 7 det
{adjective} {adjective} ADJ 7 amod
{noun} {noun} NOUN 2 obl
"""
RAID = """
The the DET 3 det
{adjective} {adjective} ADJ 3 amod
raid raid NOUN 4 nsubj
alarmed alarm VERB/VBD 0 root Tense=Past|VerbForm=Fin
Mali Mali PROPN 4 obj
"""


def setting(**fields: object) -> Setting:
    return replace(Setting(reference=TODAY, depth=0.0, signed=False, carried=False), **fields)


def status(block: str, token: int, fact: Factuality = PAST, when: str = "unknown", **fields: object) -> tuple[str, str]:
    told = fields.pop("frame", frame())
    assert isinstance(told, Frame)
    around = setting(**fields)
    return status_of(tree(block), token, told, fact=fact, when=PartialDate.parse(when), setting=around)


# --- status of what a verb tells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (PAST, "occurred"),
        (Factuality(tense="past", polarity="negative"), "denied"),
        (Factuality(tense="past", polarity="negative", conditional=True), "denied"),  # the negation goes first
        (Factuality(tense="past", conditional=True), "hypothetical"),
        (Factuality(tense="present", modality="possible"), "hypothetical"),
        (Factuality(tense="present", modality="desired"), "hypothetical"),
        (Factuality(tense="future", modality="possible"), "hypothetical"),
        (Factuality(tense="future"), "planned"),
        (Factuality(tense="present", planned=True), "planned"),
        (Factuality(tense="present", modality="intended"), "planned"),
        (Factuality(tense="present", progressive=True), "occurred"),
    ],
)
def test_the_mood_of_the_clause_decides(fact: Factuality, found: str) -> None:
    assert status(SHELLED, 1, fact)[0] == found


@pytest.mark.parametrize(
    ("when", "fact", "found"),
    [
        ("2024-05-10", PAST, "occurred"),
        ("2024-04-26", PAST, "occurred"),  # fourteen days back is still the news
        ("2024-04-25", PAST, "background"),
        ("2019", PAST, "background"),
        ("2024-05", PAST, "occurred"),
        ("2024", PAST, "occurred"),
        ("2024-05-11", Factuality(tense="present"), "planned"),
        ("2024-06", Factuality(tense="present"), "planned"),
        ("2024-05", Factuality(tense="present"), "occurred"),  # the month may have begun with it
        ("2024-06", PAST, "occurred"),  # the day is another's
        ("2024-06", Factuality(tense="present", perfect=True), "occurred"),
        ("2019", Factuality(tense="future"), "planned"),
    ],
)
def test_the_date_decides_where_the_mood_does_not(when: str, fact: Factuality, found: str) -> None:
    assert status(SHELLED, 1, fact, when)[0] == found


@pytest.mark.parametrize("when", ["2019", "2030", "unknown"])
def test_without_a_reference_no_date_decides(when: str) -> None:
    found, rule = status(SHELLED, 1, PAST, when, reference=PartialDate())
    assert found in {"occurred", "background"}
    assert "date lies" not in rule


@pytest.mark.parametrize(("reported", "by_tense"), [(False, True), (True, False)])
def test_a_pluperfect_looks_back_unless_it_is_the_tense_of_a_report(reported: bool, by_tense: bool) -> None:
    found, rule = status(HAD_SHELLED, 2, Factuality(tense="past", perfect=True), reported=reported)
    assert (rule == "past perfect, or since a time") is by_tense
    assert found == ("background" if by_tense else "occurred")


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2024-05-08", "occurred"), ("2024-04-26", "occurred"), ("2024-04-25", "background"), ("2024", "background"),
        ("2024-05-11", "background"), ("unknown", "background"),
    ],
)  # fmt: skip
def test_a_pluperfect_with_a_day_of_the_news_is_news(when: str, found: str) -> None:
    assert status(HAD_SHELLED, 2, Factuality(tense="past", perfect=True), when)[0] == found


LONG_AFTER = """
nine nine NUM 2 nummod
{unit} {unit} NOUN 5 obl:unmarked
{mark} {mark} ADP 5 case
the the DET 5 det
raid raid NOUN 0 root
"""


@pytest.mark.parametrize(
    ("unit", "mark", "found"),
    [
        ("month", "after", "background"), ("year", "after", "background"), ("decade", "since", "background"),
        ("day", "after", "occurred"), ("month", "before", "occurred"),
    ],
)  # fmt: skip
def test_what_was_months_before_the_news_is_background(unit: str, mark: str, found: str) -> None:
    assert status(LONG_AFTER.format(unit=unit, mark=mark), 4, carried=True, frame=frame(kind="noun"))[0] == found


def test_what_goes_on_since_a_time_is_no_news() -> None:
    assert status(SINCE, 2, Factuality(tense="present", perfect=True))[0] == "background"


@pytest.mark.parametrize("fixed", ["occurred", "planned", "hypothetical", "denied", "background"])
def test_a_frame_may_fix_the_status(fixed: Status) -> None:
    denied = Factuality(polarity="negative", conditional=True)
    assert status(SHELLED, 1, denied, frame=frame(status=fixed)) == (fixed, "the frame's own status")


ANNOUNCED = SHELLED.replace("shelled shell", "announced announce")


@pytest.mark.parametrize(
    ("event", "found"),
    [("AID", "planned"), ("CONSULT", "planned"), ("MOBILIZE", "planned"), ("SANCTION", "occurred")],
)
def test_what_is_announced_is_to_come_but_penalties_begin_with_it(event: EventType, found: str) -> None:
    assert status(ANNOUNCED, 1, frame=frame(event))[0] == found


def test_a_decision_to_do_it_is_taken() -> None:
    block = """
    The the DET 2 det
    decision decision NOUN 5 nsubj
    to to PART 4 mark
    shell shell VERB/VB 2 acl VerbForm=Inf
    angered anger VERB/VBD 0 root Tense=Past|VerbForm=Fin
    """
    assert status(block, 3, Factuality(tense="past", infinitive=True)) == ("occurred", "decided")


@pytest.mark.parametrize(
    ("modal", "verb", "lemma", "event", "found"),
    [
        ("would", "like", "thank", "SUPPORT", "occurred"),
        ("would", "like", "condemn", "ACCUSE", "occurred"),
        ("would", "like", "shell", "ASSAULT", "hypothetical"),  # no act of words
        ("would", "like", "shell", "SUPPORT", "hypothetical"),  # no verb of saying
        ("did", "like", "thank", "SUPPORT", "hypothetical"),
        ("would", "hope", "thank", "SUPPORT", "hypothetical"),
    ],
)
def test_saying_that_one_would_like_to_say_it_is_saying_it(
    modal: str, verb: str, lemma: str, event: EventType, found: str
) -> None:
    block = f"""
    We we PRON 3 nsubj
    {modal} {modal} AUX/MD 3 aux
    {verb} {verb} VERB/VB 0 root
    to to PART 5 mark
    {lemma} {lemma} VERB/VB 3 xcomp
    Mali Mali PROPN 5 obj
    """
    assert status(block, 4, Factuality(modality="desired"), frame=frame(event))[0] == found


def test_what_one_looks_forward_to_is_planned() -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    looks look VERB/VBZ 0 root Tense=Pres|VerbForm=Fin
    forward forward ADV 2 advmod
    to to SCONJ 5 mark
    hosting host VERB/VBG 2 advcl
    Mali Mali PROPN 5 obj
    """
    assert status(block, 4, Factuality(tense="present"), frame=frame("CONSULT"))[0] == "planned"


# --- status of what a noun tells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adjective", "found"),
    [
        ("planned", "planned"),
        ("upcoming", "planned"),
        ("imminent", "planned"),
        ("possible", "hypothetical"),
        ("further", "hypothetical"),
        ("ongoing", "occurred"),
        ("new", "occurred"),
    ],
)
def test_an_adjective_decides_for_a_bare_noun(adjective: str, found: str) -> None:
    assert status(RAID.format(adjective=adjective), 2, frame=frame(kind="noun"))[0] == found


@pytest.mark.parametrize(("carried", "found"), [(True, "denied"), (False, "occurred")])
def test_only_a_noun_that_a_verb_carries_can_be_denied(carried: bool, found: str) -> None:
    fact = Factuality(tense="past", polarity="negative")
    assert status(RAID.format(adjective="new"), 2, fact, frame=frame(kind="noun"), carried=carried)[0] == found


def test_an_old_noun_is_mentioned_in_passing() -> None:
    found = status(RAID.format(adjective="bloody"), 2, PAST, "1999", frame=frame(kind="noun"), depth=0.5)
    assert found == ("background", IN_PASSING)


# --- looking back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adverb", "back"),
    [("previously", True), ("once", True), ("repeatedly", True), ("twice", True), ("heavily", False), ("today", False)],
)
def test_an_adverb_looks_back(adverb: str, back: bool) -> None:
    assert recalled(tree(ADVERB.format(adverb=adverb)), 2, PAST, reported=False) is back


@pytest.mark.parametrize(
    ("case", "adjective", "noun", "back"),
    [
        ("during", "long", "war", True),
        ("throughout", "bitter", "conflict", True),
        ("during", "short", "visit", False),
        ("after", "long", "war", False),
        ("under", "former", "king", True),
        ("under", "heavy", "rain", False),
        ("on", "several", "occasion", True),
        ("on", "festive", "occasion", False),
    ],
)
def test_an_era_or_a_number_of_times_looks_back(case: str, adjective: str, noun: str, back: bool) -> None:
    block = DURING.format(case=case, adjective=adjective, noun=noun)
    assert recalled(tree(block), 1, PAST, reported=False) is back


@pytest.mark.parametrize(("reported", "back"), [(False, True), (True, False)])
def test_had_looks_back_outside_reports(reported: bool, back: bool) -> None:
    assert recalled(tree(HAD_SHELLED), 2, Factuality(tense="past", perfect=True), reported=reported) is back


# --- dates against the article's -----------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
SPANS = st.builds(lambda day, width: PartialDate.span(day, day + timedelta(days=width)), DAYS, st.integers(0, 400))
DATES = st.one_of(SPANS, st.just(PartialDate()))


@settings(max_examples=80, deadline=None)
@given(DATES, DATES)
def test_no_date_lies_on_both_sides(when: PartialDate, reference: PartialDate) -> None:
    assert not (before(when, reference) and after(when, reference))
    assert not (before(when, reference) or after(when, reference)) or (when and reference)


@settings(max_examples=80, deadline=None)
@given(SPANS, SPANS)
def test_the_news_starts_where_the_past_ends(when: PartialDate, reference: PartialDate) -> None:
    assert before(when, reference) is when.before(news_from(reference))
    assert after(when, reference) is reference.before(when)


@pytest.mark.parametrize(("reference", "first"), [("2024-05-31", "2024-05-17"), ("2024-05", "2024-04-17")])
def test_the_news_reaches_back_two_weeks(reference: str, first: str) -> None:
    assert RECENT_DAYS == 14
    assert news_from(PartialDate.parse(reference)) == PartialDate.parse(first)


def test_an_undated_article_has_no_first_day_of_news() -> None:
    assert news_from(PartialDate()) == PartialDate()


# --- hearsay -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adverb", "doubted"),
    [("reportedly", True), ("allegedly", True), ("Purportedly", True), ("heavily", False), ("officially", False)],
)
def test_an_adverb_hedges(adverb: str, doubted: bool) -> None:
    assert hedged(tree(ADVERB.format(adverb=adverb)), 2) is doubted


@pytest.mark.parametrize(("adjective", "doubted"), [("alleged", True), ("suspected", True), ("bloody", False)])
def test_an_adjective_hedges(adjective: str, doubted: bool) -> None:
    assert hedged(tree(RAID.format(adjective=adjective)), 2) is doubted


@pytest.mark.parametrize(
    ("verb", "doubted"), [("claim", True), ("allege", True), ("insinuate", True), ("say", False), ("confirm", False)]
)
def test_a_verb_of_charging_hedges_what_it_reports(verb: str, doubted: bool) -> None:
    block = f"""
    Mali Mali PROPN 2 nsubj
    {verb} {verb} VERB/VBZ 0 root
    Chad Chad PROPN 4 nsubj
    shelled shell VERB/VBD 2 ccomp
    Oakton Oakton PROPN 4 obj
    """
    assert hedged(tree(block), 3) is doubted


@pytest.mark.parametrize(
    ("verb", "mark", "doubted"),
    [("accuse", "of", True), ("blame", "for", True), ("fine", "for", True), ("praise", "for", False)],
)
def test_what_somebody_is_punished_for_is_a_charge(verb: str, mark: str, doubted: bool) -> None:
    block = f"""
    Mali Mali PROPN 2 nsubj
    {verb} {verb} VERB/VBD 0 root
    Chad Chad PROPN 2 obj
    {mark} {mark} SCONJ 5 mark
    shelling shell VERB/VBG 2 advcl
    Oakton Oakton PROPN 5 obj
    """
    assert hedged(tree(block), 4) is doubted


@pytest.mark.parametrize(
    ("verb", "subject", "doubted"),
    [
        ("say", "nsubj:pass", True),
        ("believe", "nsubj:pass", True),
        ("order", "nsubj:pass", False),
        ("say", "nsubj", False),
    ],
)
def test_what_somebody_is_said_to_have_done_is_hearsay(verb: str, subject: str, doubted: bool) -> None:
    block = f"""
    Chad Chad PROPN 2 {subject}
    {verb} {verb} VERB/VBN 0 root
    to to PART 4 mark
    shell shell VERB/VB 2 xcomp
    Oakton Oakton PROPN 4 obj
    """
    assert hedged(tree(block), 3) is doubted


# --- on whose word -------------------------------------------------------------------------------------------


def statement(*speakers: Participant, act: SpeechAct = "assert", cue: str | None = None) -> Statement:
    return Statement(
        id="statement-1", article="a", kind="indirect", stance="affirms", act=act, text="x", start=0, end=99,
        speakers=speakers, cue=Span(start=100, end=101, text=cue) if cue else None,
    )  # fmt: skip


def scene(block: str, *statements: Statement) -> Scene:
    read = reading(block)[1]
    built = Tree(tagged(read.sentences[0]), 0)
    return Scene(built, Context(entities=FakeEntities(read), frames=TABLE), statements=statements)


@pytest.mark.parametrize(
    ("said", "kind", "basis", "by"),
    [
        (None, "ASSAULT", "plain", None),
        (statement(), "ASSAULT", "plain", None),  # nobody is credited
        (statement(CHAD), "ASSAULT", "plain", None),  # its own word
        (statement(replace(CHAD, id="minister", kind="person")), "ASSAULT", "plain", None),  # his minister's
        (statement(MINISTRY), "ASSAULT", "plain", None),  # a ministry of no named state
        (statement(MALI), "ASSAULT", "alleged", "Mali"),
        (statement(MALI), "AID", "attributed", "Mali"),
        (statement(MALI), "ACCUSE", "attributed", "Mali"),
        (statement(MALI, act="accuse"), "ACCUSE", "alleged", "Mali"),
        (statement(MALI, act="accuse"), "AID", "attributed", "Mali"),  # help is no charge
        (statement(MALI, cue="alleged"), "SANCTION", "alleged", "Mali"),
        (statement(MALI, cue="announced"), "SANCTION", "attributed", "Mali"),
        (statement(HERALD), "ASSAULT", "attributed", "The Herald"),
    ],
)
def test_whose_word_it_is(said: Statement | None, kind: EventType, basis: str, by: str | None) -> None:
    word = basis_of(scene(SHELLED, *([said] if said else [])), 1, doers=(CHAD,), kind=kind)
    assert (word.basis, word.asserted_by) == (basis, by)
    assert word.statement == ("statement-1" if said and said.speakers else None)


@pytest.mark.parametrize(
    ("said", "doer", "source"),
    [
        (statement(HERALD), CHAD, "The Herald"),
        (statement(MALI), CHAD, "Mali"),
        (statement(CHAD), CHAD, "Chad"),
        (replace(statement(MALI), reported_by="The Herald"), CHAD, "The Herald"),
    ],
)
def test_the_source_that_the_article_names_is_kept(said: Statement, doer: Participant, source: str) -> None:
    assert basis_of(scene(SHELLED, said), 1, doers=(doer,), kind="AID").reported_by == source


def test_what_the_writer_tells_has_no_source() -> None:
    assert basis_of(scene(SHELLED), 1, doers=(CHAD,), kind="AID").reported_by is None


@pytest.mark.parametrize(("said", "by"), [(None, None), (statement(MALI), "Mali")])
def test_a_hedge_makes_anything_alleged(said: Statement | None, by: str | None) -> None:
    block = ADVERB.format(adverb="reportedly")
    word = basis_of(scene(block, *([said] if said else [])), 2, doers=(CHAD,), kind="AID")
    assert (word.basis, word.asserted_by) == ("alleged", by)


# --- any tree ------------------------------------------------------------------------------------------------

WORDS = "chad shell say claim have had since for of will like thank able been forward look raid announce twice".split()
RELATIONS = (
    "nsubj nsubj:pass obj obl nmod acl acl:relcl advcl ccomp xcomp conj aux aux:pass cop mark advmod amod".split()
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 8))
    top = draw(st.integers(1, size))
    rows, seen = [], [top]
    for number in range(1, size + 1):
        head = 0 if number == top else draw(st.sampled_from(seen))
        seen.append(number)
        word, upos = draw(st.sampled_from(WORDS)), draw(st.sampled_from(["VERB", "NOUN", "PROPN", "AUX", "ADV"]))
        xpos = draw(st.sampled_from(["VBD", "VBN", "VBG", "VBZ", "NN", "MD"]))
        relation = "root" if head == 0 else draw(st.sampled_from(RELATIONS))
        rows.append(f"{word} {word} {upos}/{xpos} {head} {relation}")
    return tree("\n".join(rows))


@settings(max_examples=60, deadline=None)
@given(trees(), st.data(), st.sampled_from(["verb", "noun"]))
def test_every_tree_has_a_status_and_a_reason(any_tree: Tree, data: st.DataObject, kind: FrameKind) -> None:
    token = data.draw(st.integers(0, len(any_tree) - 1))
    fact = reading_of(any_tree, token, kind)
    found, rule = status_of(
        any_tree, token, frame("AID", kind), fact=fact, when=PartialDate(), setting=setting(carried=kind == "verb")
    )
    assert found in {"occurred", "background", "planned", "hypothetical", "denied"}
    assert rule
    assert hedged(any_tree, token) in {True, False}
    assert recalled(any_tree, token, fact, reported=True) in {True, False}


@pytest.mark.parametrize(
    ("given", "likely"),
    [
        (None, None), ((), None), ((("planned", 0.9),), None), ((("occurred", 0.6), ("background", 0.2)), 0.25),
        ((("background", 0.9),), 1.0),
    ],
)  # fmt: skip
def test_how_likely_the_reader_thinks_an_act_recalled(given, likely) -> None:
    act = None if given is None else Act(0, 1, (("ASSAULT", 0.9),), status=given)
    assert _likely_recalled(act) == (None if likely is None else pytest.approx(likely))
