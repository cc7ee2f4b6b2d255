"""From a parse to events: who, whether, when, on whose word, one event for several tellings."""

from collections.abc import Sequence
from datetime import date

import msgspec
import pytest

from dragoman.citations import check_citations
from dragoman.events import FrameTable, find_events
from dragoman.events.coder import author_of
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, Participant, Reading, Sentence, Statement, statement_id
from tests.events.examples import article_of, parsed_examples, reading_of
from tests.events.fakes import FakeEntities

TABLE = FrameTable.load()
PARSED = parsed_examples()
REFERENCE = PartialDate.day(date(2018, 6, 20))


def joined(texts: Sequence[str]) -> tuple[str, Reading]:
    """Several sentences as one text, a blank between them, their offsets moved."""
    text, moved = "", []
    for each in texts:
        start = len(text) + bool(text)
        text = f"{text} {each}" if text else each
        for sentence in PARSED[each]:
            tokens = tuple(
                msgspec.structs.replace(t, start=t.start + start, end=t.end + start) for t in sentence.tokens
            )
            moved.append(
                Sentence(start=sentence.start + start, end=sentence.end + start, text=sentence.text, tokens=tokens)
            )
    return text, reading_of(tuple(moved))


def read(*texts: str, statements: tuple[Statement, ...] = (), **fields: object) -> tuple[Event, ...]:
    text, reading = joined(texts)
    article = msgspec.structs.replace(article_of(text), **fields)
    found = find_events(article, reading, FakeEntities(reading), statements, reference=REFERENCE, frames=TABLE)
    check_citations(CodedArticle(article=article, events=found))
    return found


def said_by(speaker: Participant, text: str, act: str = "assert") -> Statement:
    return Statement(
        id=statement_id("article-of-a-test", 0, len(text)),
        article="article-of-a-test",
        kind="indirect",
        stance="affirms",
        act=act,  # type: ignore[arg-type]
        text=text,
        start=0,
        end=len(text),
        speakers=(speaker,),
    )


def state(name: str, code: str) -> Participant:
    return Participant(id=f"{name.lower()}-{code}", name=name, kind="state", party=code, country=code)


def parties(people: Sequence[Participant]) -> list[str | None]:
    return [p.party for p in people]


def test_a_passive_without_agent_has_no_actor() -> None:
    (event,) = read("The consulate was attacked on Sunday.")
    assert (event.type, event.actors) == ("ASSAULT", ())
    assert [p.name for p in event.recipients] == ["consulate"]


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("The Danish minister will visit Kenya next week.", "CONSULT", "planned"),
        ("Turkey may attack Syria.", "ASSAULT", "hypothetical"),
        ("Turkey attacked Syria on 3 May 2011.", "ASSAULT", "background"),
        ("Turkey attacked Syria on Tuesday.", "ASSAULT", "occurred"),
        ("Turkey has fought the rebels since 2004.", "ASSAULT", "background"),
        ("Turkish police arrested two journalists in May 2011.", "COERCE", "background"),
        ("Iran will not recognise Israel.", "REJECT", "occurred"),
        ("Police had arrested two journalists.", "COERCE", "background"),
        ("Denmark has been able to send medicine to Kenya.", "AID", "occurred"),
    ],
)
def test_status(text: str, event_type: str, status: str) -> None:
    (event,) = read(text)
    assert (event.type, event.status) == (event_type, status)


def test_what_did_not_happen_is_no_event() -> None:
    assert read("Turkey did not attack Syria.") == ()


def test_hearsay_is_alleged() -> None:
    (event,) = read("Rebels reportedly attacked the army of Chad.")
    assert (event.basis, event.asserted_by) == ("alleged", None)


def test_what_is_asked_for_is_not_told_twice() -> None:
    (event,) = read("Chad urged Mali to attack the rebels.")
    assert (event.type, event.force) == ("REQUEST", "appeal")
    assert (parties(event.actors), parties(event.recipients)) == (["TCD"], ["MLI"])


def test_what_a_relative_clause_tells_beside_it_is() -> None:
    types = {e.type for e in read("France called on Mali to attack the rebels, who killed ten soldiers.")}
    assert types == {"REQUEST", "ASSAULT"}


def test_what_somebody_is_accused_of_is_alleged() -> None:
    accusation, attack = read("Chad accused Mali of attacking the rebels.")
    assert (accusation.type, accusation.basis) == ("ACCUSE", "plain")
    assert (attack.type, attack.basis, attack.asserted_by) == ("ASSAULT", "alleged", "Chad")
    assert parties(attack.actors) == ["MLI"]


def test_what_a_party_denies_of_itself_is_denied() -> None:
    denial, attack = read("Iran denied that Iran had attacked Iraq.")
    assert (denial.type, denial.mode) == ("REJECT", "deny")
    assert attack.status == "denied"


