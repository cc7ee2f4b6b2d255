"""To whom, where and when something was said."""

from datetime import date

import pytest

from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article
from dragoman.statements import CueTable
from dragoman.statements.circumstances import Scene, addressees_of, circumstances, medium_of
from dragoman.statements.reported import Reported
from tests.parsed import sentences

CUES = CueTable.load()
FRIDAY = PartialDate.day(date(2017, 11, 10))
FIN = "VerbForm=Fin"


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def at(parsed: Tree, form: str) -> int:
    return next(i for i, token in enumerate(parsed.tokens) if token.form == form)


TOLD = f"""
Doe Doe PROPN 2 nsubj
told tell VERB 0 root {FIN}
the the DET 4 det
lawmakers lawmaker NOUN 2 obj
"""

TOLD_AS_INDIRECT = TOLD.replace("lawmaker NOUN 2 obj", "lawmaker NOUN 2 iobj")

SAID_TO = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
this this PRON 2 obj
to to ADP 5 case
reporters reporter NOUN 2 obl
"""

TO_LAWMAKERS_DOE_SAID = f"""
To to ADP 2 case
lawmakers lawmaker NOUN 4 obl
Doe Doe PROPN 4 nsubj
said say VERB 0 root {FIN}
this this PRON 4 obj
"""


@pytest.mark.parametrize(
    ("block", "verb", "expected"),
    [
        pytest.param(TOLD, "told", ("lawmakers",), id="object of a verb of addressing"),
        pytest.param(TOLD_AS_INDIRECT, "told", ("lawmakers",), id="indirect object"),
        pytest.param(SAID_TO, "said", ("reporters",), id="after to"),
        pytest.param(SAID_TO.replace("to to ADP", "with with ADP"), "said", (), id="after another preposition"),
        pytest.param(SAID_TO.replace("reporter NOUN", "reporter ADV"), "said", (), id="no noun after to"),
        pytest.param(TO_LAWMAKERS_DOE_SAID, "said", (), id="before the verb"),
    ],
)
def test_addressees(block: str, verb: str, expected: tuple[str, ...]) -> None:
    parsed = tree(block)
    assert addressees_of(parsed, at(parsed, verb)) == expected


def test_an_addressee_is_given_without_its_article() -> None:
    parsed = tree(TOLD_AS_INDIRECT)
    (found,) = addressees_of(parsed, 1)
    assert found == "lawmakers"


def said_in(*medium: str) -> str:
    """ "Doe said this ...": further rows hang on "said", the second token."""
    return "\n".join(["Doe Doe PROPN 2 nsubj", f"said say VERB 0 root {FIN}", "this this PRON 2 obj", *medium])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(("on on ADP 5 case", "Twitter Twitter PROPN 2 obl"), CUES.medium("Twitter"), id="a platform"),
        pytest.param(
            ("in in ADP 6 case", "a a DET 6 det", "statement statement NOUN 2 obl"),
            CUES.medium("statement"),
            id="a text",
        ),
        pytest.param(("in in ADP 5 case", "Rome Rome PROPN 2 obl"), None, id="a town"),
        pytest.param((), None, id="nothing"),
        pytest.param(
            ("after after ADP 5 case", "riots riot NOUN 2 obl", "began begin VERB 5 acl", "on on ADP 8 case",
             "Twitter Twitter PROPN 6 obl"),
            None,
            id="a medium inside a relative clause",
        ),
    ],
)  # fmt: skip
def test_medium(rows: tuple[str, ...], expected: str | None) -> None:
    parsed = tree(said_in(*rows))
    assert medium_of(parsed, 1, CUES) == expected


@pytest.mark.parametrize("word", ["Twitter", "statement"])
def test_the_words_used_here_are_mediums(word: str) -> None:
    assert CUES.medium(word)


@pytest.mark.parametrize("lemma", ["tweet", "retweet"])
def test_some_verbs_name_their_medium(lemma: str) -> None:
    parsed = tree(f"Doe Doe PROPN 2 nsubj\n{lemma}ed {lemma} VERB 0 root {FIN}")
    assert medium_of(parsed, 1, CUES) == CUES.medium("Twitter")


def test_the_medium_stands_beside_the_verb_above_an_infinitive() -> None:
    parsed = tree(
        f"""
