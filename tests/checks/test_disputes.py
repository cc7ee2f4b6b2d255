"""Denials of what somebody else in the article affirms."""

from dragoman.checks.disputes import disputed_claims
from dragoman.records import Article, Event, Participant, Span, content_id

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
