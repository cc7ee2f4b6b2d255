"""Numbers of one happening that exclude each other: the dead, the injured, those held, troops, sums.

An article that gives a number another one gives too agrees with it, whatever parts it also counts; only two articles
whose numbers for the same people all exclude each other differ.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from dragoman.checks.tolls import is_vague, rival_pairs
from dragoman.codes.currencies import currency_of, one_currency
from dragoman.compare.accounts import (
    DIFFERENCES,
    Account,
    Difference,
    Disagreement,
    Matter,
    Telling,
    account,
    corrects,
    disagreement,
    is_later,
    parties_of,
)
from dragoman.compare.sentences import sentence_around
from dragoman.records import Event, Figure, Record

LOSSES = frozenset({"dead", "injured", "casualties", "arrested", "captured", "displaced", "missing"})
_NOT_REAL = frozenset({"denied", "hypothetical"})
_FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_ANYBODY = frozenset(
    "people person persons lives life deaths death bodies body victims victim casualties injuries other others "
    "arrests fatalities".split()
)
# Words that reports use of the same people: a soldier of one is a serviceman of the other.
LIKE_WORDS = {
    word: group
    for group, words in {
        "troops": "soldier soldiers serviceman servicemen servicemember servicemembers troop troops personnel men man "
        "force forces peacekeeper peacekeepers conscript conscripts recruit recruits guard guards guardsman guardsmen",
        "police": "policeman policemen police officer officers constable constables gendarme gendarmes",
        "protesters": "demonstrator demonstrators protester protesters protestor protestors marcher marchers",
        "fighters": "fighter fighters militant militants rebel rebels insurgent insurgents gunman gunmen extremist "
        "extremists terrorist terrorists guerrilla guerrillas jihadist jihadists",
        "civilians": "civilian civilians villager villagers resident residents inhabitant inhabitants local locals",
        "crew": "sailor sailors seaman seamen fisherman fishermen crewman crewmen crew seafarer seafarers mariner",
        "trucks": "truck trucks lorry lorries vehicle vehicles",
        "ships": "ship ships vessel vessels boat boats",
        "aircraft": "aircraft plane planes jet jets warplane warplanes",
        "prisoners": "prisoner prisoners captive captives detainee detainees pow pows",
    }.items()
    for word in words.split()
}
# Of how many people, nobody says: "a couple was held" beside "nine people were" is no other number of people.
_GROUPS = frozenset("couple couples pair pairs family families household households group groups team teams".split())
_TIME_OR_SIZE = frozenset(
    "second minute hour day week month year decade century time metre meter kilometre kilometer km mile foot feet "
    "percent degree point page round session side country nation leader minister state party article member".split()
)
_ANOTHER = re.compile(
    r"\b(another|separate(?:ly)?|elsewhere|other attack|earlier (?:attack|strike|raid|one)|"
    r"(?:second|third|fourth|fifth|latest) \w+(?: \w+){0,3} (?:this|since|in))\b",
    re.I,
)
# A total of years, not the loss of one deed: "79 have died since December 2013".
_TOTAL = re.compile(
    r"\b(since (?!then|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|this year|so far this|in total|"
    r"in (?:19|20)\d\d\b|(?:over|in) the (?:past|last) |decades?)",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(ris(?:en|es?|ing)|rose|climb(?:s|ed)|increas(?:es?|ed)|jump(?:s|ed)|now\b|updated?|new toll|later died|"
    r"succumbed|died of (?:their|his|her) (?:wounds|injuries)|up from)",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\b(initial|preliminary|first reports|early reports|early (?:toll|count)|so far|provisional)", re.I
)
_FAR = 20  # accounts of one count seldom differ more, but for the dead, whom a side may wish many or few
_ROUGHLY = 0.1  # "about 40" takes in 36 to 44, and no less than its last digit's half unit: 35 to 45
_ROUNDED = 0.05  # "$3 billion" takes in 2.85 to 3.15: sums and crowds are printed rounded
_ROUNDED_FROM = 1000
_DOZEN = 12.0


class Counted(Record, frozen=True, kw_only=True):
    """A number with the article that gives it and what it counts."""

    telling: Telling
    figure: Figure
    matter: Matter
    who: str  # of whom or what; "" where anybody is

    @property
    def account(self) -> Account:
        """The number, quoted."""
        by_id = {event.id: event for event in self.telling.coded.events}
        of = by_id.get(self.figure.event or "") or next(iter(self.telling.events), None)
        return account(self.telling.article, self.figure, value=written(self.figure), of=of)


def differing_amounts(subject: str, tellings: Sequence[Telling]) -> Iterator[Disagreement]:
    """One disagreement for each kind of number on which articles differ."""
    elsewhere = _told_elsewhere(tellings)
    counted = [number for telling in tellings for number in _numbers(telling, elsewhere)]
    for matter, who in sorted({(number.matter, number.who) for number in counted}):
        alike = [number for number in counted if (number.matter, number.who) == (matter, who)]
        alike += [number for number in counted if who and _whole_loss(number, matter, counted)]
        pairs = list(_differing(alike))
        if not pairs:
            continue
        kinds = {(difference_of(one, other)) for one, other in pairs}
        worst = max(kinds, key=lambda found: DIFFERENCES.index(found[0]))
        accounts = {number.account for pair in pairs for number in pair}
        involved = [t for t in tellings if t.article.id in {each.article for each in accounts}]
        named = (f"counting {who}",) if who else ()
        yield disagreement(subject, matter, worst[0], accounts, tellings=involved, why=(*named, worst[1]))


# --- which numbers belong to the happening ------------------------------------------------------------------


def _whole_loss(number: Counted, matter: Matter, counted: Sequence[Counted]) -> bool:
    """Whether it is the one number of a loss in its article, of whomever: "13 people" beside "nine policemen"."""
    if number.matter != matter or number.who or matter not in LOSSES:
        return False
    own = [n for n in counted if n.matter == matter and n.telling.article.id == number.telling.article.id]
    return len(own) == 1


def _told_elsewhere(tellings: Sequence[Telling]) -> frozenset[str]:
    """Other happenings that two of the articles tell: what is counted of them is compared there."""
    articles: dict[str, set[str]] = {}
    for telling in tellings:
        own = {event.happening for event in telling.events}
        for event in telling.coded.events:
            if event.happening and event.happening not in own:
                articles.setdefault(event.happening, set()).add(telling.article.id)
    return frozenset(happening for happening, told_in in articles.items() if len(told_in) > 1)


def _numbers(telling: Telling, elsewhere: frozenset[str]) -> Iterator[Counted]:
    spans = [(s.start, s.end) for event in telling.events for s in event.citations]
    spans += [(event.start, event.end) for event in telling.events]
    sentences = [sentence_around(telling.article, start, end) for start, end in spans]
    for figure in telling.coded.figures:
        matter = matter_of(figure)
        if matter is None or not amount_kind(figure):
            continue
        inside = any(s.start <= figure.start and figure.end <= s.end for s in sentences)
        owner = next((e for e in telling.coded.events if e.id == figure.event), None)
        if owner is not None and owner.happening in elsewhere:
            continue
        if _belongs(telling, figure, inside=inside):
            yield Counted(telling=telling, figure=figure, matter=matter, who=who_of(figure))


def amount_kind(figure: Figure) -> bool:
    """Whether a number is a whole one of something that is told as real."""
    of_groups = figure.kind in LOSSES and _last(figure.unit) in _GROUPS
    return figure.scope == "whole" and figure.status not in _NOT_REAL and not of_groups


def matter_of(figure: Figure) -> Matter | None:
    """What a number is of; None: of nothing that reports are compared on."""
    if figure.kind in LOSSES:
        return figure.kind  # type: ignore[return-value]
    if figure.kind == "money":
        return "money"
    if figure.kind != "count" or not figure.unit:
        return None
    if who_of(figure) == "troops":
        return "troops"
    return None if not who_of(figure) or _singular(_last(figure.unit)) in _TIME_OR_SIZE else "count"


def _belongs(telling: Telling, figure: Figure, *, inside: bool) -> bool:
    """Whether a number is one of the happening's: linked to it, in its sentence, or a loss of the same deed."""
    told = {event.id for event in telling.events}
    if figure.event in told:
        return True
    others = {event.id: event for event in telling.coded.events}
    owner = others.get(figure.event or "")
    if owner is not None and owner.part_of in told:
        return True
    if figure.when and any(e.when and not e.when.overlaps(figure.when) for e in telling.events):
        return False
    if inside and (owner is None or owner.status == telling.events[0].status):
        return True
    if figure.kind not in LOSSES or not any(event.type in _FORCE for event in telling.events):
        return False
    if all(_ANOTHER.search(sentence_around(telling.article, e.start, e.end).text) for e in telling.events):
        return False  # the deed is told beside another, which the article may be about
    around = sentence_around(telling.article, figure.start, figure.end)
    if _ANOTHER.search(around.text) or _TOTAL.search(around.text):
        return False
    return any(_one_deed(event, owner, telling) for event in telling.events)


