"""Mentions: the stretches of an article that refer to somebody or something.

Three sources meet here: names the reader tagged, names the gazetteer knows, and noun phrases headed by an actor noun
or a pronoun. Where a name of the reader holds one of the gazetteer ("Pakistan Army") the longer is the mention
and the shorter stays with it as an owner; where they disagree about the kind the gazetteer is right, because a
country table mends the reader's commonest confusion (states acting as governments).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from dragoman.entities.gazetteer import Gazetteer, Match
from dragoman.entities.names import OWN
from dragoman.entities.nouns import SHORT_FORMS, ActorNoun, ActorNouns
from dragoman.entities.phrases import OWNING_PREPOSITIONS, head_of_range, phrase_end, phrase_start
from dragoman.language.tree import GENITIVES, Tree
from dragoman.partial_date import PartialDate
from dragoman.records import EntityKind, Mention, MentionForm, Name, Reading, Record, Sentence, Token

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
PRONOUNS = FIRST_PERSON | frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)
UNKNOWN = PartialDate()
SURE_OF_NOMINALS = 0.9  # a noun that names an actor may stand for a thing; a name or a pronoun seldom does
_NAME_KINDS: dict[str, EntityKind] = {
    "person": "person", "organisation": "organisation", "place": "place", "other": "other",
}  # fmt: skip


# States that people are called after, or that are called as people are.
_STATES_AND_GIVEN_NAMES = frozenset({"Israel", "Jordan", "Chad", "Georgia", "India", "Kenya"})
# Bodies that are called so: with another word in capitals beside it it is a name.
_BODY_NAMES = frozenset("movement front party alliance league union coalition militia faction congress".split())
_JOINING = frozenset({"for", "of", "and"})
_OF_MANY_NATIONS = frozenset({"EU"})
# What only political parties are called; alliances, unions and movements are as often none.
_PARTY_NAMES = frozenset({"party", "front", "bloc"})


class Found(Record, frozen=True, kw_only=True):
    """A mention with what the tables say of it."""

    mention: Mention
    entity: str | None = None  # id in the gazetteer of the whole; None: the table does not know it
    use: str | None = None  # how the gazetteer's name is used: name, demonym, capital, metonym ...
    ambiguous: bool = False  # the name is also a common word, a person's or another place's
    others: tuple[str, ...] = ()  # ids of what else has this name, likeliest first
    owners: tuple[str, ...] = ()  # ids of states and bodies named inside the phrase, nearest to its head first
    noun: ActorNoun | None = None  # of nominals: the head noun's row
    possessor: int | None = None  # of nominals: index of "his", "its", "the country's"; None: none


class TokenFinder:
    """Finds the token that covers a character offset."""

    def __init__(self, reading: Reading) -> None:
        self._sentences = reading.sentences
        self._starts = [s.start for s in reading.sentences]

    def range(self, start: int, end: int) -> tuple[int, int, int] | None:
        """(sentence, first, last) of the tokens that ``[start, end)`` touches; ``None`` outside one sentence."""
        number = bisect_right(self._starts, start) - 1
        if number < 0 or end > self._sentences[number].end:
            return None
        touched = [i for i, t in enumerate(self._sentences[number].tokens) if t.start < end and start < t.end]
        return (number, touched[0], touched[-1]) if touched else None


def find_mentions(
    reading: Reading, text: str, *, gazetteer: Gazetteer, nouns: ActorNouns, on: PartialDate = UNKNOWN
) -> tuple[Found, ...]:
    """All mentions in order of start, the longer first; offsets are those of ``text``."""
    finder = TokenFinder(reading)
    matches = _readable(gazetteer.find(text, on or None), text, reading, gazetteer, finder)
    trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
    named = _named(_with_whole_names(_without_titles(reading, nouns)), trees, matches, finder, gazetteer)
    taken = coverage_of(named)
    named = [_own_person(f, trees[f.mention.sentence], nouns) for f in named]
    found = [described_by_noun(f, trees[f.mention.sentence], taken, nouns) for f in named]
    for tree in trees:
        found.extend(_nominals(tree, taken, nouns))
        found.extend(_pronouns(tree))
    return tuple(sorted(found, key=lambda f: (f.mention.start, -f.mention.end, f.mention.form)))


# Longest name of a body in the tables: 83 characters; what goes on after that is another.
_LONGEST_NAME = 100


def _readable(
    matches: Sequence[Match], text: str, reading: Reading, gazetteer: Gazetteer, finder: TokenFinder
) -> list[Match]:
    """The matches, with "The Australian" read as the adjective where a noun follows ("... government").

    And with the body whose name goes on where a paper's ends: "The National Security Agency" is not "The National".
    """
    found: list[Match] = []
    for match in matches:
        if match.kind != "media" or not match.text.startswith(("The ", "the ")):
            found.append(match)
            continue
        start = match.start + 4
        longer = next(iter(gazetteer.find(text[start : start + _LONGEST_NAME])), None)
        follows = finder.range(match.end + 1, match.end + 2)
        noun = follows is not None and reading.sentences[follows[0]].tokens[follows[1]].upos in {"NOUN", "ADJ"}
        if longer is not None and longer.start == 0 and start + longer.end > match.end:
            found.append(replace(longer, start=start, end=start + longer.end))
        elif noun:
            inner = gazetteer.find(match.text[4:])
            found.extend(replace(m, start=m.start + start, end=m.end + start) for m in inner)
        else:
            found.append(match)
    return found


_APOSTROPHES = frozenset({"'", "’", "‘", "ʿ", "ʾ"})


def _with_whole_names(reading: Reading) -> Reading:
    """The reading with people's names that an apostrophe has cut as one: "Sa'id Al-Roe", "Hani 'Abd-al-Roe"."""
    names: list[Name] = []
    for name in sorted(reading.names, key=lambda n: (n.sentence, n.first)):
        before = names[-1] if names else None
        if before is not None and _is_rest_of(name, before, reading):
            names[-1] = replace(before, last=name.last)
        else:
            names.append(name)
    return replace(reading, names=tuple(names))


