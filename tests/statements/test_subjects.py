"""Who says it, from the place of the cue: subjects, agents, owners, governors."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements import CueTable
from dragoman.statements.subjects import agent, is_passive, owner, source_of
from tests.parsed import sentences

CUES = CueTable.load()
FIN = "VerbForm=Fin"
PART = "Tense=Past|VerbForm=Part"


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def at(parsed: Tree, form: str) -> int:
    """The index of the first token with that form."""
    return next(i for i, token in enumerate(parsed.tokens) if token.form == form)


def speaker(block: str, verb: str) -> str | None:
    """The form of the head of whoever speaks by the verb."""
    parsed = tree(block)
    index = at(parsed, verb)
    cue = CUES.verb(parsed.lemma(index))
    assert cue is not None
    source = source_of(parsed, index, cue)
    return parsed[source].form if source is not None else None


SUBJECT = f"""
The the DET 2 det
envoy envoy NOUN 3 nsubj
said say VERB 0 root {FIN}
little little ADJ 3 obj
"""

PASSIVE_BY = f"""
It it PRON 3 nsubj:pass
was be AUX 3 aux:pass {FIN}
said say VERB 0 root {PART}
by by ADP 6 case
the the DET 6 det
envoy envoy NOUN 3 obl:agent
"""

PASSIVE_ALONE = f"""
Much much PRON 3 nsubj:pass
was be AUX 3 aux:pass {FIN}
said say VERB 0 root {PART}
"""

PARTICIPLE_BY = f"""
Words word NOUN 5 nsubj
said say VERB 1 acl {PART}
by by ADP 4 case
Doe Doe PROPN 2 obl
hurt hurt VERB 0 root {FIN}
"""

JOINED = f"""
Doe Doe PROPN 2 nsubj
rose rise VERB 0 root {FIN}
and and CCONJ 4 cc
said say VERB 2 conj {FIN}
so so ADV 4 advmod
"""

ADDING = f"""
Doe Doe PROPN 2 nsubj
left leave VERB 0 root {FIN}
, , PUNCT 4 punct
adding add VERB 2 advcl VerbForm=Ger
nothing nothing PRON 4 obj
"""

STATEMENT_SAYING = f"""
A a DET 2 det
letter letter NOUN 5 nsubj
saying say VERB 2 acl VerbForm=Ger
this this PRON 3 obj
came come VERB 0 root {FIN}
"""

WHO_SAID = f"""
The the DET 2 det
envoy envoy NOUN 6 nsubj
who who PRON 4 nsubj
said say VERB 2 acl:relcl {FIN}
so so ADV 4 advmod
left leave VERB 0 root {FIN}
"""

WHO_CAME_AND_SAID = f"""
The the DET 2 det
envoy envoy NOUN 8 nsubj
who who PRON 6 nsubj
came come VERB 2 acl:relcl {FIN}
and and CCONJ 6 cc
said say VERB 4 conj {FIN}
so so ADV 6 advmod
left leave VERB 0 root {FIN}
"""

EXPLETIVE = f"""
It it PRON 2 expl
said say VERB 0 root {FIN}
so so ADV 2 advmod
"""

INVERTED = f"""
Ships ship NOUN 2 nsubj
sailed sail VERB 0 root {FIN}
, , PUNCT 4 punct
said say VERB 2 parataxis {FIN}
Doe Doe PROPN 4 obj
. . PUNCT 2 punct
"""

WANTS_TO_SAY = f"""
Doe Doe PROPN 2 nsubj
wants want VERB 0 root {FIN}
to to PART 4 mark
say say VERB 2 xcomp VerbForm=Inf
this this PRON 4 obj
"""

URGED_ROE_TO_SAY = f"""
Doe Doe PROPN 2 nsubj
urged urge VERB 0 root {FIN}
Roe Roe PROPN 2 obj
to to PART 5 mark
say say VERB 2 xcomp VerbForm=Inf
so so ADV 5 advmod
"""

QUOTED_AS_SAYING = f"""
They they PRON 2 nsubj
quoted quote VERB 0 root {FIN}
Roe Roe PROPN 2 obj
as as SCONJ 5 mark
saying say VERB 2 advcl VerbForm=Ger
so so ADV 5 advmod
"""

WAS_QUOTED_AS_SAYING = f"""
Roe Roe PROPN 3 nsubj:pass
was be AUX 3 aux:pass {FIN}
quoted quote VERB 0 root {PART}
as as SCONJ 5 mark
saying say VERB 3 advcl VerbForm=Ger
so so ADV 5 advmod
"""


@pytest.mark.parametrize(
    ("block", "verb", "expected"),
    [
        pytest.param(SUBJECT, "said", "envoy", id="its own subject"),
        pytest.param(PASSIVE_BY, "said", "envoy", id="the agent of a passive"),
        pytest.param(PASSIVE_ALONE, "said", None, id="a passive without an agent"),
        pytest.param(PARTICIPLE_BY, "said", "Doe", id="the agent of a participle"),
        pytest.param(JOINED, "said", "Doe", id="the subject of the verb it is joined to"),
        pytest.param(ADDING, "adding", "Doe", id="the subject above a participle"),
        pytest.param(STATEMENT_SAYING, "saying", "letter", id="the noun a participle hangs on"),
        pytest.param(WHO_SAID, "said", "envoy", id="the noun of a relative pronoun"),
        pytest.param(WHO_CAME_AND_SAID, "said", "envoy", id="the same through a conjunction"),
        pytest.param(EXPLETIVE, "said", "It", id="an it that was read as empty"),
        pytest.param(INVERTED, "said", "Doe", id="a subject after the verb, read as its object"),
        pytest.param(WANTS_TO_SAY, "say", "Doe", id="the subject of the verb that governs an infinitive"),
        pytest.param(URGED_ROE_TO_SAY, "say", "Roe", id="the object of the verb that governs an infinitive"),
        pytest.param(QUOTED_AS_SAYING, "saying", "Roe", id="who is quoted"),
        pytest.param(WAS_QUOTED_AS_SAYING, "saying", "Roe", id="who was quoted"),
    ],
)
def test_who_speaks(block: str, verb: str, expected: str | None) -> None:
    assert speaker(block, verb) == expected


def test_a_root_without_a_subject_has_no_speaker() -> None:
    assert speaker("said say VERB 0 root\nso so ADV 1 advmod", "said") is None


def test_an_object_with_a_preposition_is_no_inverted_speaker() -> None:
    block = f"""
