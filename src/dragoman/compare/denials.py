"""A claim and its denial: what one says was done, and another says was not, in one article or across articles.

A denial is a REJECT event of mode ``deny``, a statement whose stance is ``denies``, or an event told as denied. Its
claim is an act of the denying party, or an accusation of it, that somebody else tells; both must share words enough.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from dragoman.compare.accounts import Account, Disagreement, Matter, Telling, account, disagreement, parties_of
from dragoman.compare.wording import negated
from dragoman.compare.words import forms, hashed, number_of, party_words, weight
from dragoman.records import CodedArticle, Event, Participant, Record, Statement

WINDOW_DAYS = 30  # a denial is printed within days of the claim; a month takes in what is taken up again
# Shared words, by weight: a common word counts less than a rare one. With the type of act the same, one word is enough.
RARE = weight([number_of("\x00")])  # what a word counts that few reports have
LEAST_SHARED = 1.5 * RARE
LEAST_SHARED_SAME_ACT = 0.5 * RARE
# What is said and what is denied are one claim when they share so much of the shorter, and two words at the least: the
# matter is told in a handful of words, and who denies takes up those of the claim.
SAME_CLAIM, LEAST_WORDS = 0.6, 2
_CLAIMING = frozenset({"assert", "accuse", "assess"})
_CUE_OF_DENIAL = re.compile(r"den(?:y|ie)|reject|dismiss|refut|disput", re.IGNORECASE)
# "Ruritania denied this" follows the charge in its sentence, in the next, or after one that says more of the charge.
CHARGE_SENTENCES = 2
_BARE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing))\s+(?:\w+ly\s+)?"
    r"(?:(?:this|that|it|them|such|both)\b|(?:the|these|those|any|all|its|his|her|such)?\s*(?:\w+\s+)?"
    r"(?:charges?|allegations?|accusations?|claims?|reports?|involvement|responsibility|role|wrongdoing)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s")
_TOLD = frozenset({"occurred", "background"})
# Words of denying itself: they stand in every denial and tell nothing of what is denied.
_DENYING = frozenset(
    number_of(word)
    for word in forms(
        "deny denies denied denial reject rejects rejected rejection dismiss dismissed refute refuted baseless false "
        "allegation allegations claim claims claimed accusation accuse accused report reports reported untrue "
        "unfounded fabricated alleged allegedly statement official officials ministry minister government spokesman "
        "spokesperson spokeswoman president foreign defence defense"
    )
)


class Denial(Record, frozen=True, kw_only=True):
    """What one article says somebody denies."""

    coded: CodedArticle
    item: Event | Statement  # the widest that tells it: its words are quoted
    denied: tuple[Event, ...]  # what is coded of the content itself
    deniers: frozenset[str]  # parties, or names of who acts for none
    words: frozenset[int]

    @property
    def account(self) -> Account:
        """The denial, quoted."""
        said = account(self.coded.article, self.item, value="denied")
        if isinstance(self.item, Event):
            by = ", ".join(who.name for who in self.item.actors) or self.item.reported_by
            return Account(**{name: getattr(said, name) for name in said.__struct_fields__} | {"said_by": by or None})
        return said


def denials_in(coded: CodedArticle) -> tuple[Denial, ...]:
    """The denials of an article; what overlaps is one."""
    found: list[Denial] = []
    told: tuple[Event | Statement, ...] = (*coded.events, *coded.statements)
    items = [item for item in told if _denies(item)]
    for item in sorted(items, key=lambda i: (i.start - i.end, i.start, i.id)):
        if any(_overlap(item, denial.item) for denial in found):
            continue
        within = [other for other in items if _overlap(item, other)]
        deniers = _identities(who for other in within for who in _denying_side(other))
        denied = tuple(e for e in coded.events if e.status == "denied" and _overlap(item, e))
        if not deniers:
            continue
        words = _telling(" ".join(other.text for other in within)) - _DENYING
        bare = weight(words) < LEAST_SHARED or _BARE.search(item.text)
        charge = _charge_before(coded, item, deniers) if bare and not denied else None
        if charge is not None:
            denied, words = (charge,), words | _telling(charge.text)
        found.append(Denial(coded=coded, item=item, denied=denied, deniers=deniers, words=words))
    return tuple(sorted(found, key=lambda d: d.item.start))


def deny(denial: Denial, told: CodedArticle) -> Event | None:
    """The event of an article that a denial answers best; None: it answers none.

    Depends on the two articles alone, so that it is the same whatever else the record holds.
    """
    if not _near_in_time(denial.coded, told):
        return None
    scored = [(score, -event.start, event) for event in told.events if (score := _answers(denial, event, told)) > 0]
    return max(scored, key=lambda s: (s[0], s[1], s[2].id))[2] if scored else None


def deny_said(denial: Denial, told: CodedArticle) -> Statement | None:
    """What somebody of another party says in an article that a denial answers best; None: it answers nothing said.

    "The president said that the treaty was dead", "the minister denied that the treaty was dead". Where the denial
    answers an event of the article, that shows it.
    """
    if not _near_in_time(denial.coded, told) or deny(denial, told) is not None:
        return None
    scored = [(score, -said.start, said) for said in told.statements if (score := _answers_said(denial, said)) > 0]
    return max(scored, key=lambda s: (s[0], s[1], s[2].id))[2] if scored else None


def claim_words(said: Statement) -> frozenset[int]:
    """The telling words of what somebody says to be so; none where it is no claim."""
    if said.stance != "affirms" or said.act not in _CLAIMING or not parties_of(said.speakers):
        return frozenset()
    return _of_the_matter(_telling(said.text))


def denied_words(denial: Denial) -> frozenset[int]:
    """The words by which a claim is the one that is denied."""
    return _of_the_matter(denial.words)


def key_words(denial: Denial) -> tuple[str, ...]:
    """The rarest words of a denial's own: a claim without them is another, so that it is looked for by them."""
    known = denied_words(denial)
    words = {word for word in forms(denial.item.text) if number_of(word) in known and not word[0].isdigit()}
    return tuple(sorted(words, key=lambda word: (-weight([number_of(word)]), word))[:LEAST_WORDS])