def _is_rest_of(name: Name, before: Name, reading: Reading) -> bool:
    if (name.kind, before.kind, name.sentence) != ("person", "person", before.sentence):
        return False
    tokens = reading.sentences[name.sentence].tokens
    first = name.first + (tokens[name.first].form in _APOSTROPHES)  # the reader may take it for part of the name
    between = [token.form for token in tokens[before.last + 1 : first]]
    if not between:
        return any(sign in tokens[i].form[1:-1] for i in range(before.first, before.last + 1) for sign in _APOSTROPHES)
    sign = tokens[before.last + 1]  # it opens the second name: a blank stands before it and none after
    opens = tokens[before.last].end < sign.start and sign.end == tokens[first].start
    return len(between) == 1 and sign.form in _APOSTROPHES and opens


def _without_titles(reading: Reading, nouns: ActorNouns) -> Reading:
    """The reading without names that are titles ("Deputy Secretary of State"): they stand for whoever holds them."""
    return replace(reading, names=tuple(n for n in reading.names if not _is_title(n, reading, nouns)))


def _is_title(tagged: Name, reading: Reading, nouns: ActorNouns) -> bool:
    if tagged.kind == "person":
        return False
    tokens = reading.sentences[tagged.sentence].tokens[tagged.first : tagged.last + 1]
    head = next((i for i, t in enumerate(tokens) if i and t.form.lower() in {"of", "for"}), len(tokens)) - 1
    noun = nouns.noun(tokens[head].lemma, tokens[head].form)
    return noun is not None and noun.kind == "person"


def _named(
    reading: Reading, trees: Sequence[Tree], matches: Sequence[Match], finder: TokenFinder, gazetteer: Gazetteer
) -> list[Found]:
    spans: list[tuple[int, int, int, EntityKind, Match | None, float]] = []
    for match in matches:
        where = finder.range(match.start, match.end)
        if where and not _is_false_match(reading.sentences[where[0]], where, match):
            spans.append((*where, match.kind, match, 1.0))
    sure = [span for span in spans if span[4] is not None and not span[4].ambiguous]
    known = {(number, i) for number, first, last, _, _, _ in sure for i in range(first, last + 1)}
    tagged = {(n.sentence, i) for n in reading.names for i in range(n.first, n.last + 1)}
    untagged = (name for tree in trees for name in _bodies(tree) if not tagged & set(_places(name)))
    for name in (*reading.names, *untagged):
        spans.extend(_name_span(name, reading, known))
    return _settle(spans, trees, gazetteer)


def _places(name: Name) -> Iterator[tuple[int, int]]:
    return ((name.sentence, i) for i in range(name.first, name.last + 1))


