"""``find_statements``: reported speech as records, with speaker, stance, act, addressee, medium and date."""

import re
from collections.abc import Sequence

from dragoman.language.trace import Trace
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Participant, Reading, Statement, statement_id
from dragoman.statements.acts import act_of
from dragoman.statements.circumstances import Scene, circumstances
from dragoman.statements.cues import CueTable
from dragoman.statements.reported import Reported, gather
from dragoman.statements.spans import phrase
from dragoman.statements.speakers import SpeakerIndex, Speakers
from dragoman.statements.stance import stance_of
from dragoman.statements.topics import codes_of, topics_of

# How sure each way of reading is: the share of the statements found so whose words and speaker were right in the 66
# training articles, smoothed where a way is rare.
CONFIDENCE = {
    "turn": 0.95,
    "quotation": 0.9,
    "clause": 0.84,
    "parenthesis": 0.84,
    "noun": 0.84,
    "phrase": 0.83,
    "np": 0.8,
    "fragment": 0.8,
    "label": 0.72,
}
# "He added" and "the statement said" mean whoever spoke in this sentence or in the two before it.
REACH = 3


def find_statements(
    article: Article, reading: Reading, index: SpeakerIndex, *, reference: PartialDate, cues: CueTable,
    trace: Trace | None = None,
) -> tuple[Statement, ...]:  # fmt: skip
    """The reported speech of an article's body, in order of text.

    Args:
        article: its text is what statements quote.
        reading: the parsed article.
        index: says who a noun phrase means.
        reference: the day the article was written, as far as known; what was said without a date was said then.
        cues: the words of saying.
        trace: told what is dropped, and why; None: nobody asks.
    """
    trees = tuple(Tree(sentence, number) for number, sentence in enumerate(reading.sentences))
    speakers = Speakers(index, trees, cues, reference, host=_host(article, index, reference), text=article.text)
    scene = Scene(article=article, trees=trees, reference=reference, cues=cues)
    found: list[Statement] = []
    last: tuple[Participant, ...] = ()
    spoke = -REACH
    gathered = gather(article.text, trees, cues, start=article.body_start)
    if trace is not None:
        _note_silent(trace, trees, cues, gathered)
    for item in gathered:
        at = min(place for place in (item.source and item.source[0], item.sentence, len(trees)) if place is not None)
        who = _speakers(item, trees, speakers, last if at - spoke < REACH else (), near=at - spoke <= 1)
        if not who or _is_reporter(article, who):
            reason = "who speaks is the publisher itself" if who else "nobody is known who says it"
            _note(trace, item, article.text[item.start : item.end], f"{item.rule}: {reason}")
            continue
        if item.polite:
            _note(trace, item, article.text[item.start : item.end], f"{item.rule}: only politeness")
        else:
            found.append(_statement(scene, item, who, reported_by=_reporter(item, who, trees, speakers)))
        if not _aside(item, trees):
            last, spoke = who, item.sentence if item.sentence is not None else at
    return tuple(found)


def _host(article: Article, index: SpeakerIndex, reference: PartialDate) -> Participant | None:
    """The body that published a release, or whose briefing its title says it is; None: a paper's report."""
    who = index.text_participant(article.publisher, on=reference) if article.publisher else None
    if who is None and article.title and "briefing" in article.title.casefold():
        who = index.text_participant(article.title, on=reference)
    return who if who is not None and who.party is not None and who.kind == "organisation" else None


def _note(trace: Trace | None, item: Reported, words: str, reason: str) -> None:
    if trace is None:
        return
    sentence = item.sentence if item.sentence is not None else item.cue[0] if item.cue else 0
    trace.note("statement", sentence, words, item.start, "dropped", reason)


def _note_silent(trace: Trace, trees: Sequence[Tree], cues: CueTable, gathered: Sequence[Reported]) -> None:
    """Note the verbs of saying to which no words belong."""
    used = {item.cue for item in gathered}
    for tree in trees:
        for token in range(len(tree)):
            if tree[token].upos == "VERB" and cues.verb(tree.lemma(token)) and (tree.number, token) not in used:
                word = tree[token]
                reason = "a word of saying, but no words that are said by it were found"
                trace.note("statement", tree.number, word.form, word.start, "not read", reason)


def _aside(item: Reported, trees: Sequence[Tree]) -> bool:
    """Whether it is told in a relative clause ("the president, who has said ..."), so that nobody goes on from it."""
    relative = item.cue is not None and trees[item.cue[0]][item.cue[1]].deprel == "acl:relcl"
    return relative and not item.rule.startswith("parenthesis")


def _speakers(
    item: Reported, trees: Sequence[Tree], speakers: Speakers, last: tuple[Participant, ...], *, near: bool
) -> tuple[Participant, ...]:
    """Who says it."""
    if item.label is not None:
        return speakers.named(item.label)
    if item.source is None:
        return last if item.kind == "direct" else ()
    sentence, token = item.source
    return speakers.at(trees[sentence], token, last, near=near)


def _is_reporter(article: Article, who: Sequence[Participant]) -> bool:
    """Whether the only speaker is the agency or paper whose report this is."""
    own = {name.casefold() for name in (article.agency, article.publisher, article.origin) if name}
    if len(who) != 1 or who[0].party is not None:
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", who[0].name.casefold()) for name in own)


def _statement(scene: Scene, item: Reported, who: tuple[Participant, ...], *, reported_by: str | None) -> Statement:
    """One record."""
    article, trees = scene.article, scene.trees
    words = article.text[item.start : item.end]
    tree = trees[item.sentence] if item.sentence is not None else None
    stance = stance_of(tree, item.head, item.entry, negated=item.negated, words=words)
    around = circumstances(scene, item)
    topics = topics_of(article.text, item.start, item.end, scene.cues.topics, sentence=_around(item, tree))
    return Statement(
        id=statement_id(article.id, item.start, item.end),
        article=article.id,
        kind=item.kind,
        stance=stance,
        act=act_of(tree, item.head, item.entry, stance),
        text=words,
        start=item.start,
        end=item.end,
        speakers=who,
        cue=article.span(*_cue_span(trees, item.cue)) if item.cue else None,
        addressees=around.addressees,
        said=around.said,
        medium=around.medium,
        topics=codes_of(topics),
        reported_by=reported_by,
        citations=tuple(article.span(*part) for part in item.others),
        confidence=CONFIDENCE[item.rule.split(":")[0]],
        why=(item.rule, *(topic.reason for topic in topics)),
    )


def _around(item: Reported, tree: Tree | None) -> tuple[int, int]:
    """The sentence of the content; the content itself where it was not parsed."""
    return (tree.sentence.start, tree.sentence.end) if tree else (item.start, item.end)


def _cue_span(trees: Sequence[Tree], cue: tuple[int, int]) -> tuple[int, int]:
    """Where the word of saying stands."""
    token = trees[cue[0]][cue[1]]
    return token.start, token.end


def _reporter(item: Reported, said_by: Sequence[Participant], trees: Sequence[Tree], speakers: Speakers) -> str | None:
    """The name of who passed the statement on; None: nobody is named but who said it.

    Whoever reports is no state and no political party: where a name is taken for one ("PAP"), its words stand.
    """
    if item.reporter is None:
        return None
    tree, token = trees[item.reporter[0]], item.reporter[1]
    who = speakers.at(tree, token)
    if not who or who[0].id in {speaker.id for speaker in said_by}:
        return None
    if who[0].kind not in {"party", "state"}:
        return who[0].name
    name = next((c for c in tree.children(token, "appos", "flat") if tree[c].upos == "PROPN"), token)
    return phrase(tree, name)