def differing_statement(
    subject: str, said: Statement, told: CodedArticle, denials: Iterable[Denial]
) -> Disagreement | None:
    """What one party says and others deny; None: nobody does."""
    answers = [denial for denial in denials if deny_said(denial, told) == said]
    if not answers:
        return None
    accounts = dict.fromkeys([account(told.article, said, value="said"), *(denial.account for denial in answers)])
    involved = [Telling(coded=coded, events=()) for coded in (told, *(denial.coded for denial in answers))]
    parties = {*parties_of(said.speakers), *(party for d in answers for party in parties_of(_denying_side(d.item)))}
    return disagreement(
        subject, "claim", "conflict", list(accounts), tellings=involved, parties=tuple(sorted(parties)),
        why=("one says it, one denies it",),
    )  # fmt: skip


def _answers_said(denial: Denial, said: Statement) -> float:
    """How well a statement fits as what is denied: the weight of the words of the matter that both have."""
    words = claim_words(said)
    if not words or denial.deniers & _identities(said.speakers) or negated(said.text) != _denies_a_no(denial.item):
        return 0.0
    denied, key = denied_words(denial), {number_of(word) for word in key_words(denial)}
    if len(key) < LEAST_WORDS or not key <= words:
        return 0.0
    shared = weight(words & denied)
    return shared if shared >= max(RARE, SAME_CLAIM * min(weight(words), weight(denied))) else 0.0


def _denies_a_no(item: Event | Statement) -> bool:
    """Whether what is denied is itself that something is not so; the "not" of the denial is none."""
    if isinstance(item, Statement):
        by_cue = item.cue is not None and bool(_CUE_OF_DENIAL.search(item.cue.text))
        return by_cue and negated(item.text)
    return item.status != "denied" and negated(item.text)


def _of_the_matter(words: frozenset[int]) -> frozenset[int]:
    """Without words of denying and of the parties' names, which every line of a dispute has."""
    return words - _DENYING - frozenset(map(number_of, party_words()))


def differing_claims(
    subject: str, tellings: Sequence[Telling], denials: Iterable[Denial], *, happening: bool
) -> Iterator[Disagreement]:
    """At most one disagreement: those who tell the happening, and those who deny it.

    Args:
        subject: what the tellings are of.
        tellings: the articles that tell it.
        denials: denials that may be of it.
        happening: whether it was told of by name as a happening; else it is one article's claim.
    """
    claims: dict[Account, None] = {}
    denied: dict[Account, None] = {}
    about: set[str] = set()
    for denial in denials:
        for telling in tellings:
            event = deny(denial, telling.coded)
            if event is not None and event.id in {told.id for told in telling.events}:
                claims[account(telling.article, event, value="told")] = None
                denied[denial.account] = None
                about.add(event.type)
    if claims:
        matter: Matter = "claim" if about <= {"ACCUSE"} and not happening else "happened"
        yield disagreement(
            subject, matter, "conflict", [*claims, *denied], tellings=tellings, why=("one tells it, one denies it",)
        )


