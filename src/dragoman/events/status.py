"""Whether an event happened, when against the article's date, and on whose word."""

from datetime import date

from msgspec.structs import replace

from dragoman.events import recency
from dragoman.events.frames import Frame
from dragoman.events.grammar import carrier, prepositions
from dragoman.events.scene import Scene
from dragoman.events.undone import AHEAD, CALLED_OFF, WHETHER, called_off, lies_ahead, open_whether
from dragoman.language.factuality import Factuality, factuality
from dragoman.language.tree import Tree, once
from dragoman.partial_date import PartialDate
from dragoman.records import Act, Basis, Participant, Record, Statement, Status

# The coding guide: the news itself reaches back about two weeks before publication.
RECENT_DAYS = 14
_MANY = frozenset("many several numerous various repeated countless two three four number".split())
# Stretches of time that lie behind, or go on over, the news of a day.
_ERAS = frozenset(
    "war conflict crisis era decade century reign tenure presidency rule campaign primary election dictatorship"
    " uprising revolution insurgency occupation pandemic regime year month past".split()
)
# Stretches of time longer than the news reaches back.
_LONG = frozenset({"month", "year", "decade", "century", "generation"})
_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "fall"})
_TIME_PHRASE = 3  # words on either side of the head of a phrase of time
_PUNISHED_WITHIN = 4  # words up the tree from what somebody did to the verb that punishes him
IN_PASSING = "mentioned in passing"
ANNOUNCED, BY_FRAME, HEDGED = "announced, not begun", "the frame's own status", "hedged"
# Acts that charge whoever did them; of these, acts of force, which an opponent's word alone does not establish.
CONFLICT = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
FORCE = frozenset({"MOBILIZE", "COERCE", "ASSAULT"})
_CHARGE_VERBS = frozenset("claim allege accuse charge suspect contend insinuate accusation allegation claim".split())
_PENALTIES = frozenset(
    "sanction designate punish penalize penalise indict blame criticize criticise denounce fault fine blacklist rebuke"
    " designation penalty indictment".split()
)
_CHARGES = ("alleg", "claim", "accus", "charg", "suspect")
_HEDGES = frozenset(
    "reportedly allegedly apparently purportedly supposedly presumably suspected alleged purported presumed possibly"
    " ostensibly rumoured rumored".split()
)
# Passive or raising verbs that make what follows hearsay: "is said to", "was believed to".
_HEARSAY = frozenset("say believe think report suspect allege presume rumour rumor claim understand".split())
_RECALLED = frozenset(
    "previously formerly earlier once ago historically long originally repeatedly periodically subsequently"
    " initially first".split()
)


class Setting(Record, frozen=True, kw_only=True):
    """Where in which article a telling stands."""

    reference: PartialDate  # when the article was written
    depth: float  # how far into the body, from 0 to 1
    signed: bool  # a release, in which the author says "we"
    carried: bool  # a noun that a verb carries
    history: recency.History = recency.History()  # what stands before the sentence
    reported: bool = False  # what somebody says: "had" is there the tense of the report
    act: Act | None = None  # what the reader takes the word for; None: for no trigger


@once
def reading_of(tree: Tree, token: int, kind: str) -> Factuality:
    """Factuality of the trigger; of a noun that of the verb that carries it."""
    node = token
    if kind == "noun":
        carried = carrier(tree, token)
        node = carried[0] if carried and not _taken_as_past(tree, token) else token
    fact = factuality(tree.sentence, node)
    head = tree.head(node)
    if tree[node].deprel == "acl" and head is not None and _there_is_none(tree, head):
        return replace(fact, polarity="negative", planned=False)
    if fact.infinitive and tree[node].deprel == "advcl" and head is not None and tree.is_verb(head):
        return factuality(tree.sentence, head)  # "will travel to Oman to meet the sultan": both are planned
    if tree[node].deprel == "xcomp" and head is not None and tree.lemma(head) == "able":
        ability = factuality(tree.sentence, head)
        been = any(tree[c].form.lower() == "been" for c in tree.children(head, "cop"))
        return ability if been or ability.tense == "past" else fact  # "has been able to send": has sent
    return fact


