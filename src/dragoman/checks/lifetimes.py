"""``organisation-lifetime``: a body spoken of as acting now that did not exist at the article's date."""

from collections.abc import Sequence

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex
from dragoman.entities.names import Entry
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Finding, Mention

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_KINDS = frozenset({"organisation", "state", "armed_group"})
_PAST = frozenset({"former", "ex", "then", "defunct", "disbanded", "erstwhile", "old"})
# A body goes on acting, winding up, for a while after its last day: three months, as missions do.
GRACE_DAYS = 90


def organisation_lifetimes(
    article: Article,
    index: EntityIndex,
    events: Sequence[Event] = (),
    *,
    gazetteer: Gazetteer,
    on: PartialDate,
) -> tuple[Finding, ...]:
    """Findings for bodies that act outside their lifetime: subject of a present or future verb, or in the news itself.

    A body that the past tense tells of may have existed then: nothing is said of it, unless it takes part in an event
    that occurred about the article's date. Only where every date the article can have lies outside.
    """
    if not on or on.earliest is None or on.latest is None:
        return ()
    found: dict[str, Finding] = {}
    for cluster in index.clusters:
        entity = cluster.candidates[0].entity if cluster.candidates else None
        if entity is None or entity in found or cluster.kind not in _KINDS or entity.startswith("described"):
            continue
        entry = gazetteer.get(entity)
        gone = _outside(entry, on) if entry else None
        if entry is None or gone is None:
            continue
        acted = _in_the_news(entity, events, on)
        for mention in cluster.mentions:
            if mention.form != "name":
                continue
            where = (mention, mention.head) if acted else _acting(index, mention)
            if where is not None:
                found[entity] = _finding(article, index, where, entry, gone)
                break
    return tuple(found.values())


def _in_the_news(entity: str, events: Sequence[Event], on: PartialDate) -> bool:
    """Whether it is an actor of a dated event that occurred while the article can have been written."""
    return any(
        event.status == "occurred" and event.when.precision == "day" and event.when.same_at(on, "month")
        for event in events
        if any(actor.id == entity for actor in event.actors)
    )


def _outside(entry: Entry, on: PartialDate) -> str | None:
    life = entry.lifetime
    if on.earliest is None or on.latest is None:
        return None
    if life.latest is not None and (on.earliest - life.latest).days > GRACE_DAYS:
        successor = f" and was succeeded by {', '.join(entry.successor)}" if entry.successor else ""
        return f"{entry.name} ended on {entry.end}{successor}, before every date the article can have"
    if life.earliest is not None and life.earliest > on.latest:
        return f"{entry.name} began only on {entry.start}, after every date the article can have"
    return None


def _acting(index: EntityIndex, mention: Mention) -> tuple[Mention, int] | None:
    """(mention, head of the subject) when the body, or its officer, is subject of a present or future verb."""
    tree = index.tree(mention.sentence)
    head = mention.head
    if any(t.form.lower().strip("-") in _PAST for t in tree.tokens[max(0, mention.first - 3) : mention.first]):
        return None
    for _ in range(3):  # the body, its officer ("ISAF commander"), a coordinated officer
        if tree.tokens[head].deprel in _SUBJECTS:
            verb = tree.head(head)
            return (mention, head) if verb is not None and _present(tree, verb) else None
        if tree.relation(head) not in {"compound", "nmod", "flat", "appos", "conj", "amod"}:
            return None
        parent = tree.head(head)
        if parent is None:
            return None
        head = parent
    return None


def _present(tree: Tree, verb: int) -> bool:
    helpers = [tree.tokens[c] for c in tree.children(verb, "aux", "cop")]
    if any(t.lemma.lower() in {"will", "shall"} for t in helpers):
        return True
    if any("Tense=Past" in t.feats for t in helpers) or any(t.lemma.lower() in {"have", "would"} for t in helpers):
        return False
    if helpers:
        return any("Tense=Pres" in t.feats for t in helpers)
    return "Tense=Pres" in tree.tokens[verb].feats and "VerbForm=Fin" in tree.tokens[verb].feats


def _finding(article: Article, index: EntityIndex, where: tuple[Mention, int], entry: Entry, message: str) -> Finding:
    mention, head = where
    tokens = index.tree(mention.sentence).tokens
    start = min(mention.start, tokens[head].start)
    end = max(mention.end, tokens[head].end)
    return Finding(
        kind="organisation-lifetime",
        text=article.text[start:end],
        start=start,
        end=end,
        message=message,
        evidence=(f"organisations: {entry.id}, {entry.lifetime}",),
    )
