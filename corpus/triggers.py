"""Triggers: their core without auxiliaries, and a guess at their grammatical form."""

import re
from functools import cache

from corpus.report import Mark
from dragoman.codes.tables import DATA

TRIGGER_FORMS = ("past", "participle", "-ing", "infinitive", "present", "noun", "other")
CLAUSE_FORMS = ("passive", "relative", "coordinated")
# What may stand before the verb inside a trigger's mark: auxiliaries, then adverbs and negation among them.
_BE_HAVE = "be|been|being|is|are|was|were|has|have|had|having"
_AUXILIARY = rf"(?:{_BE_HAVE}|do|does|did|will|would|shall|should|can|could|may|might|must)"
_LEAD = re.compile(
    rf"{_AUXILIARY}\s+(?:(?:{_AUXILIARY}|not|never|yet|now|since|also|already|still|just|once|twice|to|\w+ly)\s+)*",
    re.I,
)
_NOUNS = re.compile(
    r"\w+(?:tion|sion|ment|ance|ence|ity|ism|ship|dom|ness|age|ure|ery|acy|itude|als?|ions|ments|talks|fire)$"
)
# Event nouns that no ending shows and that are also verbs or short.
_NOUN_LIST = frozenset(
    "talks talk meeting meetings visit visits strike strikes attack attacks raid raids call calls demand demands offer "
    "offers pledge pledges vote protest protests rally rallies march marches riot riots ban bans deal deals pact pacts "
    "threat threats warning warnings aid help support praise criticism blame charge charges lawsuit probe inquiry "
    "embargo truce ceasefire exercise exercises drill drills summit trip tour phone clash clashes killing killings "
    "bombing bombings bombardment shelling blast ambush assault siege blockade seizure arrest arrests curfew coup "
    "loan loans grant grants release return pull-out withdrawal apology request requests appeal appeals refusal veto "
    "boycott sanctions sanction ultimatum crackdown cooperation trade swap exchange walkout sit-in conviction "
    "denial gift".split()
)
_PLURAL_SUBJECT = re.compile(r"\b(?:I|we|you|they|who|both)(?:\s+(?:\w+ly|also|still|only))?\s*$", re.I)
_ADVERBS = r"(?:\s+(?:\w+ly|not|never|yet|now|since|also|already|still|just|once|twice|been|being))*\s*$"
_BE = re.compile(rf"\b(?:{_BE_HAVE}){_ADVERBS}", re.I)
_TO_BE = re.compile(rf"\b(?:be|been|being|is|are|was|were){_ADVERBS}", re.I)
# What may stand between "who" or "and" and the verb.
_GROUP = rf"(?:\s+(?:{_AUXILIARY}|not|never|also|already|then|\w+ly))*\s*$"
# "That" is a relative only right before the verb: "said that troops left" is none. After "whom" may stand a subject.
_RELATIVE = re.compile(rf"\b(?:who|which|that){_GROUP}|\b(?:whom|whose|which)\s[^,.;:!?\n]{{1,40}}$", re.I)
_COORDINATED = re.compile(rf"\b(?:and|or|but){_GROUP}", re.I)
_BEFORE_NOUN = re.compile(r"\b(?:the|a|an|its|his|her|their|this|that|these|those|any|no|further|of|between)\s*$", re.I)
_TO = re.compile(r"\b(?:to|will|would|could|may|might|must|should|can|shall|did|does|do|not)\s*$", re.I)


def core(mark: Mark) -> Mark:
    """The trigger without auxiliaries and the adverbs among them: "landed" of "had also landed"."""
    lead = _LEAD.match(mark.text)
    if mark.kind != "trigger" or lead is None or lead.end() == len(mark.text):
        return mark
    text = mark.text[lead.end() :]
    return Mark(
        kind=mark.kind, ids=mark.ids, form=mark.form, start=mark.start + lead.end(), end=mark.end, text=text,
        line=mark.line,
    )  # fmt: skip


def trigger_form(before: str, word: str) -> str:
    """A guess at a trigger's form from its ending and the words before it: one of ``TRIGGER_FORMS``."""
    head = re.split(r"[\s-]", word.lower())[0]
    past, participle = _irregular()
    if _BEFORE_NOUN.search(before):
        return "noun"
    if _BE.search(before) and (head.endswith("ed") or head in participle):
        return "participle"
    if head.endswith("ed") or head in past:
        return "past"
    if _TO.search(before):
        return "infinitive"
    if head in _NOUN_LIST or _NOUNS.fullmatch(head):
        return "noun"
    if head.endswith("ing"):
        return "-ing"
    if head in participle:
        return "participle"
    if re.fullmatch(r"[a-z]+[^s]s", head) or _PLURAL_SUBJECT.search(before):
        return "present"
    return "other"


def clause_forms(before: str, word: str) -> frozenset[str]:
    """A guess at the clause of a verb from the words before it: any of ``CLAUSE_FORMS``; nothing of a noun."""
    form = trigger_form(before, word)
    if form == "noun":
        return frozenset()
    found = {"passive": _TO_BE, "relative": _RELATIVE, "coordinated": _COORDINATED}
    return frozenset(
        name
        for name, pattern in found.items()
        if pattern.search(before) and (name != "passive" or form == "participle")
    )


@cache
def _irregular() -> tuple[frozenset[str], frozenset[str]]:
    """Past forms and participles of irregular verbs."""
    lines = (DATA / "language" / "irregular.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "lemma\t"))]
    past, participle = (frozenset(form for row in rows for form in row[column].split("|")) for column in (1, 2))
    return past, participle