def _taken_as_past(tree: Tree, noun: int) -> bool:
    """ "Will reopen its embassy after talks in Oman": the talks were held, whatever becomes of the embassy."""
    return bool({"after", "following", "since"} & set(prepositions(tree, noun)))


def _there_is_none(tree: Tree, noun: int) -> bool:
    """ "No commitment to release", "no plans to attack"."""
    return any(tree[c].form.lower() == "no" for c in tree.children(noun, "det"))


def status_of(
    tree: Tree, token: int, frame: Frame, *, fact: Factuality, when: PartialDate, setting: Setting
) -> tuple[Status, str]:
    """The status and the rule that gave it."""
    if frame.status is not None:
        return frame.status, BY_FRAME
    reference = setting.reference
    if called_off(tree, token, frame):
        return "denied", CALLED_OFF
    if fact.polarity == "negative" and (frame.kind != "noun" or setting.carried):
        return "denied", "negated"
    if _long_before(tree, token):
        return "background", "months or years before what is told"
    if frame.type in _SPOKEN and _wished_politely(tree, token):
        return "occurred", "said by wishing to say it"
    if open_whether(tree, token, frame.kind):
        return "hypothetical", WHETHER
    if fact.conditional or fact.modality in {"possible", "desired"}:
        return "hypothetical", "conditional or possible"
    if frame.kind == "noun" and lies_ahead(tree, token) and not _past_with_it(tree, token, when, setting):
        return "planned", AHEAD
    if frame.kind == "noun" and not setting.carried:
        return _of_bare_noun(tree, token, frame, fact=fact, when=when, setting=setting)
    if _decided(tree, token):
        return "occurred", "decided"
    if fact.planned or fact.tense == "future" or fact.modality == "intended" or _looked_forward_to(tree, token):
        return "planned", "future"
    if frame.type in _ANNOUNCED and _is_announced(tree, token):
        return "planned", ANNOUNCED
    if after(when, reference) and not (fact.tense == "past" or fact.perfect):
        return "planned", "its date lies after publication"
    if before(when, reference) or _in_a_month_gone(when, reference):
        return "background", "its date lies before the news"
    if _long_gone(tree, token):
        return "background", "months or years ago"
    if not setting.reported and _in_the_past_perfect(tree, token, fact):
        if _lately(when, reference):
            return "occurred", "past perfect, on a day of the news"
        return "background", "past perfect, or since a time"
    return _by_traits(tree, token, frame, fact=fact, when=when, setting=setting)


def _past_with_it(tree: Tree, token: int, when: PartialDate, setting: Setting) -> bool:
    """Whether what lay ahead lies behind by now: "ahead of the 2003 war", "had met ahead of the talks"."""
    reference = setting.reference
    if before(when, reference) or _in_a_month_gone(when, reference) or tree.lemma(token) in _ERAS:
        return True
    above = next((i for i in tree.ancestors(token) if tree.is_verb(i)), None)
    if above is None:
        return False
    fact = factuality(tree.sentence, above)
    had = not setting.reported and _in_the_past_perfect(tree, above, fact)
    return had or _long_gone(tree, above) or _of_an_era(tree, above)


def _lately(when: PartialDate, reference: PartialDate) -> bool:
    """Whether a day within the news is named: "had crossed the border on Saturday" is news told late."""
    return when.is_day and reference.is_day and not before(when, reference) and not after(when, reference)


def _in_a_month_gone(when: PartialDate, reference: PartialDate) -> bool:
    """ "In May", "last month": no news has so loose a date. Of 39 such events in the coded articles 36 are recalled."""
    over = when.latest is not None and reference.earliest is not None and when.latest < reference.earliest
    return over and when.precision in {"month", "year"}


def _long_gone(tree: Tree, token: int) -> bool:
    """ "Three months ago", "last year": longer ago than the news reaches, on whatever day it is told."""
    for child in tree.children(token, "obl", "advmod", "nmod"):
        near = [i for i in tree.subtree(child) if abs(i - child) <= _TIME_PHRASE]
        words = {tree[i].form.lower() for i in near}
        if words & {"ago", "last"} and any(tree.lemma(i) in _LONG | _SEASONS for i in near):
            return True
    return False