def _bodies(tree: Tree) -> Iterator[Name]:
    """Movements and parties that the model does not tag: "the Movement for Renewal and Democracy"."""
    if tree.sentence.text.isupper():
        return
    for index, token in enumerate(tree.tokens):
        if token.lemma.lower() not in _BODY_NAMES or not token.form[0].isupper():
            continue
        first, last = index, index
        while first and _capital(tree, first - 1):
            first -= 1
        while last + 2 < len(tree) and tree[last + 1].form.lower() in _JOINING and _capital(tree, last + 2):
            last += 2
            while last + 1 < len(tree) and _capital(tree, last + 1):
                last += 1
        if last > first:
            yield Name(tree.number, first, last, "organisation", SURE_OF_NOMINALS)


def _capital(tree: Tree, index: int) -> bool:
    token = tree[index]
    return token.form[0].isupper() and token.upos in {"NOUN", "PROPN", "ADJ"}


def _name_span(
    name: Name, reading: Reading, known: set[tuple[int, int]]
) -> Iterator[tuple[int, int, int, EntityKind, Match | None, float]]:
    tokens = reading.sentences[name.sentence].tokens
    first, last = name.first, name.last
    while first < last and tokens[first].upos in {"DET", "PUNCT", "ADP", "CCONJ"}:
        first += 1
    while first < last and (tokens[last].form in GENITIVES or tokens[last].upos == "PUNCT"):
        last -= 1
    # "DPRK Sung Kim": a state or body before a person's name is not part of it, unless it is all of it.
    if name.kind == "person":
        called = last - first == 1 and tokens[first].form in _STATES_AND_GIVEN_NAMES  # "Israel Katz"
        while first < last and not called and (name.sentence, first) in known and (name.sentence, last) not in known:
            first += 1
    # "Moon Jae-in", "Kim Jong-un": the part after the hyphen belongs to the name, whatever the reader takes it for.
    while name.kind == "person" and _hyphened(tokens, last):
        last += 2
    kind = _NAME_KINDS[name.kind]
    if kind == "person" and last > first and tokens[last].form.lower() in _PARTY_NAMES:  # no family is called so
        kind = "organisation"
    if any(c.isalpha() for c in tokens[first].form):
        yield (name.sentence, first, last, kind, None, name.probability)


