"""Titles that stand beside a person's name: "US Secretary of State Rex Tillerson", "X, the foreign minister of Y".

A title is read as one or more roles ("Foreign Minister and Deputy Prime Minister"), the states and bodies named in it,
and modifiers that say whether the office is still held ("former", "then-", "acting", "-elect").
"""

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dragoman.entities.mentions import Found, is_measure, unknown_body
from dragoman.entities.nouns import ActorNoun, ActorNouns
from dragoman.entities.phrases import phrase_end, phrase_start
from dragoman.language.tree import Tree
from dragoman.records import Record

HONORIFICS = frozenset(
    (
        "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord lady dame sheikh sheik shaikh maulana "
        "mullah imam hajji sayyid syed rev rev. reverend gen gen. lt lt. col col. maj maj. capt capt. adm adm. "
        "brig brig. sgt sgt. sen sen. rep rep. gov gov. hon hon."
    ).split()
)
MALE = frozenset(
    ("mr mr. sir lord king prince sultan emir sheikh sheik mullah spokesman chairman congressman businessman").split()
)
FEMALE = frozenset(
    ("mrs mrs. ms ms. miss lady dame queen princess spokeswoman chairwoman congresswoman businesswoman").split()
)
FORMER = frozenset(
    {"former", "ex", "ex-", "late", "onetime", "one-time", "erstwhile", "retired", "ousted", "deposed", "jailed"}
)
NOT_YET = frozenset({"elect", "designate", "president-elect", "minister-designate", "nominee", "candidate", "would-be"})
THEN = frozenset({"then", "then-"})
# Longest title in the development articles: 14 tokens ("US Assistant Secretary of State for ...").
MAX_TITLE_TOKENS = 16
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "CCONJ", "PART", "X", "NUM", "DET", "SYM"})
_JOINING = frozenset({"of", "for", "and", "on", "to", "the", "'s", "’s", "-", "&", "’", "'", "in", "at"})


class Appellation(Record, frozen=True, kw_only=True):
    """A title beside a name."""

    words: str  # as printed, blanks folded
    first: int  # index of its first token
    last: int  # index of its last token
    noun: ActorNoun  # the row of its head noun
    owners: tuple[str, ...] = ()  # states and bodies named in it, nearest to its head first
    former: bool = False  # "former", "ex-", "late"
    then: bool = False  # "then-foreign minister": held at the time told of
    future: bool = False  # "-elect", "designate"
    possessor: int | None = None  # index of "its", "the group's", a body no table knows; None: none, or owners tell


_ORGANS = frozenset("ministry department office secretariat bureau directorate chancellery".split())
Coverage = Mapping[tuple[int, int], Found]


def honorific_gender(tree: Tree, first: int) -> str | None:
    """ "m" or "f" from the word before a name; ``None`` when it does not tell."""
    word = tree.tokens[first - 1].form.lower() if first else ""
    return "m" if word in MALE else "f" if word in FEMALE else None


def appellations(tree: Tree, number: int, person: Found, coverage: Coverage, nouns: ActorNouns) -> list[Appellation]:
    """The titles before and after one person's name, in order of text."""
    spans = [
        *(list(_before(tree, number, person, coverage, nouns))),
        *_above(tree, person),
        *(list(_after(tree, person)) or _following(tree, person, nouns)),
    ]
    read = (_read(tree, number, first, last, coverage, nouns) for first, last in spans)
    own = _own_state(tree, number, person, coverage)
    return [replace(a, owners=a.owners or own) for a in read if a]


def _of_a_person(tree: Tree, number: int, index: int, coverage: Coverage) -> bool:
    """The state of another name: "Pakistan" in "President X of Pakistan and President Y"."""
    parent = tree.head(index)
    holder = coverage.get((number, parent)) if parent is not None else None
    return holder is not None and holder.mention.kind == "person" and parent is not None and parent < index


