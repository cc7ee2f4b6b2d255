"""Names that several have: bodies of one state with a name that other states' bodies have too, capitals and people.

"The Security Service", "the National Assembly", "the Socialist Party" are of one state in the tables and of many in
the world; the table of names marks them. Whose such a body is, is told with it ("Kenya's National Assembly") or by the
states that the article names, its dateline and publisher among them. Where none of these is the table's own, the name
is described by its noun and loses the link. A name that only one body has keeps it, whatever states are named.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.mentions import Found, coverage_of, described_by_noun
from dragoman.entities.names import Entry
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.phrases import phrase_start
from dragoman.entities.setting import CountryOf, dateline_state, publisher_state
from dragoman.language.tree import Tree
from dragoman.records import Article

_NATIONAL = frozenset({"organisation", "party"})
_OWNING = frozenset({"of", "in", "at"})


def without_namesakes(
    found: Sequence[Found],
    trees: Sequence[Tree],
    article: Article,
    *,
    gazetteer: Gazetteer,
    country_of: CountryOf,
    nouns: ActorNouns,
) -> list[Found]:
    """The mentions, those whose name several have with the link that the article speaks for, or with none."""
    found = _without_people(found)
    states = {f.entity for f in found if f.entity and gazetteer.entry(f.entity).kind == "state"}
    home = dateline_state(article, states, gazetteer=gazetteer, country_of=country_of)
    publisher = publisher_state(article.publisher, gazetteer)
    sure = (e.country for f in found if (e := _national(f, gazetteer)) and not _shared(f, gazetteer))
    named = {state for state in (*states, home, publisher, *sure) if state is not None}
    taken = coverage_of(f for f in found if f.mention.form == "name")
    shared = [f for f in found if _national(f, gazetteer) and _shared(f, gazetteer)]
    told = {f: set(_told_with(f, trees[f.mention.sentence], taken, gazetteer)) for f in shared}
    elsewhere = _told_anywhere(found, told, gazetteer)
    unlinked = {place: replace(f, entity=None) if f in told else f for place, f in taken.items()}
    kept = []
    for item in found:
        if item not in told:
            kept.append(item)
            continue
        tree = trees[item.mention.sentence]
        owners = told[item] or elsewhere[item.mention.text.casefold()]
        meant = _meant(item, owners, named, gazetteer=gazetteer)
        if meant is not None:
            kept.append(replace(item, entity=meant))
        else:
            described = described_by_noun(replace(item, entity=None, use=None), tree, unlinked, nouns)
            kept.append(replace(described, owners=described.owners or tuple(sorted(owners))))
    return kept


def _told_anywhere(found: Sequence[Found], told: Mapping[Found, set[str]], gazetteer: Gazetteer) -> dict[str, set[str]]:
    """The states told with each name anywhere in the article, which goes on meaning those."""
    states: dict[str, set[str]] = {}
    for item, owners in told.items():
        states.setdefault(item.mention.text.casefold(), set()).update(owners)
    for item in found:  # "the Kenyan National Assembly", of which the tables know the last words
        if item.entity is None and item.owners and item.mention.form == "name":
            words = item.mention.text.casefold().split()
            of = {owner for owner in item.owners if gazetteer.entry(owner).kind == "state"}
            for tail in (" ".join(words[k:]) for k in range(1, len(words))):
                states.get(tail, set()).update(of)
    return states


def _national(item: Found, gazetteer: Gazetteer) -> Entry | None:
    """What the tables know of a body or political party of one state; None for all else."""
    entry = gazetteer.get(item.entity)
    return entry if entry is not None and entry.kind in _NATIONAL and entry.country else None


def _shared(item: Found, gazetteer: Gazetteer) -> bool:
    """Whether other states have bodies of the same name."""
    return item.ambiguous or len(set(_countries((str(item.entity), *item.others), gazetteer).values())) > 1


def _countries(entities: Sequence[str], gazetteer: Gazetteer) -> dict[str, str | None]:
    return {entity: gazetteer.entry(entity).country for entity in entities}


def _meant(item: Found, owners: set[str], named: set[str], *, gazetteer: Gazetteer) -> str | None:
    """Which of the bodies of a name is meant; None: one that no table knows."""
    bodies = _countries((str(item.entity), *item.others), gazetteer)
    if owners:
        return next((body for body, country in bodies.items() if country in owners), None)
    if not named or " " not in item.mention.text:
        return item.entity
    return next((body for body, country in bodies.items() if country in named), None)


def _told_with(item: Found, tree: Tree, taken: Mapping[tuple[int, int], Found], gazetteer: Gazetteer) -> Iterator[str]:
    """The states told with a name: "the Kenyan National Assembly", "the Foreign Office in Islamabad"."""
    mention = item.mention
    after = (c for c in tree.children(mention.head, "nmod") if c > mention.last and tree.preposition(c) in _OWNING)
    before = range(min(mention.first, phrase_start(tree, mention.head)), mention.first)
    for index in (*before, *tree.children(mention.head, "nmod:poss"), *after):
        owner = taken.get((mention.sentence, index))
        if owner is not None and owner.entity and gazetteer.entry(owner.entity).kind == "state":
            yield owner.entity


# --- people ------------------------------------------------------------------------------------------------------


def _without_people(found: Sequence[Found]) -> list[Found]:
    """The mentions, with capitals and common words that are part of a person's name in the article as that person."""
    names = [
        f.mention.text.casefold().split() for f in found if f.mention.kind == "person" and f.mention.form == "name"
    ]
    parts = {word for name in names if len(name) > 1 for word in name}
    return [_as_person(f) if _is_somebody(f, parts) else f for f in found]


def _as_person(item: Found) -> Found:
    return replace(item, entity=None, use=None, mention=replace(item.mention, kind="person"))


def _is_somebody(item: Found, parts: set[str]) -> bool:
    """A capital or ambiguous name that is part of a person's name in the article is that person ("Victoria")."""
    if item.entity is None or " " in item.mention.text or not (item.ambiguous or item.use in {"capital", "historic"}):
        return False
    return item.mention.text.casefold() in parts