def _one_deed(event: Event, owner: Event | None, telling: Telling) -> bool:
    """Whether a loss told elsewhere in the article can be of this deed: nothing in its own event speaks against it."""
    if owner is None:  # no event is coded for it: it is of the only deed of force the article tells
        deeds = {(e.happening or e.id) for e in telling.coded.events if e.type in _FORCE and e.status == "occurred"}
        return event.type in _FORCE and len(deeds - {e.happening or e.id for e in telling.events}) == 0
    if owner.type != event.type or (owner.status == "background") != (event.status == "background"):
        return False
    if owner.when and event.when and not owner.when.overlaps(event.when):
        return False
    sides = (event.actors, owner.actors), (event.recipients, owner.recipients)
    against = any(parties_of(a) and parties_of(b) and not parties_of(a) & parties_of(b) for a, b in sides)
    apart = event.place and owner.place and event.place.name != owner.place.name
    return not against and not apart


def who_of(figure: Figure) -> str:
    """Whom or what a number counts, in one word; "" where anybody is. Of money its unit: "dollar" of "US$"."""
    if figure.kind == "money":
        known = currency_of(figure.unit)
        return known.family if known else (figure.unit or "").casefold()
    word = _last(figure.unit)
    if word in _ANYBODY:
        return ""
    return LIKE_WORDS.get(word) or _singular(word)