def _own_state(tree: Tree, number: int, person: Found, coverage: Coverage) -> tuple[str, ...]:
    """The state after a name: "President X of Kenya", wherever the parse hangs it."""
    after = person.mention.last + 1
    if after + 1 < len(tree.tokens) and tree.tokens[after].form == "of":
        state = coverage.get((number, after + 1)) or coverage.get((number, after + 2))
        if state is not None and state.entity and state.mention.kind == "state":
            return (state.entity,)
    for head in range(person.mention.first, person.mention.last + 1):
        for child in tree.children(head, "nmod"):
            found = coverage.get((number, child))
            if child > person.mention.last and tree.preposition(child) == "of" and found and found.entity:
                return (found.entity,)
    return ()


def _title_start(tree: Tree, first: int, last: int, nouns: ActorNouns) -> int:
    """Where the title begins: not at a joint, nor before a preposition with no office to its left ("message to")."""
    for index in range(first, last + 1):
        if tree.tokens[index].form.lower() not in {"of", "for", "on", "to", "in", "at"}:
            continue
        before = (nouns.noun(t.lemma, t.form) for t in tree.tokens[first:index])
        if not any(noun is not None and noun.kind == "person" for noun in before):
            first = index + 1
    while first <= last and tree.tokens[first].form.lower() in _JOINING:
        first += 1
    return first


def _before(tree: Tree, number: int, person: Found, coverage: Coverage, nouns: ActorNouns) -> Iterator[tuple[int, int]]:
    index = person.mention.first - 1
    honorific = index
    while honorific > 0 and tree.tokens[honorific].form.lower() in HONORIFICS:
        honorific -= 1
    if honorific > 0 and tree.tokens[honorific].form == ",":  # "the Minister of Finance, Ms Jane Doe,"
        index = honorific
    # "the foreign minister, Ishaq Dar,": a comma may part title and name.
    comma = index > 0 and tree.tokens[index].form == ","
    last = index - 1 if comma else index
    index = last
    while index >= 0 and last - index < MAX_TITLE_TOKENS:
        token = tree.tokens[index]
        covered = coverage.get((number, index))
        if covered is not None and (covered.mention.kind == "person" or _of_a_person(tree, number, index, coverage)):
            break
        if covered is None and not _title_token(token.upos, token.form):
            break
        if token.form.lower() in {"and", "&"} and _after_a_state(tree, number, index, coverage):
            break
        index -= 1
    first = _title_start(tree, index + 1, last, nouns)
    if first <= last and not (comma and not _definite(tree, first)):
        yield first, last


def _after_a_state(tree: Tree, number: int, joint: int, coverage: Coverage) -> bool:
    """Whether "and" begins another's title: in "President X of Pakistan and Prime Minister Y" Y is not Pakistan's."""
    state = coverage.get((number, joint - 1))
    if state is None or state.mention.kind != "state":
        return False
    return state.mention.first > 0 and tree.tokens[state.mention.first - 1].form.lower() in {"of", "the"}


def _definite(tree: Tree, first: int) -> bool:
    """Before a comma only a whole title counts ("the minister, X" but not "in Kabul, X")."""
    near = tree.tokens[max(0, first - 1) : first + 4]
    return any(token.form.lower() in {"the", "'s", "’s", "its", "their", "his", "her", "our"} for token in near)


# Participles that qualify an office; the parse may read them as verbs.
_QUALIFIERS = frozenset(
    "acting outgoing incoming serving ruling elected retired ousted deposed visiting jailed elect designate then"
    " former".split()
)


def _title_token(upos: str, form: str) -> bool:
    if form.lower() in _QUALIFIERS:
        return True
    if upos in {"ADP", "CCONJ", "DET", "PART"}:
        return form.lower() in _JOINING
    return upos in _WITHIN or form.lower() in _JOINING


