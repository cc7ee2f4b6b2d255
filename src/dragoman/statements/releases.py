"""Transcripts and press-release forms: turns that a label opens ("QUESTION:", "MR PRICE:", "Jane Roe:")."""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.records import Record

ASKERS = frozenset(
    "question q reporter journalist interviewer host moderator operator anchor presenter press media questioner "
    "correspondent audience".split()
)
_CAPITALS = r"[A-Z][A-Z’'\-]*\.?(?:[  ][A-Z][A-Z’'\-.]*){0,6}"
_NAMES = r"(?:[A-Z]\.[  ]?)?[A-Z][\w’'\-]+(?:[  ](?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'\-]+)){0,4}"
_PLACE = r"(?:^|(?<=\n)|(?<=[.?!…—–\-”\")][  ])|(?<=[.?!…—–\-”\")][  ][  ]))"
_CAPITAL_LABEL = re.compile(rf"{_PLACE}(?P<label>{_CAPITALS})[  ]?:(?=[  \n])")
_NAME_LABEL = re.compile(rf"{_PLACE}(?P<label>{_NAMES}|Q|A):(?=[  \n])")
# Fewer labels than this are a dateline or a heading with a colon, not a conversation.
MIN_TURNS = 3
# Shares of an interviewer's turns that end in a question mark; a spokesman's own rhetorical questions stay below it.
MOSTLY_ASKS = 0.5


class Turn(Record, frozen=True, kw_only=True):
    """What one speaker says until the next label. Offsets are those of the text."""

    label: str
    label_start: int
    start: int
    end: int
    asks: bool  # the label is an interviewer's


def find_turns(text: str, start: int = 0) -> tuple[Turn, ...]:
    """The turns of a transcript from offset ``start``; none when the text is no transcript."""
    for pattern in (_CAPITAL_LABEL, _NAME_LABEL):
        labels = list(pattern.finditer(text, start))
        if _conversation(labels):
            return _turns(text, labels)
    return ()


def _conversation(labels: Sequence[re.Match[str]]) -> bool:
    """Whether labels are those of a conversation: enough of them, and some come again."""
    names = Counter(_surname(m["label"]) for m in labels)
    return len(labels) >= MIN_TURNS and max(names.values()) >= 2 and len(names) >= 2


def _surname(label: str) -> str:
    """The last word of a label: what its short and long forms share."""
    return re.split(r"[\s.]+", label.strip(". "))[-1].casefold()


def _turns(text: str, labels: Sequence[re.Match[str]]) -> tuple[Turn, ...]:
    """What stands between the labels."""
    ends = [m.start() for m in labels[1:]] + [len(text)]
    full = _full_labels(labels)
    asking: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for match, end in zip(labels, ends, strict=True):
        name = _surname(match["label"])
        total[name] += 1
        asking[name] += text[match.end() : end].rstrip().endswith("?")
    return tuple(
        Turn(
            label=full[_surname(match["label"])],
            label_start=match.start(),
            start=match.end() + 1,
            end=end,
            asks=_asks(_surname(match["label"]), asking, total),
        )
        for match, end in zip(labels, ends, strict=True)
        if match.end() + 1 < end
    )


def _full_labels(labels: Sequence[re.Match[str]]) -> dict[str, str]:
    """The longest label of each surname: "N.Roe" stands for "Nora Roe"."""
    full: dict[str, str] = {}
    for match in labels:
        name, label = _surname(match["label"]), match["label"].strip()
        if len(label.replace(".", "")) > len(full.get(name, "").replace(".", "")):
            full[name] = label
    return full


def _asks(name: str, asking: Counter[str], total: Counter[str]) -> bool:
    """Whether a label is an interviewer's: by its word, or because most of its turns are questions."""
    return name in ASKERS or asking[name] > MOSTLY_ASKS * total[name]
