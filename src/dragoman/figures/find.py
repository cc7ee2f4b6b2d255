"""From an article's parse to its figures, tied to its events. The stage's one entry."""

from collections.abc import Sequence
from typing import Literal

from dragoman.dates import TimeExpression, read_times
from dragoman.entities.nouns import ActorNouns
from dragoman.events.status import reading_of
from dragoman.events.timing import when_of
from dragoman.figures.counted import Counted, counted, is_money, is_time, worth_keeping
from dragoman.figures.losses import Loss, loss_of
from dragoman.figures.numerals import Numeral, numerals
from dragoman.figures.telling import Telling, settled
from dragoman.figures.words import listed
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Figure, FigureKind, Reading, Statement, Status

_YEARS = range(1800, 2100)
_IN_TIME = frozenset({"since", "in", "by", "until", "till", "from", "during", "before", "after"})
_THEM = frozenset({"them", "whom", "those"})
_PERSON_KINDS = frozenset({"person", "crowd", "armed_group"})
_PEOPLE = frozenset(
    "people person other member national citizen victim troop force personnel crew staff men women dissident exile"
    " candidate journalist reporter correspondent editor blogger columnist cameraman freelancer businessman"
    " businesswoman entrepreneur communist liberal democrat nationalist islamist leftist hardliner moderate"
    " monarchist contender".split()
)
_SINGLE = frozenset({"a", "an"})
Scope = Literal["whole", "part", "more"]
_SCOPES: dict[Scope, str] = {"part": "told as some of those counted before", "more": "told as more than those before"}
_WITHIN = frozenset({"conj", "nummod", "compound", "flat", "appos"})
_BEFORE = 3  # words between "including" and the number of the part


def find_figures(
    article: Article,
    reading: Reading,
    statements: Sequence[Statement],
    events: Sequence[Event],
    *,
    reference: PartialDate,
    nouns: ActorNouns,
) -> tuple[tuple[Figure, ...], tuple[Event, ...]]:
    """The figures an article gives, in order of text, and its events with the losses told of each.

    Args:
        article: what the spans quote.
        reading: its parse.
        statements: what was said in it; a figure told in one is its speaker's.
        events: what it tells; losses are tied to them.
        reference: when the article was written, as far as known.
        nouns: which nouns stand for people.
    """
    told: list[Telling] = []
    for number, sentence in enumerate(reading.sentences):
        if sentence.start < article.body_start or not sentence.tokens:
            continue
        found = numerals(sentence.tokens)
        tree = Tree(sentence, number)
        singles = _singles(tree, found)
        if not found and not singles:
            continue
        times = read_times(article.text, [(sentence.start, sentence.end)], reference=reference) if found else []
        scene = _Scene(article.text, tree, times, statements, nouns)
        told += sorted(scene.tellings([*found, *singles]), key=lambda t: t.figure.start)
    return settled(told, events, reading.sentences)