def _charge_before(coded: CodedArticle, item: Event | Statement, deniers: frozenset[str]) -> Event | None:
    """What a bare denial ("Ruritania denied this") is of: the charge against the denier in the sentence before."""
    before = [
        event
        for event in coded.events
        if event.end <= item.start and event.status in _TOLD and event.type != "REJECT" and deniers & _answerable(event)
    ]
    nearest = max(before, key=lambda event: (event.end, -event.start, event.id), default=None)
    if nearest is None:
        return None
    between = coded.article.text[nearest.end : item.start]
    return nearest if len(_SENTENCE_END.findall(between)) <= CHARGE_SENTENCES else None


def _denies(item: Event | Statement) -> bool:
    if isinstance(item, Statement):
        return item.stance == "denies"
    return item.status == "denied" or (item.type == "REJECT" and item.mode == "deny" and item.status in _TOLD)


def _denying_side(item: Event | Statement) -> tuple[Participant, ...]:
    if isinstance(item, Statement):
        return item.speakers
    return item.actors if item.type == "REJECT" else ()


def _overlap(one: Event | Statement, other: Event | Statement) -> bool:
    return one.start < other.end and other.start < one.end


def _near_in_time(denial: CodedArticle, told: CodedArticle) -> bool:
    a, b = denial.article.published_window, told.article.published_window
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return denial.article.id == told.article.id
    room = timedelta(days=WINDOW_DAYS)
    return a.earliest - room <= b.latest and b.earliest <= a.latest + room


def _answers(denial: Denial, event: Event, told: CodedArticle) -> float:
    """How well an event fits as what is denied: the weight of shared words; 0 where it cannot be."""
    if event.status not in _TOLD or event.type == "REJECT":
        return 0.0
    if told.article.id == denial.coded.article.id and _overlap(denial.item, event):
        return 0.0
    if not denial.deniers & _answerable(event) or _says_so_itself(denial, event):
        return 0.0
    dated = [d.when for d in denial.denied if d.when]
    if event.when and dated and not any(when.overlaps(event.when) for when in dated):
        return 0.0
    told_words = _telling(event.text)
    shared = (denial.words & told_words) - _named_words(event)
    same_act = any(d.type == event.type and _sides_agree(d, event) for d in denial.denied)
    if not same_act and not shared & _telling(event.trigger.text):
        shared -= _capitalised(event.text)
    least = LEAST_SHARED_SAME_ACT if same_act else LEAST_SHARED
    score = weight(shared)
    return score + (RARE if same_act else 0.0) if score >= least else 0.0


def _answerable(event: Event) -> frozenset[str]:
    """Who has something to deny: those who did it; of an accusation, the accused; of a deal or meeting, all."""
    if event.type == "ACCUSE":
        return _identities(event.recipients)
    if event.type in {"CONSULT", "AGREE", "COOPERATE", "CONCEDE"}:
        return _identities((*event.actors, *event.recipients))
    return _identities((*event.actors, *event.recipients)) if event.type == "ASSAULT" else _identities(event.actors)


def _says_so_itself(denial: Denial, event: Event) -> bool:
    """Whether the claim is the denying party's own: nobody denies what he says."""
    return event.type == "ACCUSE" and bool(denial.deniers & _identities(event.actors))


def _sides_agree(one: Event, other: Event) -> bool:
    pairs = ((one.actors, other.actors), (one.recipients, other.recipients))
    return all(not (parties_of(a) and parties_of(b)) or parties_of(a) & parties_of(b) for a, b in pairs)


def _named_words(event: Event) -> frozenset[int]:
    """Words of the parties' names: both sides of a dispute name them whatever it is about."""
    return _telling(" ".join(who.name for who in (*event.actors, *event.recipients) if who.party))


def _telling(text: str) -> frozenset[int]:
    return frozenset(hashed(forms(text)))


def _capitalised(text: str) -> frozenset[int]:
    """Names: two reports of one region share them whatever they tell."""
    return _telling(" ".join(word for word in text.split() if word[:1].isupper()))


def _identities(people: Iterable[Participant]) -> frozenset[str]:
    return frozenset(who.party or who.id for who in people)