def _long_before(tree: Tree, token: int) -> bool:
    """ "Nine months after the tests", "years after it invaded": longer ago than the news reaches."""
    after_it = (c for c in tree.children(token, "case", "mark") if tree[c].form.lower() in {"after", "since"})
    return any(c and tree.lemma(c - 1) in _LONG and tree[c - 1].deprel not in {"nsubj", "obj"} for c in after_it)


def _in_the_past_perfect(tree: Tree, token: int, fact: Factuality) -> bool:
    """ "Had arrested" outside reports of speech, and "has fought since 2004"."""
    had = any(tree[c].form.lower() in {"had", "'d", "’d"} for c in tree.children(token, "aux"))
    return had or (fact.perfect and any(tree[i].form.lower() == "since" for i in tree.subtree(token)))


def _by_traits(
    tree: Tree, token: int, frame: Frame, *, fact: Factuality, when: PartialDate, setting: Setting
) -> tuple[Status, str]:
    """News or background, by the weighed traits of the telling."""
    behind, rule = recency.is_recalled(traits_of(tree, token, frame, fact=fact, when=when, setting=setting))
    return ("background" if behind else "occurred"), rule


def traits_of(
    tree: Tree, token: int, frame: Frame, *, fact: Factuality, when: PartialDate, setting: Setting
) -> frozenset[str]:
    """The traits of a telling by which news is told from what is recalled."""
    told = recency.Telling(
        frame=frame,
        fact=fact,
        when=when,
        old=before(when, setting.reference),
        recalled=recalled(tree, token, fact, reported=setting.reported),
        carried=setting.carried,
        signed=setting.signed,
        reported=setting.reported,
        dated_article=setting.reference.is_day,
        depth=setting.depth,
        history=setting.history,
        likely=_likely_recalled(setting.act),
    )
    return recency.traits(tree, token, told)


def _likely_recalled(act: Act | None) -> float | None:
    """How likely the reader thinks an act recalled, of recalled and news."""
    likely = dict(act.status) if act is not None else {}
    both = likely.get("background", 0.0) + likely.get("occurred", 0.0)
    return likely.get("background", 0.0) / both if both else None


# What is announced is still to come; announced sanctions, bans and verdicts are imposed by it.
_ANNOUNCED = frozenset({"AID", "CONSULT", "COOPERATE", "MOBILIZE"})


def _is_announced(tree: Tree, token: int) -> bool:
    if tree.is_verb(token):
        return tree.lemma(token) in {"announce", "unveil"}
    carried = carrier(tree, token)  # of "was announced after talks" the talks are no object
    return (
        carried is not None and carried[1] in {"obj", "nsubj:pass"} and tree.lemma(carried[0]) in {"announce", "unveil"}
    )


# Acts done by saying them, and the verbs that carry them: "wishes to convey its thanks" expresses them.
_SPOKEN = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT"})
_SAYING = frozenset(
    "express convey extend offer voice thank congratulate condemn reiterate reaffirm commend praise welcome urge ask"
    " emphasize emphasise stress appeal deplore applaud salute".split()
)


def _wished_politely(tree: Tree, token: int) -> bool:
    """Whether somebody says a thing by wishing to say it: "would like to convey our thanks", "I want to commend"."""
    carried = None if tree.is_verb(token) else carrier(tree, token)
    node = token if carried is None else carried[0]
    if tree.lemma(node) not in _SAYING:
        return False
    for above in (node, *tree.ancestors(node)):
        head = tree.head(above)
        if tree[above].deprel == "xcomp" and head is not None:
            would = any(tree.lemma(c) in {"will", "would", "'d"} for c in tree.children(head, "aux"))
            present = tree[head].xpos in {"VBP", "VBZ"}
            return (tree.lemma(head) == "like" and would) or (tree.lemma(head) in {"want", "wish"} and present)
        if tree[above].deprel != "conj":
            return False
    return False