Doe Doe PROPN 2 nsubj
went go VERB 0 root {FIN}
on on ADP 4 case
Twitter Twitter PROPN 2 obl
to to PART 6 mark
say say VERB 2 xcomp VerbForm=Inf
this this PRON 6 obj
"""
    )
    assert medium_of(parsed, 5, CUES) == CUES.medium("Twitter")


def scene(block: str) -> tuple[Scene, Tree, str]:
    text, (sentence,) = sentences(block)
    parsed = Tree(sentence, 0)
    article = Article(id="article-1", source="test", text=text, body_start=0)
    return Scene(article=article, trees=[parsed], reference=FRIDAY, cues=CUES), parsed, text


def reported(text: str, content: str, **places: tuple[int, int]) -> Reported:
    start = text.index(content)
    return Reported(kind="indirect", start=start, end=start + len(content), sentence=0, head=None, entry=None, **places)


SAID_ON = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
on on ADP 4 case
{{day}} {{day}} PROPN 2 obl
ships ship NOUN 6 nsubj
sailed sail VERB 2 ccomp {FIN}
on on ADP 8 case
{{other}} {{other}} PROPN 6 obl
"""


@pytest.mark.parametrize(
    ("day", "said"),
    [("Thursday", "2017-11-09"), ("Friday", "2017-11-10"), ("Monday", "2017-11-06"), ("Saturday", "2017-11-04")],
)
def test_a_date_beside_the_cue_is_when_it_was_said(day: str, said: str) -> None:
    here, _, text = scene(SAID_ON.format(day=day, other="Sunday"))
    found = circumstances(here, reported(text, "ships sailed on Sunday", cue=(0, 1)))
    assert str(found.said) == said


def test_a_date_inside_the_content_says_nothing_of_when_it_was_said() -> None:
    here, _, text = scene(SAID_ON.format(day="Rome", other="Sunday"))
    found = circumstances(here, reported(text, "ships sailed on Sunday", cue=(0, 1)))
    assert found.said == FRIDAY


SIGNED_ON = f"""
The the DET 2 det
treaty treaty NOUN 6 nsubj
{{verb}} {{verb}} VERB 2 {{relation}} VerbForm=Part
on on ADP 5 case
Thursday Thursday PROPN 3 obl
says say VERB 0 root {FIN}
ships ship NOUN 8 nsubj
sail sail VERB 6 ccomp {FIN}
"""


@pytest.mark.parametrize(
    ("verb", "relation", "said"),
    [("sign", "acl", "2017-11-10"), ("agree", "acl:relcl", "2017-11-10"), ("issue", "acl", "2017-11-09")],
)
def test_the_date_in_a_relative_clause_is_another_unless_words_come_out_on_it(
    verb: str, relation: str, said: str
) -> None:
    here, _, text = scene(SIGNED_ON.format(verb=verb, relation=relation))
    assert str(circumstances(here, reported(text, "ships sail", cue=(0, 5))).said) == said


def test_without_a_cue_it_was_said_on_the_reference_day() -> None:
    here, _, text = scene(SAID_ON.format(day="Thursday", other="Sunday"))
    found = circumstances(here, reported(text, "ships sailed on Sunday"))
    assert (found.said, found.addressees, found.medium) == (FRIDAY, (), None)


def test_a_quotation_that_goes_on_has_the_circumstances_it_began_with() -> None:
    here, _, text = scene(SAID_ON.format(day="Thursday", other="Sunday"))
    went_on = circumstances(here, reported(text, "ships sailed on Sunday", begun=(0, 1)))
    began = circumstances(here, reported(text, "ships sailed on Sunday", cue=(0, 1)))
    assert went_on == began


def test_an_unknown_reference_leaves_the_day_unknown() -> None:
    here, _, text = scene(SAID_ON.format(day="Thursday", other="Sunday"))
    found = circumstances(here._replace(reference=PartialDate()), reported(text, "ships sailed", cue=(0, 1)))
    assert not found.said


def test_a_full_date_beside_the_cue_needs_no_reference() -> None:
    block = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
in in ADP 4 case
March March PROPN 2 obl
2015 2015 NUM 4 nummod
ships ship NOUN 7 nsubj
sailed sail VERB 2 ccomp {FIN}
"""
    here, _, text = scene(block)
    found = circumstances(here._replace(reference=PartialDate()), reported(text, "ships sailed", cue=(0, 1)))
    assert str(found.said) == "2015-03"