class _Scene:
    """A sentence with what figures are read from."""

    def __init__(
        self,
        text: str,
        tree: Tree,
        times: Sequence[TimeExpression],
        statements: Sequence[Statement],
        nouns: ActorNouns,
    ) -> None:
        self.text, self.tree, self.times, self.nouns = text, tree, times, nouns
        self.statements = [s for s in statements if s.start < tree.sentence.end and tree.sentence.start < s.end]

    def tellings(self, found: Sequence[Numeral]) -> list[Telling]:
        """What the numbers of the sentence tell."""
        told: list[Telling] = []
        before: tuple[int, Loss] | None = None  # where the words of the loss told last end
        for numeral in sorted(found, key=lambda n: n.core):
            what = counted(self.tree, numeral, self.text)
            loss = None if numeral.currency is not None or numeral.percent else self._loss(numeral, what, before)
            telling = self._telling(numeral, what, loss)
            if telling is not None:
                told.append(telling)
                before = None if loss is None else (max(what.last, numeral.end - 1, loss.beside or 0), loss)
        return told

    def _loss(self, numeral: Numeral, what: Counted, before: tuple[int, Loss] | None) -> Loss | None:
        """The loss that the number counts; joined to another number, that of the other.

        "9 monks had died, as well as 7 novices": whatever the parser hung the novices on. A part ("including
        two children") suffers what the whole does.
        """
        found = loss_of(self.tree, numeral, what, is_person=self._is_person)
        single = _is_single(self.tree, numeral)
        if found is not None or before is None or single or what.noun is None or not self._is_person(what.noun):
            return found
        last, loss = before
        if self._scope(numeral) == "part":
            why = f"{loss.kind}: it is part of the number before it, which is so"
            return Loss(kind=loss.kind, governor=loss.governor, why=why)
        between = range(last + 1, numeral.first)
        joined = any(self.tree[i].form == "and" or self.tree[i].form == "as" for i in between)
        plain = all(
            self.tree[i].form.lower() in listed("guards", "joiners") or self.tree[i].upos == "AUX" or i == loss.governor
            for i in between
        )
        head = self.tree.head(what.noun)
        acts = head is not None and head > what.noun and self.tree[what.noun].deprel == "nsubj"
        why = f"{loss.kind}: it is joined to the number before it, which is so"
        return Loss(kind=loss.kind, governor=loss.governor, why=why) if joined and plain and not acts else None

    def _telling(self, numeral: Numeral, what: Counted, loss: Loss | None) -> Telling | None:
        tree = self.tree
        if is_time(tree, what.noun) or self._dated(numeral):
            return None
        if _is_single(tree, numeral) and (loss is None or what.noun is None or not self._is_person(what.noun)):
            return None
        kind = loss.kind if loss else self._other_kind(numeral, what)
        if kind is None:
            return None
        governor = loss.governor if loss else self._governor(what.node)
        status = "occurred" if governor is None else self._status(governor, none=numeral.value == 0)
        reach = [
            numeral.first,
            numeral.end - 1,
            what.last,
            *([loss.beside] if loss and loss.beside is not None else []),
        ]
        first, last = min(reach), max(reach)
        start, end = tree[first].start, tree[last].end
        when = when_of(tree, governor, 0, len(tree) - 1, self.times)[0] if governor is not None else PartialDate()
        scope, said_by = self._scope(numeral), self._said_by(tree[numeral.core].start)
        figure = Figure(
            value=float(numeral.value),
            high=numeral.high,
            bound=numeral.bound,
            kind=kind,
            scope=scope,
            unit=what.unit,
            of=what.of,
            said_by=said_by,
            status=status,
            when=when,
            text=self.text[start:end],
            start=start,
            end=end,
            why=(
                loss.why if loss else self._why_counted(numeral, what, kind),
                *self._why_bound(numeral),
                *([_SCOPES[scope]] if scope in _SCOPES else []),
                *([f"it stands in what is told as the words of {said_by}"] if said_by else []),
                *(
                    [f"“{tree[governor].form}” is told as {status}"]
                    if governor is not None and status != "occurred"
                    else []
                ),
            ),
        )
        printed = self._printed(numeral.core, numeral.end)
        return Telling(figure=figure, sentence=tree.number, governor=governor, vague=printed if numeral.vague else None)

    def _printed(self, first: int, end: int) -> str:
        return self.text[self.tree[first].start : self.tree[end - 1].end]

    def _why_counted(self, numeral: Numeral, what: Counted, kind: FigureKind) -> str:
        """Why a number that counts no loss is one worth keeping."""
        noun = "" if what.noun is None else self.tree[what.noun].form
        if kind == "share":
            return f"share: “{self._printed(numeral.core, numeral.end)}”"
        if kind == "money":
            return f"money: “{numeral.currency or noun}”"
        return f"count: “{noun}”, more than one and not pointed back at"

    def _why_bound(self, numeral: Numeral) -> list[str]:
        """Which words make a number no exact one."""
        if numeral.vague:
            return [f"“{self._printed(numeral.core, numeral.end)}” is {numeral.value:,.0f} at the least"]
        return [f"{numeral.bound}: “{self._printed(numeral.first, numeral.end)}”"] if numeral.bound != "exact" else []

    def _other_kind(self, numeral: Numeral, what: Counted) -> FigureKind | None:
        if numeral.percent:
            return "share"
        if numeral.currency is not None or (numeral.value > 0 and is_money(self.tree, what.noun)):
            return "money"
        return "count" if worth_keeping(self.tree, numeral, what) and not self._speaks(what) else None

    def _speaks(self, what: Counted) -> bool:
        """ "Two officials said": who says so is no figure."""
        at = -1 if what.noun is None else self.tree[what.noun].start
        speakers = (who for said in self.statements for who in said.speakers)
        return any((who.start or 0) <= at < (who.end or 0) for who in speakers)

    def _scope(self, numeral: Numeral) -> Scope:
        """Whether the number is one of those counted before ("including two children") or on top of them."""
        if numeral.beyond:
            return "more"
        opening = self.tree[numeral.first - 1].form if numeral.first else ""
        before = {self.tree[i].form.lower() for i in range(max(0, numeral.first - _BEFORE), numeral.first)}
        after = [self.tree[i].form.lower() for i in range(numeral.end, min(len(self.tree), numeral.end + 3))]
        of_them = opening in {",", "–", "—", "-", "("} and after[:1] == ["of"] and bool(_THEM & set(after))
        among = "including" in before or bool(before & _THEM and before & {"among", "amongst", "of"})
        return "part" if among or of_them else "whole"

    def _dated(self, numeral: Numeral) -> bool:
        """Whether the number stands in a time: "10 April", "in 2016", "at 10pm"."""
        if _is_year(self.tree, numeral.core):
            return True
        start, end = self.tree[numeral.core].start, self.tree[numeral.end - 1].end
        return any(t.start < end and start < t.end for t in self.times if t.kind != "duration" or t.end > end)

    def _is_person(self, noun: int) -> bool:
        lemma = self.tree.lemma(noun)
        if lemma in _PEOPLE or self.tree[noun].form.lower() in _PEOPLE or self.tree[noun].upos == "PROPN":
            return True
        known = self.nouns.noun(self.tree[noun].form, lemma)
        return known is not None and (known.kind in _PERSON_KINDS)

    def _governor(self, node: int) -> int | None:
        """The verb that a count is an argument of; one that only says more of a noun ("the loan of $3bn") has none."""
        for head in self.tree.ancestors(node):
            if self.tree.relation(node) not in _WITHIN:
                return head if self.tree[head].upos in {"VERB", "AUX"} else None
            node = head
        return None

    def _status(self, governor: int, *, none: bool) -> Status:
        """Of the clause: negated, conditional or possible, still to come, or told as done; "nobody" negates nothing."""
        fact = reading_of(self.tree, governor, "noun" if self.tree[governor].upos == "NOUN" else "verb")
        if fact.polarity == "negative" and not none:
            return "denied"
        if fact.conditional or fact.modality in {"possible", "desired"}:
            return "hypothetical"
        return "planned" if fact.planned or fact.tense == "future" or fact.modality == "intended" else "occurred"

    def _said_by(self, offset: int) -> str | None:
        """The speakers of the narrowest statement around the number."""
        around = [s for s in self.statements if s.speakers and any(a <= offset < b for a, b in _parts(s))]
        said = min(around, key=lambda s: (s.end - s.start, s.start), default=None)
        return None if said is None else ", ".join(dict.fromkeys(who.name for who in said.speakers))


def _parts(statement: Statement) -> list[tuple[int, int]]:
    return [(statement.start, statement.end), *((span.start, span.end) for span in statement.citations)]


def _is_year(tree: Tree, token: int) -> bool:
    """Whether a bare number after a preposition of time is a year: "since 2011 more than 5,000 have died"."""
    form, case = tree[token].form, tree.child(token, "case")
    year = len(form) == len("2011") and form.isdigit() and int(form) in _YEARS
    return year and case is not None and tree.lemma(case) in _IN_TIME


def _is_single(tree: Tree, numeral: Numeral) -> bool:
    return numeral.end == numeral.core + 1 and tree[numeral.core].form.lower() in _SINGLE


def _singles(tree: Tree, found: Sequence[Numeral]) -> list[Numeral]:
    """ "A policeman" in "killing two soldiers and a policeman" counts one."""
    return [
        Numeral(first=i, core=i, end=i + 1, value=1)
        for i, token in enumerate(tree.tokens)
        if token.form.lower() in _SINGLE and token.deprel == "det" and not any(n.first <= i < n.end for n in found)
    ]