def test_both_do_it_to_each_other() -> None:
    (event,) = read("Ghana and Togo signed a treaty.")
    assert parties(event.actors) == parties(event.recipients) == ["GHA", "TGO"]


def test_the_attack_is_that_last_told_of() -> None:
    _, accusation = read("Turkey attacked Syria on Tuesday.", "Kenya condemned the attack.")
    assert (accusation.type, parties(accusation.recipients)) == ("ACCUSE", ["TUR"])


def test_one_happening_one_event() -> None:
    (event,) = read("Turkey attacked Syria on Tuesday.", "The Turkish attack on Syria went on.")
    assert event.type == "ASSAULT"
    assert [c.text for c in event.citations]
    assert event.when.is_day


def test_had_is_the_tense_of_a_report() -> None:
    text = "Police said that they had arrested two journalists."
    statement = said_by(Participant(id="police", name="Police", kind="group"), text)
    (event,) = read(text, statements=(statement,))
    assert (event.type, event.status) == ("COERCE", "occurred")


@pytest.mark.parametrize(
    ("texts", "types"),
    [
        (("The Danish minister will visit Kenya next week.", "The Danish minister visited Kenya."), ["CONSULT"] * 2),
        (("The Danish minister visited Kenya.", "The Danish minister met the Kenyan president."), ["CONSULT"] * 2),
        (("Denmark sent medicine to Kenya.", "Denmark sent tents to Kenya."), ["AID"] * 2),
        (("Denmark criticised Kenya on Monday and praised Togo.",), ["ACCUSE", "SUPPORT"]),
    ],
)
def test_different_happenings_stay_apart(texts: tuple[str, ...], types: list[str]) -> None:
    assert [e.type for e in read(*texts)] == types


def test_another_attack_is_another_happening() -> None:
    texts = ("Turkey attacked Syria on Tuesday.", "In another attack Turkey attacked Syria on the border.")
    assert [e.type for e in read(*texts)].count("ASSAULT") == 2


def test_far_apart_and_undated_are_two_happenings() -> None:
    near = read("Turkey may attack Syria.", "The Turkish attack on Syria went on.")
    between = ["Ghana and Togo signed a treaty."] * 5
    far = read("Rebels reportedly attacked the army of Chad.", *between, "Rebels reportedly attacked the army of Chad.")
    assert len(near) == 2  # one may happen, one did
    assert [e.type for e in far].count("ASSAULT") == 2


@pytest.mark.parametrize(
    ("texts", "event_type", "actors", "recipients"),
    [
        (("The rebels were armed and trained by Uganda.",), "AID", ["UGA"], [None]),
        (("Denmark no longer sends medicine to Kenya.",), "SANCTION", ["DNK"], ["KEN"]),
        (("Norway imposed sanctions on Chad for arming the rebels.",), "AID", ["TCD"], [None]),
        (("Israel accused Iran of attacking Syria.", "Iran rejected those claims."), "REJECT", ["IRN"], ["ISR"]),
        (("Spain is about to restore ties with Peru.",), "SUPPORT", ["ESP", "PER"], ["ESP", "PER"]),
        (
            ("The Danish minister met the Kenyan president.", "Both sides signed a treaty."),
            "SUPPORT",
            ["DNK", "KEN"],
            ["DNK", "KEN"],
        ),
        (
            ("Kenya condemned the rebels and neighbouring Chad, which has attacked Mali.",),
            "ASSAULT",
            ["TCD"],
            ["MLI"],
        ),
        (("Turkey said it was ready to help Kenya.",), "AGREE", ["TUR"], ["KEN"]),
    ],
)
def test_sides(texts: tuple[str, ...], event_type: str, actors: list[str | None], recipients: list[str | None]) -> None:
    event = next(e for e in read(*texts) if e.type == event_type)
    assert (parties(event.actors), parties(event.recipients)) == (actors, recipients)


def test_what_was_shot_at_is_described() -> None:
    (event,) = read("The rebels stormed a depot.")
    assert [(p.name, p.kind, p.party) for p in event.recipients] == [("depot", "other", None)]


def test_about_to_is_planned() -> None:
    (event,) = read("Spain is about to restore ties with Peru.")
    assert event.status == "planned"


def test_another_date_is_another_happening() -> None:
    assert len(read("Turkey attacked Syria on Tuesday.", "Turkey attacked Syria on 3 May 2011.")) == 2


def test_a_state_arrests_in_its_country() -> None:
    (event,) = read("The journalist was detained in Iran.")
    assert parties(event.actors) == ["IRN"]


