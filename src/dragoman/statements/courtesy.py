"""Politeness: sentences with nothing in them but thanks, a greeting or the invitation of questions."""

import re

# What makes a sentence polite. "Welcome" does only at its beginning: "we welcome the decision" is a position.
_POLITE = re.compile(
    r"\b(?:thank you|(?:many |my )?thanks|good (?:morning|afternoon|evening|day|night)|hello|hi|bye|goodbye|please|"
    r"you(?:[’']| a)re welcome|(?:nice|great|good|glad|happy|delighted|honou?red) to|pleasure|honou?r|congratulations|"
    r"go ahead|(?:next|last|final|any|first|your|more|few|some|good) questions?)\b|^\W*welcome\b|,\s*welcome\b",
    re.IGNORECASE,
)
# The words that may stand in it, besides names and titles in capitals. Any other is substance: "please leave".
_BESIDE = frozenset(
    (
        "a afternoon again ahead all ambassador an and any at attention back be been being both bye can chancellor "
        "colleagues come coming congratulations day dear delighted evening everybody everyone few final first folks "
        "for friends gentlemen glad go good goodbye great happy have having hello here hi him honor honored honour "
        "honoured hospitality i in indeed is it join joining kindly ladies last let like ll lot madam many me meet "
        "meeting minister more morning much my next nice night now of once our patience please pleasure president "
        "question questions re s secretary see seeing sir so some take taking thank thanks that the this time to "
        "today tonight us ve very we welcome will with would you your"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+")


def is_courtesy(words: str) -> bool:
    """Whether a sentence is only politeness: it thanks, greets or invites questions, and says nothing else."""
    if not _POLITE.search(words):
        return False
    first, *others = _WORD.findall(words)
    addressed = re.match(rf"\W*{first}\W*,", words) is not None  # "Nora, go ahead."
    known = addressed or first.lower() in _BESIDE
    return known and all(word.lower() in _BESIDE or word[0].isupper() for word in others)