def _looked_forward_to(tree: Tree, token: int) -> bool:
    """ "Looks forward to receiving", "ahead of visiting"."""
    head = tree.head(token)
    if head is None or tree[token].xpos != "VBG":
        return False
    if tree.lemma(head) == "look":
        return any(tree[c].form.lower() == "forward" for c in tree.children(head, "advmod", "compound"))
    return any(tree[c].form.lower() == "ahead" for c in tree.children(token, "mark", "advmod"))


def _decided(tree: Tree, token: int) -> bool:
    head = tree.head(token)
    return tree[token].deprel == "acl" and head is not None and tree.lemma(head) in {"decision", "move", "step"}


def _of_bare_noun(
    tree: Tree, token: int, frame: Frame, *, fact: Factuality, when: PartialDate, setting: Setting
) -> tuple[Status, str]:
    reference = setting.reference
    words = {tree.lemma(c) for c in tree.children(token, "amod")}
    if words & {
        "planned",
        "upcoming",
        "forthcoming",
        "scheduled",
        "next",
        "future",
        "imminent",
        "projected",
        "plan",
    } or after(when, reference):
        return "planned", "announced by an adjective or its date"
    if words & {"possible", "potential", "further", "proposed", "hypothetical"}:
        return "hypothetical", "possible by an adjective"
    if words & {"ongoing", "current", "continuing", "continued", "new"}:
        return "occurred", "current by an adjective"
    status, rule = _by_traits(tree, token, frame, fact=fact, when=when, setting=setting)
    return status, IN_PASSING if status == "background" else rule


def recalled(tree: Tree, token: int, fact: Factuality, *, reported: bool) -> bool:
    """Whether the clause looks back: pluperfect, or an adverb such as "previously"."""
    had = any(tree[c].form.lower() in {"had", "'d", "’d"} for c in tree.children(token, "aux"))
    pluperfect = had and not reported  # "Police said that they had arrested a man": it is the news
    adverbs = {tree[c].form.lower() for c in tree.children(token, "advmod")}
    return (
        pluperfect
        or bool(adverbs & _RECALLED)
        or _told_beside(tree, token, fact)
        or _of_an_era(tree, token)
        or _again_and_again(tree, token)
    )


def _again_and_again(tree: Tree, token: int) -> bool:
    """ "On numerous occasions", "several times", "twice": not one event of the day."""
    for child in tree.children(token, "obl", "advmod"):
        words = {tree.lemma(i) for i in tree.subtree(child)}
        if tree.lemma(child) == "twice" or (tree.lemma(child) in {"occasion", "time"} and words & _MANY):
            return True
    return False


def _of_an_era(tree: Tree, token: int) -> bool:
    """Whether it happened "during the war", "throughout the conflict", "under the previous government"."""
    for child in tree.children(token, "obl"):
        through = {tree[c].form.lower() for c in tree.children(child, "case")}
        words = {tree.lemma(i) for i in tree.subtree(child)}
        if (through & {"during", "throughout"} and words & _ERAS) or ("under" in through and "former" in words):
            return True
    return False


def _told_beside(tree: Tree, token: int, fact: Factuality) -> bool:
    """Whether it is told in a relative clause or participle of the past: what is known already about somebody."""
    relation = tree[token].deprel
    past = fact.perfect or fact.tense == "past" or tree[token].xpos == "VBN"
    return relation.startswith("acl") and past and not fact.progressive and tree[token].xpos != "VBG"


def news_from(reference: PartialDate) -> PartialDate:
    """The first day that is still news; unknown without a reference."""
    if reference.earliest is None:
        return PartialDate()
    return PartialDate.day(date.fromordinal(max(1, reference.earliest.toordinal() - RECENT_DAYS)))


def before(when: PartialDate, reference: PartialDate) -> bool:
    """Whether the whole of a date lies further back than the news reaches."""
    latest, first = when.latest, news_from(reference).earliest
    return latest is not None and first is not None and latest < first


def after(when: PartialDate, reference: PartialDate) -> bool:
    """Whether a date lies after publication."""
    earliest, published = when.earliest, reference.latest
    return earliest is not None and published is not None and earliest > published


