"""Denials of what somebody else in the article affirms."""

import pytest

from dragoman.checks.disputes import disputed_claims
from dragoman.records import Article, Event, Participant, Span, Statement, content_id

TEXT = (
    "Rwanda sent troops across the border into Goma, Congo said. "
    "Rwanda denied that its troops had crossed the border. "
    "Congo denied a rise in bread prices."
)
RWANDA = Participant(id="RWA", name="Rwanda", kind="state", party="RWA", country="RWA")
CONGO = Participant(id="COD", name="DR Congo", kind="state", party="COD", country="COD")
ARTICLE = Article(id="article-1", source="s", text=TEXT, body_start=0)


def event(kind: str, words: str, **fields: object) -> Event:
    start = TEXT.index(words)
    trigger = words.split()[1]
    at = TEXT.index(trigger, start)
    return Event(
        id=content_id("event", words),
        article="article-1",
        type=kind,  # type: ignore[arg-type]
        text=words,
        start=start,
        end=start + len(words),
        trigger=Span(start=at, end=at + len(trigger), text=trigger),
        status="occurred",
        **{"basis": "plain", **fields},  # type: ignore[arg-type]
    )


SENT = event("MOBILIZE", "Rwanda sent troops across the border into Goma", basis="alleged", actors=(RWANDA,))
DENIED = event("REJECT", "Rwanda denied that its troops had crossed the border", mode="deny", actors=(RWANDA,))
OTHER = event("REJECT", "Congo denied a rise in bread prices", mode="deny", actors=(CONGO,))


def test_a_denial_of_an_alleged_act_is_disputed() -> None:
    found = disputed_claims(ARTICLE, [SENT, DENIED], [])
    assert [f.text for f in found] == [DENIED.text]
    assert found[0].kind == "disputed-claim"
    assert SENT.text in found[0].message
    assert "accounts differ" in found[0].message


def test_a_denial_of_something_else_is_not() -> None:
    assert disputed_claims(ARTICLE, [SENT, OTHER], []) == ()


def test_a_denial_alone_is_not() -> None:
    assert disputed_claims(ARTICLE, [DENIED], []) == ()


def test_a_plain_act_of_another_party_is_not() -> None:
    plain = event("MOBILIZE", "Rwanda sent troops across the border into Goma", actors=(CONGO,))
    assert disputed_claims(ARTICLE, [plain, DENIED], []) == ()


STORY = "The harbour master said two Omani boats had rammed a dhow off Sur. Prices of fish rose. {} Nobody was hurt."
MASTER = Participant(id="master", name="harbour master", kind="person")
OMAN = Participant(id="OMN", name="Oman", kind="state", party="OMN", country="OMN")


def disputed(denial: str, *, by: Participant = OMAN, mode: str | None = "deny") -> list[str]:
    text = STORY.format(denial)
    article = Article(id="article-2", source="s", text=text, body_start=0)

    def at(words: str) -> dict[str, object]:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words), "article": "article-2"}

    said = Statement(
        id="statement-1", kind="indirect", stance="affirms", act="assert", speakers=(MASTER,),
        **at("two Omani boats had rammed a dhow off Sur"),  # type: ignore[arg-type]
    )  # fmt: skip
    clause = at(denial.rstrip("."))
    trigger = Span(start=clause["start"], end=clause["end"], text=denial.rstrip("."))  # type: ignore[arg-type]
    rejected = Event(
        id="event-1", type="REJECT", mode=mode, trigger=trigger, status="occurred", basis="plain", actors=(by,),
        **clause,  # type: ignore[arg-type]
    )  # fmt: skip
    return [finding.message for finding in disputed_claims(article, [rejected], [said])]


@pytest.mark.parametrize(
    "denial",
    [
        "Muscat denied it.",
        "Muscat flatly denied doing so.",
        "Muscat dismissed the claim as an invention.",
        "Muscat rejected that account.",
        "Muscat denied any part in it.",
        "Muscat denied that its boats had rammed the dhow.",
    ],
)
def test_a_denial_takes_up_what_was_said_before(denial: str) -> None:
    assert disputed(denial) == [
        "accounts differ: 'two Omani boats had rammed a dhow off Sur' is said on the other side"
    ]


@pytest.mark.parametrize(
    "denial",
    [
        "Muscat denied reports that it would leave the league.",
        "Muscat denied them visas.",
        "Muscat rejected a request for talks.",
        "Muscat denied the fishermen entry.",
        "Muscat rejected it.",
    ],
)
def test_what_is_refused_is_no_claim(denial: str) -> None:
    assert disputed(denial, mode=None) == []


def test_nobody_disputes_what_he_said_himself() -> None:
    assert disputed("The harbour master denied it.", by=MASTER) == []


def test_the_claim_just_before_goes_before_one_that_shares_a_name() -> None:
    text = "Harar accused Sur of spying for Aden. It blames Sur for the fire at the port. Sur denies any involvement."
    article = Article(id="article-3", source="s", text=text, body_start=0)
    sur = Participant(id="SUR", name="Sur", kind="state", party="SUR")

    def told(kind: str, words: str, **sides: object) -> Event:
        start = text.index(words)
        span = {"text": words, "start": start, "end": start + len(words)}
        return Event(
            id=words, article=article.id, type=kind, trigger=Span(**span), status="occurred", basis="plain",
            **span, **sides,  # type: ignore[arg-type]
        )  # fmt: skip

    spying = told("ACCUSE", "Harar accused Sur of spying for Aden", recipients=(sur,))
    fire = told("ACCUSE", "It blames Sur for the fire at the port", recipients=(sur,))
    denial = told("REJECT", "Sur denies any involvement", mode="deny", actors=(sur,))
    (found,) = disputed_claims(article, [spying, fire, denial], [])
    assert "'It blames Sur for the fire at the port'" in found.message