def _after(tree: Tree, person: Found) -> Iterator[tuple[int, int]]:
    for head in range(person.mention.first, person.mention.last + 1):
        for child in tree.children(head, "appos"):
            if child > person.mention.last:
                below = tree.subtree(child)
                end = next((i - 1 for i in below if tree.tokens[i].form in {",", "(", ";"} and i > child), below[-1])
                yield below[0], min(end, below[0] + MAX_TITLE_TOKENS)


def _above(tree: Tree, person: Found) -> Iterator[tuple[int, int]]:
    """The noun phrase that the name stands in apposition to: "the commander of the force, General X"."""
    first = person.mention.first
    while first > 0 and tree.tokens[first - 1].upos in {"NOUN", "PROPN", "ADJ"}:  # "Major General" before it
        first -= 1
    for head in range(first, person.mention.last + 1):
        above = tree.head(head)
        if tree.relation(head) == "appos" and above is not None and above < first:
            start, last = phrase_start(tree, above), phrase_end(tree, above)
            comma = any(tree.tokens[i].form == "," for i in range(above, first))
            if tree.tokens[above].upos == "NOUN" and comma and last < first:
                yield start, last


def _following(tree: Tree, person: Found, nouns: ActorNouns) -> Iterator[tuple[int, int]]:
    """The title after the comma in headers that no parse fits: "Jane Doe, Department Spokesperson April 5"."""
    first = person.mention.last + 2
    if first + 1 >= len(tree.tokens) or tree.tokens[first - 1].form != ",":
        return
    if not tree.tokens[first].form[0].isupper():
        yield from _misread(tree, first, nouns)
        return
    for last in range(first, min(first + MAX_TITLE_TOKENS, len(tree.tokens))):
        token = tree.tokens[last]
        if not _title_token(token.upos, token.form):
            return
        noun = nouns.noun(token.lemma, token.form)
        joined = last + 1 < len(tree.tokens) and tree.tokens[last + 1].form.lower() in {"of", "for", "and", "to", "-"}
        if noun is not None and noun.kind == "person" and not joined:
            yield first, last
            return


def _misread(tree: Tree, first: int, nouns: ActorNouns) -> Iterator[tuple[int, int]]:
    """A bare title with its owner that the parse takes for something else: ", spokesman for the Peruvian mission"."""
    noun = nouns.noun(tree.tokens[first].form)
    if noun is None or noun.kind != "person" or tree.tokens[first + 1].form not in {"of", "for"}:
        return
    last = first + 1
    while last + 1 < len(tree.tokens) and _title_token(tree.tokens[last + 1].upos, tree.tokens[last + 1].form):
        last += 1
    yield first, last


def _read(tree: Tree, number: int, first: int, last: int, coverage: Coverage, nouns: ActorNouns) -> Appellation | None:
    forms = [tree.tokens[i].form for i in range(first, last + 1)]
    noun = _head_noun(tree, first, last, nouns)
    if noun is None or noun.kind not in {"person", "armed_group", "crowd"} or _plural(tree, first, last):
        return None
    printed = tree.sentence.text[
        tree.tokens[first].start - tree.sentence.start : tree.tokens[last].end - tree.sentence.start
    ]
    words = re.sub(r"\s+", " ", printed).lower()
    pieces = frozenset(re.split(r"[\s-]+", words)) | frozenset(f.lower() for f in forms)
    owners = _owners(tree, number, first, last, coverage, noun)
    telling = nouns.telling_title(words) if not owners else None
    return Appellation(
        words=words,
        first=first,
        last=last,
        noun=noun,
        owners=owners or tuple(filter(None, [telling])),
        former=bool(pieces & FORMER),
        then=bool(pieces & THEN),
        future=bool(pieces & NOT_YET),
        possessor=None if owners or telling else _possessor(tree, number, first, last, coverage),
    )