def _is_charge(tree: Tree, token: int) -> bool:
    """The deed that somebody is charged with: "to claim that X sent troops", "sanctions against X for supplying Y"."""
    head = tree.head(token)
    if head is None:
        return False
    if tree[token].deprel == "ccomp":
        return tree.lemma(head) in _CHARGE_VERBS
    for_it = any(tree[c].form.lower() in {"for", "of"} for c in tree.children(token, "mark"))
    if tree[token].deprel.startswith("acl"):  # "sanctioned a firm that has supplied Syria"
        above = list(tree.ancestors(token))[1:_PUNISHED_WITHIN]
        return any(tree.lemma(node) in {"sanction", "designate", "blacklist", "indict"} for node in above)
    if tree[token].xpos != "VBG" or not for_it:
        return False
    return any(tree.lemma(node) in _CHARGE_VERBS | _PENALTIES for node in (head, *tree.ancestors(head)))


def hedged(tree: Tree, token: int) -> bool:
    """Whether the writer marks a telling as hearsay."""
    if any(tree[c].form.lower() in _HEDGES for c in tree.children(token, "advmod", "amod")):
        return True
    if _is_charge(tree, token):
        return True
    head = tree.head(token)
    raised = tree[token].deprel == "xcomp" and head is not None and tree.lemma(head) in _HEARSAY
    return raised and any(
        tree[c].deprel in {"aux:pass", "nsubj:pass"} for c in tree.children(head if head is not None else token)
    )


class Word(Record, frozen=True, kw_only=True):
    """On whose word a telling rests."""

    basis: Basis
    rule: str
    asserted_by: str | None = None  # None: the writer
    statement: str | None = None  # id of the statement it stands in
    reported_by: str | None = None  # whom the article names as its source: a medium, a body, a person; None: nobody


def basis_of(scene: Scene, token: int, *, doers: tuple[Participant, ...], kind: str) -> Word:
    """On whose word a telling rests.

    ``doers`` are those whose own act it is: of a meeting both sides. What they say is plain; what another says of
    them is attributed. It is alleged where the writer or the cue hedges it, where it is charged, and where one party's
    official tells of an act of force by another party.
    """
    statement = scene.statement_at(token)
    doubted = hedged(scene.tree, token)
    if statement is None or not statement.speakers:
        return Word(basis="alleged", rule=HEDGED) if doubted else Word(basis="plain", rule="told by the writer")
    said_by = statement.speakers[0]
    source = statement.reported_by or said_by.name
    if speaks_for(statement, doers):
        return Word(basis="plain", rule="said by its actor", statement=statement.id, reported_by=source)
    if not doubted and scene.tree[token].deprel.startswith("acl") and kind in FORCE:
        # "Rebels who have held the pass for years": who somebody is, the writer's knowledge though in another's words.
        medium = source if said_by.kind == "media" else statement.reported_by
        return Word(basis="plain", rule="tells who somebody is", statement=statement.id, reported_by=medium)
    charged = kind in CONFLICT and (statement.act == "accuse" or charging(statement))
    of_another = kind in FORCE and said_by.party is not None and any(d.party for d in doers)
    alleged = doubted or charged or of_another
    return Word(
        basis="alleged" if alleged else "attributed",
        rule="charged or hedged by a source" if alleged else "told by a source",
        asserted_by=said_by.name,
        statement=statement.id,
        reported_by=source,
    )


def charging(statement: Statement) -> bool:
    """Whether the cue itself charges: "alleged", "claimed", "accused"."""
    return statement.cue is not None and any(stem in statement.cue.text.lower() for stem in _CHARGES)


def speaks_for(statement: Statement, doers: tuple[Participant, ...]) -> bool:
    """Whether those who say a thing are those who do it, or speak for them."""
    theirs = {p.id for p in doers} | {p.party for p in doers if p.party}
    states = any(p.kind == "state" or (p.party is not None and "GOV" in p.sectors) for p in doers)
    return any(
        s.id in theirs
        or (s.party is not None and s.party in theirs)
        or (states and s.party is None and s.kind == "organisation" and "GOV" in s.sectors)  # "the ministry said"
        for s in statement.speakers
    )