def _last(unit: str | None) -> str:
    return unit.split()[-1].lower() if unit and unit.split() else ""


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


# --- which of them differ, and how --------------------------------------------------------------------------


def _differing(alike: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pairs of numbers that exclude each other, of two articles that agree on none, or of one that says so itself."""
    by_article: dict[str, list[Counted]] = {}
    for number in alike:
        by_article.setdefault(number.telling.article.id, []).append(number)
    for one, other in combinations(sorted(by_article), 2):
        if not by_article[one][0].telling.can_differ(by_article[other][0].telling):
            continue
        pairs = [p for p in product(by_article[one], by_article[other]) if one_unit(p[0].figure, p[1].figure)]
        if pairs and not any(can_agree(a.figure, b.figure) for a, b in pairs):
            # Of several numbers the largest is the whole toll, the others what it is made of.
            yield max((a for a, _ in pairs), key=_size), max((b for _, b in pairs), key=_size)
    for numbers in by_article.values():
        telling = numbers[0].telling
        figures = {id(number.figure): number for number in numbers}
        for first, second in rival_pairs(telling.article, telling.coded.figures, telling.coded.events):
            if id(first) in figures and id(second) in figures:
                yield figures[id(first)], figures[id(second)]


def _size(number: Counted) -> tuple[float, int]:
    return number.figure.value, -number.figure.start


def can_agree(one: Figure, other: Figure) -> bool:
    """Whether two numbers leave room for each other."""
    if not one_unit(one, other):
        return True  # two currencies: the rate is not known here
    if one.kind not in LOSSES and max(one.value, other.value) > _FAR * max(min(one.value, other.value), 1):
        return True  # three men of a patrol, and ten thousand of the force: they count other things
    (a, b), (c, d) = _room(one), _room(other)
    return max(a, c) <= min(b, d)


def one_unit(one: Figure, other: Figure) -> bool:
    """Whether two numbers can be compared: sums are, in one currency."""
    return "money" not in {one.kind, other.kind} or one_currency(one.unit, other.unit)


def _room(figure: Figure) -> tuple[float, float]:
    """The least and most a number can mean as newspapers write them."""
    value, top = figure.value, figure.high or figure.value
    step = _step(value)
    if is_vague(figure):
        return value, value * 10
    if "dozen" in figure.text.lower():
        step = _DOZEN
    if figure.bound == "at least":  # "more than 30" is said of 34, not of 58; "at least 12" is a count so far
        return value, value + (step if step > 1 else 0)
    if figure.bound == "at most":
        return value / 2, top
    if figure.bound == "about":
        slack = max(value * _ROUGHLY, step / 2)
        return value - slack, top + slack
    slack = min(step / 2, value * _ROUNDED) if value >= _ROUNDED_FROM else 0
    return value - slack, top + slack


def _step(value: float) -> float:
    """The unit of the last digit that is not 0: 10 of 30, 100 of 1,300, 1 of 12."""
    if value <= 0 or value != int(value):
        return 0
    digits = str(int(value))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def difference_of(one: Counted, other: Counted) -> tuple[Difference, str]:
    """How two numbers differ, and why it is taken so."""
    first, second = _by_day(one, other)
    a, b = first.account, second.account
    opposed = _opposed(first, second)
    if corrects(b, a) and a.published and b.published:
        return "update", "the later account corrects the earlier"
    risen = bool(_RISEN.search(b.sentence.text)) and second.figure.value > first.figure.value
    if risen and not opposed:
        return "update", "the later account says that it has risen"
    newer = is_later(b, a) and second.figure.value > first.figure.value
    same_source = bool(a.publisher and a.publisher == b.publisher) or bool(a.said_by and a.said_by == b.said_by)
    if newer and not opposed and (same_source or not any(_guessed(number.figure) for number in (first, second))):
        return "update", "published later and higher"
    if opposed:
        return "conflict", "counted by two sides"
    if any(_estimated(number) for number in (first, second)):
        return "spread", "an estimate"
    counted = first.matter != "money"  # a sum is agreed or paid, not counted
    if counted and a.said_by and b.said_by and a.said_by.casefold() != b.said_by.casefold():
        return "spread", "counted by two sources"
    return "conflict", "two numbers without room for each other"


def _by_day(one: Counted, other: Counted) -> tuple[Counted, Counted]:
    a, b = one.account, other.account
    if is_later(a, b):
        return other, one
    if is_later(b, a):
        return one, other
    ordered = sorted((one, other), key=lambda n: (bool(_RISEN.search(n.account.sentence.text)), n.figure.value))
    return ordered[0], ordered[1]


def _guessed(figure: Figure) -> bool:
    """Whether a number is an estimate: another one need not be newer to be another. "At least" is a count so far."""
    return figure.bound in {"about", "at most"} or figure.high is not None or is_vague(figure)


def _estimated(number: Counted) -> bool:
    figure = number.figure
    early = _EARLY.search(number.account.sentence.text)
    return _guessed(figure) or figure.bound != "exact" or bool(early)


def _opposed(one: Counted, other: Counted) -> bool:
    """Whether the two were counted by parties that face each other in the happening."""
    counters = [_counter(number) for number in (one, other)]
    if not all(counters) or counters[0] & counters[1]:
        return False
    events = (*one.telling.events, *other.telling.events)
    sides = parties_of(who for event in events for who in (*event.actors, *event.recipients))
    return bool(counters[0] & sides) and bool(counters[1] & sides)


def _counter(number: Counted) -> frozenset[str]:
    """The parties of who gives the number."""
    figure = number.figure
    if figure.said_by is None:
        return frozenset()
    speakers = [
        who
        for statement in number.telling.coded.statements
        if statement.start <= figure.start and figure.end <= statement.end
        for who in statement.speakers
    ]
    return parties_of(speakers)


def written(figure: Figure) -> str:
    """A number as it is shown: "about 40 people"."""

    def plain(value: float) -> str:
        return f"{int(value):,}" if value == math.floor(value) else f"{value:,}"

    number = plain(figure.value) + (f" to {plain(figure.high)}" if figure.high is not None else "")
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{number}{unit}" if figure.bound == "exact" else f"{figure.bound} {number}{unit}"