def _hyphened(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether a hyphen and a word without a blank follow a token."""
    if last + 2 >= len(tokens) or tokens[last + 1].form != "-":
        return False
    closed = tokens[last].end == tokens[last + 1].start and tokens[last + 1].end == tokens[last + 2].start
    return closed and tokens[last + 2].form.isalpha()


def _is_false_match(sentence: Sentence, where: tuple[int, int, int], match: Match) -> bool:
    """A one-word name that the parse reads as a verb, an auxiliary or a function word is no name ("may", "us")."""
    _, first, last = where
    return first == last and sentence.tokens[first].upos in {"VERB", "AUX", "ADP", "PRON", "DET", "ADV"}


Candidate_ = tuple[int, int, int, EntityKind, Match | None, float]


def _settle(spans: Sequence[Candidate_], trees: Sequence[Tree], gazetteer: Gazetteer) -> list[Found]:
    """Choose among overlapping names: the longer, the gazetteer's where both are as long."""
    order = sorted(spans, key=lambda s: (s[0], -(s[2] - s[1]), s[4] is None, s[1]))
    kept: list[Candidate_] = []
    inner: dict[int, list[Candidate_]] = {}
    covered: dict[tuple[int, int], int] = {}  # (sentence, token) -> the name chosen there
    for span in order:
        tokens = [(span[0], token) for token in range(span[1], span[2] + 1)]
        holder = min((covered[token] for token in tokens if token in covered), default=None)
        if holder is None:
            covered.update(dict.fromkeys(tokens, len(kept)))
            kept.append(span)
        elif span[4] is not None and kept[holder][1] <= span[1] and span[2] <= kept[holder][2]:
            inner.setdefault(holder, []).append(span)
    found = []
    for number, (sentence, first, last, kind, match, probability) in enumerate(kept):
        parts = inner.get(number, [])
        match = match or _with_its_state((sentence, first, last), parts, gazetteer)
        owned = (m.entity for _, at, *_, m, _ in reversed(parts) if m and not _by_chance(m, opens=at == first))
        owners = () if kind == "person" else tuple(dict.fromkeys(owned))
        mention = replace(_mention(trees[sentence], first, last, kind=kind), probability=probability)
        found.append(
            Found(
                mention=mention,
                entity=match.entity if match else None,
                use=match.use if match else None,
                ambiguous=bool(match and match.ambiguous),
                others=match.others if match else (),
                owners=owners,
            )
        )
    return found


def _by_chance(match: Match, *, opens: bool) -> bool:
    """Whether a body's short name inside a longer name is only a word of it: "Congress" in "People's Congress".

    What opens the longer name owns it ("Senate Committee"), unless it is a common word; so do abbreviations ("AU").
    """
    if not match.ambiguous or match.kind in {"state", "place"} or match.text.isupper():
        return False
    return match.ambiguous == "word" or not opens


def _with_its_state(where: tuple[int, int, int], parts: Sequence[Candidate_], gazetteer: Gazetteer) -> Match | None:
    """The body of a name that is only its state and a name the tables know: "Ukrainian Party of Regions"."""
    states = [span for span in parts if span[3] == "state" and span[1] == where[1]]
    bodies = [span for span in parts if span[3] not in {"state", "place"} and span[2] == where[2]]
    if len(parts) != 2 or not states or not bodies or states[0][2] + 1 != bodies[0][1] or bodies[0][2] == bodies[0][1]:
        return None
    state, body = states[0][4], bodies[0][4]
    if state is None or body is None or body.ambiguous or gazetteer.entry(body.entity).country != state.entity:
        return None
    return body


def _mention(
    tree: Tree, first: int, last: int, *, kind: EntityKind, form: MentionForm = "name", head: int | None = None
) -> Mention:
    """The mention of ``[first, last]``; its head is read off the tree where none is given."""
    sentence, start, end = tree.sentence, tree[first].start, tree[last].end
    return Mention(
        start=start,
        end=end,
        text=sentence.text[start - sentence.start : end - sentence.start],
        form=form,
        kind=kind,
        sentence=tree.number,
        first=first,
        last=last,
        head=head_of_range(tree.tokens, first, last) if head is None else head,
        probability=SURE_OF_NOMINALS if form == "nominal" else 1.0,
    )


def described_by_noun(found: Found, tree: Tree, taken: Mapping[tuple[int, int], Found], nouns: ActorNouns) -> Found:
    """A body no table knows is described by its head noun and the state before it ("Malian Ministry of Trade")."""
    mention = found.mention
    if found.entity is not None or mention.kind not in {"organisation", "place", "other"}:
        return found
    words = [tree.tokens[i] for i in range(mention.first, mention.last + 1)]
    noun = nouns.noun(words[-1].lemma, words[0].lemma, *(w.lemma for w in words if w.upos in {"NOUN", "PROPN"}))
    if mention.kind == "organisation" and _is_party(tree, mention):
        noun = nouns.noun("party")
    if noun is None or noun.kind not in {"organisation", "state"}:
        return found
    first = min(mention.first, phrase_start(tree, mention.head))
    owners = _owners(tree, mention.head, first, mention.last, taken) or _state_after(tree, mention, taken)
    return Found(
        mention=mention,
        owners=tuple(dict.fromkeys((*found.owners, *owners))),
        noun=noun,
        possessor=_possessor(tree, mention.head),
    )


def _state_after(tree: Tree, mention: Mention, taken: Mapping[tuple[int, int], Found]) -> tuple[str, ...]:
    """The state of "the Ministry of Health of Kenya", which stands behind the name, wherever the parse hangs it."""
    at = mention.last + 1
    if at >= len(tree) or tree[at].form.lower() != "of":
        return ()
    behind = (taken.get((tree.number, at + step)) for step in (1, 2))
    return tuple(dict.fromkeys(f.entity for f in behind if f and f.entity and f.mention.kind == "state"))


def _is_party(tree: Tree, mention: Mention) -> bool:
    """A political party by its name, or called so beside it: "the opposition People's Congress"."""
    if mention.first == mention.last:
        return False
    before = tree[mention.first - 1].form.lower() if mention.first else ""
    return tree[mention.last].form.lower() in _PARTY_NAMES or before == "opposition"


def _own_person(found: Found, tree: Tree, nouns: ActorNouns) -> Found:
    """A user's own actor with a title before it is a person: files of actors do not say which of them are."""
    mention = found.mention
    if not (found.entity or "").startswith(OWN) or mention.first == 0:
        return found
    title = nouns.noun(tree[mention.first - 1].lemma)
    if title is None or title.kind != "person":
        return found
    return replace(found, mention=replace(mention, kind="person"))


def coverage_of(named: Iterable[Found]) -> dict[tuple[int, int], Found]:
    """(sentence, token) -> the named mention that covers it."""
    return {(f.mention.sentence, i): f for f in named for i in range(f.mention.first, f.mention.last + 1)}


def _nominals(tree: Tree, taken: dict[tuple[int, int], Found], nouns: ActorNouns) -> Iterator[Found]:
    for index, token in enumerate(tree.tokens):
        if token.upos not in {"NOUN", "PROPN"} or (tree.number, index) in taken or tree.relation(index) == "compound":
            continue
        noun = nouns.noun(*compound_lemmas(tree, index))
        if noun is None or _is_matter(tree, index) or is_measure(tree, index):
            continue
        noun = _made_up_of(tree, index, noun, nouns)
        first, last = phrase_start(tree, index), phrase_end(tree, index)
        mention = _mention(tree, first, last, kind=noun.kind, form="nominal", head=index)
        owners = _owners(tree, index, first, _before_charge(tree, index, last, noun), taken)
        if not owners and token.lemma.lower() == "counterpart":
            owners = _from(tree, index, taken)
        if not owners and noun.acts_for == "holder" and noun.sector not in {"MIL", "IGO", "NGO"}:
            owners = _located(tree, index, taken)
        owners = owners or _shared(tree, index, taken)
        telling = nouns.telling_title(token.lemma) if noun.kind == "person" else None
        if telling is not None and (not owners or telling in _OF_MANY_NATIONS):
            owners = (telling,)  # "senior MEPs", "a congressman"; an "Estonian MEP" sits for no state
        possessor = _possessor(tree, index)
        if possessor is None and not owners:
            possessor = _body_after(tree, index, nouns)
        if possessor is None and not owners and noun.kind != "other":
            possessor = unknown_body(tree, tree.number, index, first, last, taken)
        if possessor is None and noun.acts_for == "holder" and noun.kind != "state":
            possessor = _colleague(tree, index)
        yield Found(
            mention=mention,
            owners=owners,
            noun=noun,
            possessor=possessor,
        )


# What soldiers, police and fighters come in; the nouns mean others too ("a company of actors").
_BANDS = frozenset("company group party team column crew band squad handful".split())


def _made_up_of(tree: Tree, index: int, noun: ActorNoun, nouns: ActorNouns) -> ActorNoun:
    """The noun for what a band is made up of: "a company of Ghanaian peacekeepers"; else the band's own."""
    if tree.tokens[index].lemma.lower() not in _BANDS:
        return noun
    members = (c for c in tree.children(index, "nmod") if c > index and tree.preposition(c) == "of")
    called = (nouns.noun(*compound_lemmas(tree, c)) for c in members if not tree.children(c, "det"))
    return next((n for n in called if n and n.sector in {"MIL", "COP", "REB"} and n.kind != "other"), noun)


def unknown_body(
    tree: Tree, number: int, head: int, first: int, last: int, taken: Mapping[tuple[int, int], Found]
) -> int | None:
    """A body no table knows that is named inside a phrase: the Front in "fighters of the Front for Renewal"."""
    for index in chain(range(head + 1, last + 1), range(head - 1, first - 1, -1)):
        found = taken.get((number, index))
        if found is not None and found.entity is None and found.mention.kind == "organisation":
            return found.mention.head
        if found is None and index < head and tree.tokens[index].form.isupper() and len(tree.tokens[index].form) > 1:
            return index  # "MRD spokesman"
    return None


def _is_matter(tree: Tree, index: int) -> bool:
    """Whether "force" is violence, "state" a condition: "the use of force", "the state of relations"."""
    if tree.lemma(index) == "state":
        told = (c for c in tree.children(index, "nmod") if tree.preposition(c) == "of")
        return any(tree.tokens[c].form.islower() for c in told)
    bare = not tree.children(index, "det", "amod", "compound", "nmod:poss", "nummod")
    return bare and tree.tokens[index].form.lower() == "force"


def is_measure(tree: Tree, index: int) -> bool:
    """Whether "pm", "cm" or "FM" measures and is no office: "at 3 pm", "30 cm of snow", "on 105 FM"."""
    return index > 0 and tree.tokens[index].form.lower() in SHORT_FORMS and tree.tokens[index - 1].upos == "NUM"


def compound_lemmas(tree: Tree, index: int) -> tuple[str, ...]:
    """The noun with its compound or adjective before it, then alone, lower case: "foreign ministry", "ministry"."""
    lemma = tree.tokens[index].lemma.lower()
    before = [tree.tokens[c].form.lower() for c in tree.children(index, "compound", "amod") if c == index - 1]
    if index > 1 and tree.tokens[index - 1].form == "-":
        before.append(f"{tree.tokens[index - 2].form.lower()} -")  # "secretary - general" in three tokens
    return (*(f"{word} {lemma}" for word in before), lemma, tree.tokens[index].form.lower())


def _owners(tree: Tree, head: int, first: int, last: int, taken: Mapping[tuple[int, int], Found]) -> tuple[str, ...]:
    """States and bodies named inside the phrase: those before the head nearest first, then those after it."""
    order = [*range(head - 1, first - 1, -1), *range(head + 1, last + 1)]
    owners: list[str] = []
    for index in order:
        found = taken.get((tree.number, index))
        if found is None or found.mention.kind == "person":
            continue
        for entity in ([found.entity] if found.entity else []) + list(found.owners):
            if entity not in owners:
                owners.append(entity)
    return tuple(owners)


# Whose "for X" names what they are charged with: "Special Representative for Afghanistan".
_CHARGED = frozenset("representative envoy coordinator commissioner rapporteur minister secretary expert".split())


def _before_charge(tree: Tree, head: int, last: int, noun: ActorNoun) -> int:
    """The last token of a phrase that can tell whose somebody is: before the "for" that says what for."""
    if noun.noun.split()[-1] not in _CHARGED:
        return last
    return next((i - 1 for i in range(head + 1, last + 1) if tree.tokens[i].form.lower() == "for"), last)


def _shared(tree: Tree, index: int, taken: dict[tuple[int, int], Found]) -> tuple[str, ...]:
    """Whose the second of two nouns is that share an adjective: the government of "Danish media and government"."""
    head = tree.head(index)
    if tree.relation(index) != "conj" or head is None or tree.children(index, "det", "amod", "compound", "nmod"):
        return ()
    return _owners(tree, head, phrase_start(tree, head), head, taken)


def _from(tree: Tree, head: int, taken: dict[tuple[int, int], Found]) -> tuple[str, ...]:
    """The state of "her counterpart from Peru", wherever the parse hangs it."""
    if head + 1 >= len(tree) or tree[head + 1].form.lower() not in {"from", "in"}:
        return ()
    found = taken.get((tree.number, head + 2)) or taken.get((tree.number, head + 3))
    return (found.entity,) if found and found.entity and found.mention.kind == "state" else ()


def _located(tree: Tree, head: int, taken: dict[tuple[int, int], Found]) -> tuple[str, ...]:
    """The state of "officials in Peru", "the authorities in Lima"; forces in a country need not be its own."""
    for child in tree.children(head, "nmod"):
        found = taken.get((tree.number, child))
        if child > head and tree.preposition(child) in {"in", "at"} and found and found.entity:
            return (found.entity,)
    return ()


def _possessor(tree: Tree, index: int) -> int | None:
    possessors = [c for c in tree.children(index) if tree.tokens[c].deprel == "nmod:poss"]
    return next((c for c in possessors if tree.tokens[c].upos in {"PRON", "NOUN", "PROPN"}), None)


def _colleague(tree: Tree, index: int) -> int | None:
    """Who "other" ones stand beside: "Minister Doe and other senior officials" are of one state."""
    other = any(tree.tokens[c].form.lower() == "other" for c in tree.children(index, "amod", "det"))
    return tree.head(index) if other and tree.relation(index) == "conj" else None


def _body_after(tree: Tree, index: int, nouns: ActorNouns) -> int | None:
    """The bloc of "members of the bloc", whose name stands elsewhere."""
    for child in tree.children(index, "nmod"):
        told = child > index and tree.preposition(child) in OWNING_PREPOSITIONS and bool(tree.children(child, "det"))
        if told and tree.tokens[child].upos == "NOUN" and nouns.epithet(tree.tokens[child].lemma):
            return child
    return None


def _pronouns(tree: Tree) -> Iterator[Found]:
    for index, token in enumerate(tree.tokens):
        if token.upos == "PRON" and token.form.lower() in PRONOUNS:
            person = token.form.lower() not in {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
            kind: EntityKind = "person" if person else "other"
            mention = _mention(tree, index, index, kind=kind, form="pronoun")
            yield Found(mention=mention)
