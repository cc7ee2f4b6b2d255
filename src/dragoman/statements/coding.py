"""``find_statements``: reported speech as records, with speaker, stance, act, addressee, medium and date."""

import re
from collections.abc import Sequence

from dragoman.dates import find_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Participant, Reading, Statement, statement_id
from dragoman.statements.acts import act_of, addressees_of, medium_of
from dragoman.statements.clauses import Tree
from dragoman.statements.cues import CueTable
from dragoman.statements.reported import Reported, gather
from dragoman.statements.speakers import SpeakerIndex, Speakers
from dragoman.statements.stance import stance_of
from dragoman.statements.topics import TopicTable, topics_of

# How sure each way of reading is: the share of statements found so that were right on the training articles.
CONFIDENCE = {"turn": 0.9, "quotation": 0.85, "clause": 0.75, "parenthesis": 0.8, "phrase": 0.8}
LEAST_SURE = 0.5
# "He added" and "the statement said" mean whoever spoke in this sentence or in the two before it.
REACH = 3


def find_statements(
    article: Article, reading: Reading, index: SpeakerIndex, *, reference: PartialDate, cues: CueTable
) -> tuple[Statement, ...]:
    """The reported speech of an article's body, in order of text.

    Args:
        article: its text is what statements quote.
        reading: the parsed article.
        index: says who a noun phrase means.
        reference: the day the article was written, as far as known; what was said without a date was said then.
        cues: the words of saying.
    """
    trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
    speakers = Speakers(index, trees, cues, reference)
    topics = cues.topics
    found: list[Statement] = []
    last: tuple[Participant, ...] = ()
    spoke = -REACH
    for item in gather(article.text, trees, cues, start=article.body_start):
        at = item.source[0] if item.source else item.sentence or 0
        who = _speakers(item, trees, speakers, last if at - spoke < REACH else (), near=at - spoke <= 1)
        if not who or _is_reporter(article, who):
            continue
        found.append(
            _statement(article, trees, item, who, reference=reference, cues=cues, topics=topics, speakers=speakers)
        )
        if not _aside(item, trees):
            last, spoke = who, item.sentence if item.sentence is not None else at
    return tuple(found)


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


def _statement(
    article: Article, trees: Sequence[Tree], item: Reported, who: tuple[Participant, ...], *,
    reference: PartialDate, cues: CueTable, topics: TopicTable, speakers: Speakers,
) -> Statement:  # fmt: skip
    """One record."""
    words = article.text[item.start : item.end]
    tree = trees[item.sentence] if item.sentence is not None else None
    stance = stance_of(tree, item.head, item.entry, negated=item.negated, words=words)
    cue_tree = trees[item.cue[0]] if item.cue else None
    cue_token = item.cue[1] if item.cue else None
    said = cue_tree is not None and cue_token is not None
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
        cue=article.span(cue_tree[cue_token].start, cue_tree[cue_token].end) if said else None,  # type: ignore[index]
        addressees=addressees_of(cue_tree, cue_token) if said else (),  # type: ignore[arg-type]
        said=_said(article.text, item, trees, reference),
        medium=medium_of(cue_tree, cue_token, cues) if said else None,  # type: ignore[arg-type]
        topics=topics_of(tree, item.start, item.end, topics) if tree else (),
        reported_by=_reporter(item, trees, speakers),
        citations=tuple(article.span(*part) for part in item.others),
        confidence=CONFIDENCE.get(item.rule.split(":")[0], LEAST_SURE),
        why=(item.rule,),
    )


def _reporter(item: Reported, trees: Sequence[Tree], speakers: Speakers) -> str | None:
    """The name of who passed the statement on; None: nobody is named."""
    if item.reporter is None:
        return None
    who = speakers.at(trees[item.reporter[0]], item.reporter[1])
    return who[0].name if who else None


def _said(text: str, item: Reported, trees: Sequence[Tree], reference: PartialDate) -> PartialDate:
    """When it was said: a date beside the cue, else the reference day."""
    if item.cue is None:
        return reference
    tree, cue = trees[item.cue[0]], item.cue[1]
    beside = [tree[i] for i in tree.subtree(cue) if not item.start <= tree[i].start < item.end]
    if not beside:
        return reference
    times = find_times(text, tree.sentence.start, tree.sentence.end, reference=reference, tense="past")
    places = {token.start for token in beside}
    near = [t for t in times if t.kind == "date" and t.value and any(t.start <= p < t.end for p in places)]
    near = [t for t in near if not item.start <= t.start < item.end]
    return near[0].value if near else reference