def _possessor(tree: Tree, number: int, first: int, last: int, coverage: Coverage) -> int | None:
    """Whose title it is where no table knows them: "its" director, "the group's" spokesman, a "MRD" leader."""
    for index in range(first, last + 1):
        for child in tree.children(index, "nmod:poss"):
            found = coverage.get((number, child))
            if found is None or found.entity is None:
                return child
    return unknown_body(tree, number, last + 1, first, last, coverage)


# Nouns whose "for X" names whom they speak for; for others it is a matter or a destination ("envoy for Syria").
_SPOKEN_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "candidate", "lawyer", "delegate", "chief", "leader"}
)


def _owners(tree: Tree, number: int, first: int, last: int, coverage: Coverage, noun: ActorNoun) -> tuple[str, ...]:
    """States and bodies in a title that it belongs to, nearest to its head first; not those it is sent to."""
    away = last + 1
    for i in range(first + 1, last + 1):
        word = tree.tokens[i].form.lower()
        if (
            word in {"to", "on", "in"}
            or (word == "at" and not _at_an_organ(tree, i, last))
            or (word == "for" and noun.noun not in _SPOKEN_FOR)
        ):
            away = i
            break
    owners: list[str] = []
    for i in range(away - 1, first - 1, -1):
        found = coverage.get((number, i))
        for entity in ([found.entity] if found and found.entity else []) + list(found.owners if found else ()):
            if entity not in owners:
                owners.append(entity)
    return tuple(owners) or _served(tree, number, away, last, coverage, noun)


# Who serves somebody: "adviser to the German Chancellor". An envoy to one serves another.
_SERVING = frozenset("adviser advisor aide assistant counsel counsellor counselor secretary deputy".split())


def _served(tree: Tree, number: int, away: int, last: int, coverage: Coverage, noun: ActorNoun) -> tuple[str, ...]:
    """The state of the office-holder served: "adviser to the German Chancellor"."""
    if away >= last or tree.tokens[away].form.lower() != "to" or noun.noun.split()[-1] not in _SERVING:
        return ()
    states = [found for i in range(away + 1, last + 1) if (found := coverage.get((number, i))) and found.entity]
    return tuple(dict.fromkeys(str(found.entity) for found in states))


def _at_an_organ(tree: Tree, at: int, last: int) -> bool:
    """ "At the Cambodian Foreign Ministry" says whose one is, "at the peace talks" does not."""
    return any(tree.tokens[i].lemma.lower() in _ORGANS for i in range(at + 1, last + 1))


def _plural(tree: Tree, first: int, last: int) -> bool:
    """ "The two leaders, X and Y": a plural title belongs to neither name alone."""
    nouns = [t for t in tree.tokens[first : last + 1] if t.upos in {"NOUN", "PROPN"}]
    numbered = any(t.form.lower() in {"two", "three", "both"} for t in tree.tokens[first : last + 1])
    return numbered and any("Number=Plur" in t.feats for t in nouns)


def _head_noun(tree: Tree, first: int, last: int, nouns: ActorNouns) -> ActorNoun | None:
    """The row of the title's head: the last noun before "of" or "for", looked up with up to two words before it."""
    while last > first and tree.tokens[last].form.lower() in {"elect", "designate", "-"}:
        last -= 1
    stop = next((i for i in range(first + 1, last + 1) if tree.tokens[i].form.lower() in {"of", "for", "to"}), last + 1)
    for end in dict.fromkeys((stop - 1, last)):
        if is_measure(tree, end):  # "at 3 pm Doe said"
            continue
        lemmas = [(tree.tokens[i].lemma or tree.tokens[i].form).lower() for i in range(max(first, end - 2), end + 1)]
        forms = [tree.tokens[i].form.lower() for i in range(max(first, end - 2), end + 1)]
        tails = [" ".join(words[k:]) for words in (lemmas, forms) for k in range(len(words))]
        noun = nouns.noun(*sorted(tails, key=len, reverse=True))
        if noun:
            return noun
    return None