Ships ship NOUN 2 nsubj
sailed sail VERB 0 root {FIN}
, , PUNCT 4 punct
said say VERB 2 parataxis {FIN}
in in ADP 6 case
Rome Rome PROPN 4 obl
"""
    assert speaker(block, "said") != "Rome"


def test_a_verb_without_a_comma_before_it_is_not_inverted() -> None:
    block = f"""
Then then ADV 2 advmod
said say VERB 0 root {FIN}
Doe Doe PROPN 2 obj
"""
    assert speaker(block, "said") is None


def test_a_long_chain_of_governors_is_not_climbed_to_its_end() -> None:
    rows = ["Doe Doe PROPN 2 nsubj", "went go VERB 0 root"]
    rows += [f"say say VERB {number} conj" for number in range(2, 12)]
    parsed = tree("\n".join(rows))
    cue = CUES.verb("say")
    assert cue is not None
    assert source_of(parsed, 3, cue) == 0
    assert source_of(parsed, len(parsed) - 1, cue) is None


@pytest.mark.parametrize(
    ("block", "verb", "expected"),
    [
        pytest.param(PASSIVE_BY, "said", True, id="auxiliary"),
        pytest.param(PARTICIPLE_BY, "said", True, id="participle on a noun"),
        pytest.param(SUBJECT, "said", False, id="active"),
        pytest.param(ADDING, "adding", False, id="present participle"),
        pytest.param(f"had have AUX 2 aux\nsaid say VERB 0 root {PART}", "said", False, id="perfect"),
        pytest.param(
            f"Doe Doe PROPN 0 root\nhas have AUX 3 aux\nsaid say VERB 1 acl {PART}",
            "said",
            False,
            id="perfect on a noun",
        ),
    ],
)
def test_passives(block: str, verb: str, expected: bool) -> None:
    parsed = tree(block)
    assert is_passive(parsed, at(parsed, verb)) is expected


def test_an_agent_needs_by_or_its_own_relation() -> None:
    parsed = tree(PARTICIPLE_BY.replace("by by", "in in"))
    assert agent(parsed, at(parsed, "said")) is None


@pytest.mark.parametrize(
    ("block", "noun", "expected"),
    [
        pytest.param(
            "Rome Rome PROPN 3 nmod:poss\n's 's PART 1 case\nclaim claim NOUN 0 root", "claim", "Rome", id="'s"
        ),
        pytest.param("its its PRON 2 nmod:poss\nclaim claim NOUN 0 root", "claim", "its", id="possessive pronoun"),
        pytest.param("claim claim NOUN 0 root\nby by ADP 3 case\nRome Rome PROPN 1 nmod", "claim", "Rome", id="by"),
        pytest.param(
            "claims claim NOUN 0 root\nfrom from ADP 3 case\nRome Rome PROPN 1 nmod", "claims", "Rome", id="from"
        ),
        pytest.param(
            "claims claim NOUN 0 root\nabout about ADP 3 case\nRome Rome PROPN 1 nmod", "claims", None, id="about"
        ),
        pytest.param(
            "Reuters Reuters PROPN 2 compound\nreport report NOUN 0 root", "report", "Reuters", id="name before"
        ),
        pytest.param("Roman Roman ADJ 2 amod\nclaims claim NOUN 0 root", "claims", "Roman", id="adjective in capitals"),
        pytest.param("false false ADJ 2 amod\nclaims claim NOUN 0 root", "claims", None, id="plain adjective"),
        pytest.param("press press NOUN 2 compound\nreport report NOUN 0 root", "report", None, id="plain compound"),
        pytest.param("claims claim NOUN 0 root", "claims", None, id="nobody"),
    ],
)
def test_whose_statement_a_noun_is(block: str, noun: str, expected: str | None) -> None:
    parsed = tree(block)
    found = owner(parsed, at(parsed, noun))
    assert (parsed[found].form if found is not None else None) == expected


def test_the_possessor_goes_before_the_maker() -> None:
    parsed = tree("its its PRON 2 nmod:poss\nclaim claim NOUN 0 root\nfrom from ADP 4 case\nRome Rome PROPN 2 nmod")
    assert owner(parsed, 1) == 0