def test_the_title_is_not_coded() -> None:
    texts = ("Turkey attacked Syria on Tuesday.", "Ghana and Togo signed a treaty.")
    assert {e.type for e in read(*texts, body_start=len(texts[0]) + 1)} == {"SUPPORT"}


def test_who_signs_says_we() -> None:
    (first, *_) = read("We condemn the invasion of Georgia by Russia.", byline="The foreign minister of Norway")
    assert (first.type, parties(first.actors), parties(first.recipients)) == ("ACCUSE", ["NOR"], ["RUS"])
    assert first.date_from == "publication"
    assert not [e for e in read("We condemn the invasion of Georgia by Russia.") if e.type == "ACCUSE" and e.actors]


class Named:
    """Knows a body by one form of its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def text_participant(self, text: str) -> Participant | None:
        return state(text, "IRL") if text == self.name else None


@pytest.mark.parametrize(
    ("known_as", "publisher", "author"),
    [
        ("Ireland Department of Foreign Affairs", "Department of Foreign Affairs, Ireland", True),
        ("Ireland Ministry of Defence", "Ministry of Defence of Ireland", True),
        ("Ireland The Times", "The Times of Ireland", False),  # no office
        ("Ireland Ministry of Defence", "Ministry of Defence", False),
    ],
)
def test_an_office_may_be_named_with_its_state_behind(known_as: str, publisher: str, author: bool) -> None:
    article = msgspec.structs.replace(article_of("We condemn it."), publisher=publisher, byline=None)
    assert [p.name for p in author_of(article, Named(known_as))] == ([publisher] if author else [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("speaker", "act", "basis", "asserted_by"),
    [
        (state("Turkey", "TUR"), "assert", "plain", None),
        (state("Spain", "ESP"), "assert", "alleged", "Spain"),  # one party's word on another's act of force
        (Participant(id="described-0", name="a nurse", kind="person"), "assert", "attributed", "a nurse"),
        (state("Spain", "ESP"), "accuse", "alleged", "Spain"),
    ],
)
def test_on_whose_word(speaker: Participant, act: str, basis: str, asserted_by: str | None) -> None:
    statement = said_by(speaker, "Turkey attacked Syria", act)
    (event,) = read("Turkey attacked Syria, Spain said.", statements=(statement,))
    assert (event.basis, event.asserted_by, event.statement) == (basis, asserted_by, statement.id)


def test_a_medium_is_credited() -> None:
    medium = Participant(id="daily", name="The Daily", kind="media")
    (event,) = read("Turkey attacked Syria, Spain said.", statements=(said_by(medium, "Turkey attacked Syria"),))
    assert event.reported_by == "The Daily"


@pytest.mark.parametrize(
    "text",
    [
        "The company met its targets.",
        "Inflation hit the markets.",
        "The minister attacked poverty.",
        "The bank charged the customers a fee.",
        "The earthquake killed ten people in Nepal.",
        "The team beat the French side in the final.",
        "The tourists visited the museum.",
        "A strike of luck saved the ship.",
        "The general refused to comment.",
        "The Danish minister returned to Denmark.",
        "The workers celebrated their victory.",
        "The mayor hung a banner on the town hall.",
    ],
)
def test_false_friends(text: str) -> None:
    assert read(text) == ()


def test_codes_are_written_beside_the_type() -> None:
    (event,) = read("Turkey attacked Syria on Tuesday.")
    assert (event.quad, event.cameo) == (4, "190")
    assert event.plover_score is not None
    assert event.plover_score < 0
    assert (event.counted_on, event.counted_from) == (event.when.earliest, "event")


def test_counted_on_publication_when_undated() -> None:
    published = date(2018, 6, 20)
    (event,) = read("Ghana and Togo signed a treaty.", published=published)
    assert (event.counted_on, event.counted_from) == (published, "publication")


def test_ids_are_those_of_triggers_and_stay() -> None:
    texts = ("Turkey attacked Syria on Tuesday.", "Ghana and Togo signed a treaty.", "Kenya condemned the attack.")
    first, second = read(*texts), read(*texts)
    assert first == second
    assert len({e.id for e in first}) == len(first)
    assert [e.trigger.start for e in first] == sorted(e.trigger.start for e in first)


@pytest.mark.parametrize("text", sorted(PARSED))
def test_text_is_a_clause_of_the_article(text: str) -> None:
    for event in read(text):
        words = len(event.text.split())
        assert words <= 60
        assert words >= min(4, len(text.split()) - 1)
        assert event.start <= event.trigger.start < event.trigger.end <= event.end
        assert event.why


def test_an_empty_article() -> None:
    empty = Article(id="a", source="test", text="", body_start=0)
    nothing = Reading(sentences=())
    assert find_events(empty, nothing, FakeEntities(nothing), (), reference=REFERENCE, frames=TABLE) == ()
