"""Every check, as a change to a sample that passes and the problem it must bring."""

from pathlib import Path

import pytest

from corpus.check import check_report, check_reports, main
from corpus.parse import parse_report, read_reports

DATA = Path(__file__).parent / "data"
AGENCY, TRANSCRIPT, COMMUNIQUE = (DATA / f"{number}.txt" for number in (9001, 9002, 9003))

ERRORS = [
    # header
    (AGENCY, "style: agency", "style: wire", "no such style"),
    (AGENCY, "region: africa", "region: Africa", "no such region"),
    (AGENCY, "english: british", "english: UK", "no such english"),
    (AGENCY, "published: 2016-03-04", "published: 2016-13-04", "published is no day"),
    (AGENCY, "english: british\n", "", "a header key is missing"),
    (AGENCY, "english: british", "english: british\ncolour: red", "no such header key"),
    (AGENCY, "it reports nothing", "it says nothing", "the note differs"),
    (AGENCY, "id: 9001", "id: 9009", "id and file name differ"),
    # ids and keys
    (AGENCY, "[[e8:d|the group]]", "[[e18:d|the group]]", "an id is not declared"),
    (AGENCY, "{{v4|seized}}", "seized", "one of the events is marked nowhere"),
    (AGENCY, "[[e9:d|a church mediator]]", "a church mediator", "one of the entities is marked nowhere"),
    (AGENCY, "((t3|January))", "January", "one of the times is marked nowhere"),
    (COMMUNIQUE, "<<s1|[[e4:p|it]]", "[[e4:p|it]]", "one of the statements is marked nowhere"),
    (AGENCY, "actors=e5 recipients=e5", "actors=e5", "a key is missing"),
    (AGENCY, "stance=denies act", "act", "a key is missing"),
    (AGENCY, "party=MWI country=MWI\ne3", "party=MWI\ne3", "a key is missing"),
    (AGENCY, "mode=release", "manner=release", "no such key"),
    (AGENCY, "actors=e2,e3", "actors=e2,e33", "an entity is not declared"),
    (AGENCY, "actors=e2,e3", "actors=e2,e2", "an entity stands twice"),
    (AGENCY, "place=e1\nv2", "place=e99\nv2", "an entity is not declared"),
    (AGENCY, "speaker=e9", "speaker=e99", "an entity is not declared"),
    # entities
    (AGENCY, "e2 state Malawi", "e2 country Malawi", "no such kind of entity"),
    (AGENCY, "e2 state Malawi", "e2 state", "an entity has no name"),
    (AGENCY, "party=LDF", "party=LDFX country=- party=LDF", "a key stands twice"),
    (AGENCY, "party=MOZ country=MOZ", "party=MOZ country=MZ", "no such country"),
    (AGENCY, "party=MOZ country=MOZ", "party=Mozambik country=MOZ", "no such party"),
    # events
    (AGENCY, "v1 AGREE", "v1 AGREEMENT", "no such type"),
    (AGENCY, "status=background", "status=past", "no such status"),
    (AGENCY, "status=background", "status=-", "no such status"),
    (AGENCY, "status=background basis=plain", "status=background basis=told", "no such basis"),
    (AGENCY, "mode=release", "mode=arrest", "the type has no such mode"),
    (AGENCY, "mode=release", "force=appeal", "force without a request"),
    (COMMUNIQUE, "force=appeal", "force=request", "no such force"),
    (COMMUNIQUE, "force=appeal", "", "a request without force"),
    (AGENCY, "date=2016-01", "date=2016-21", "not a date"),
    (AGENCY, "date=2016-01", "date=January", "not a date"),
    (AGENCY, "rebels free surveyors", "rebels {{v3|free}} surveyors", "a trigger in the headline"),
    # statements
    (AGENCY, "s4 indirect", "s4 reported", "no such kind of statement"),
    (AGENCY, "stance=denies", "stance=rejects", "no such stance"),
    (AGENCY, "act=assess", "act=say", "no such act"),
    # times
    (AGENCY, "t3 2016-01", "t3 January", "a time value cannot be read"),
    (AGENCY, "t3 2016-01", "t3 2016-02-30", "a time value cannot be read"),
]

WARNINGS = [
    (AGENCY, "published: 2016-03-04", "published: 1916-03-04", "published lies outside the corpus' years"),
    (AGENCY, "party=MOZ country=MOZ", "party=- country=MOZ", "a state that is not its own party"),
    (AGENCY, "e6 person Grace Nkhalamba", "e6 person Nelson Mandela", "the name of a known politician"),
    (AGENCY, "[[e8:p|it]]", "[[e8:p|the band]]", "a pronoun that is none"),
    (AGENCY, "[[e6:p|she]]", "[[e6:d|she]]", "a pronoun marked as something else"),
    (AGENCY, "[[e7:d|reporters]]", "[[e7:n|reporters]]", "a name without a capital"),
    (AGENCY, "[[e6:n|Grace", "[[e6:n|Minister Grace", "a title inside a person's name"),
    (AGENCY, "{{v1|settled}}", "{{v1|settled what could be settled}}", "a long trigger"),
    (AGENCY, "actors=e8 recipients=- date=-", "actors=- recipients=- date=-", "an event without participants"),
    (AGENCY, "actors=e5 recipients=e5", "actors=e5 recipients=-", "a CONSULT with one side"),
    (COMMUNIQUE, "actors=e4 recipients=e3 date=2007", "actors=e4 recipients=- date=2007", "a AID without recipient"),
    (AGENCY, "actors=e2,e3 recipients=e2,e3", "actors=e2,e3 recipients=e2", "one entity on both sides"),
    (AGENCY, "actors=e2,e3 recipients=e2,e3", "actors=e2 recipients=e2", "one entity on both sides"),
    (AGENCY, "basis=plain actors=e8", "basis=plain by=e9 actors=e8", "a plain event with a source"),
    (AGENCY, "basis=plain actors=e8", "basis=alleged actors=e8", "alleged by nobody"),
    (AGENCY, "basis=plain actors=e8", "basis=attributed actors=e8", "attributed by nobody"),
    (AGENCY, "recipients=e5 date=2016-03-03", "recipients=e5 date=2016-03-13", "it happened after publication"),
    (AGENCY, "recipients=e5 date=2016-03-03", "recipients=e5 date=2015", "old news"),
    (COMMUNIQUE, "date=2008-09", "date=2007-09", "it was planned for the past"),
    (COMMUNIQUE, "actors=e1 recipients=e1", "actors=e1 recipients=e6", "a participant far from the trigger"),
    (AGENCY, "<c:s4|said>", "said", "an indirect statement without cue"),
    (AGENCY, "cue=told", "cue=added", "the cue is not marked"),
    (AGENCY, "settled>>,”", "settled. It is enough>>,”", "content of more than one sentence"),
    (AGENCY, "“<<s3|The rest needs", "<<s3|“The rest needs", "quotation marks inside content"),
    (AGENCY, "“<<s3|The rest needs patience>>.”\n", "\n\n<<s3|The rest needs patience>>.\n",
     "direct speech without quotation marks"),
    (AGENCY, "rebels free surveyors after lake talks", "<<s4|rebels free surveyors>>", "a statement in the headline"),
    (AGENCY, "((t2|Thursday))", "((t2|on Thursday))", "a preposition inside a time"),
    (AGENCY, "patience>>.”", "patience>>.” It was Friday.", "a time that is not marked"),
    (AGENCY, "patience>>.”", "patience>>.” Rain fell in May 2014.", "a time that is not marked"),
    (AGENCY, "patience>>.”", "patience>>.” Malawi has a lake.", "a name that is not marked"),
    (AGENCY, "patience>>.”", "patience>>.” Zambia has none.", "a name that is not marked"),
    (AGENCY, "patience>>.”", "patience>>.” “We are poor but we are many.”", "a quotation that is no statement"),
    (AGENCY, "patience>>.”", "patience>>.” The pilot said nothing.", "a word of saying without a statement"),
]  # fmt: skip

CLEAN = [
    (AGENCY, "patience>>.”", "patience>>.” He may march on, and people may rest."),
    (AGENCY, "patience>>.”", "patience>>.” It is said to be deep (it is (very) deep)."),
    (AGENCY, "patience>>.”", "patience>>.” They sang “The Lake Is High”."),
    (AGENCY, "s2 direct stance=affirms act=assert speaker=e6", "s2 direct stance=affirms act=assert speaker=-"),
    (AGENCY, "had {{v4|seized}}", "{{v4|had never yet been seized}}"),
    (AGENCY, "basis=attributed by=e9", "basis=attributed by=-"),
    (TRANSCRIPT, "date=2011-09-21 place=e6", "date=2011-09-14/2011-09-21"),
    (COMMUNIQUE, "e5 armed_group Zarband Brigade party=Zarband Brigade", "e5 armed_group Zarband Brigade party=-"),
    (AGENCY, "talks\n", "talks in Mozambique in May 2014\n"),
]


def problems_of(path: Path, old: str, new: str, level: str) -> set[str]:
    content = path.read_text(encoding="utf-8")
    assert old in content
    report = parse_report(content.replace(old, new, 1), str(path))
    return {problem.what for problem in check_report(report) if problem.level == level}


@pytest.mark.parametrize(("path", "old", "new", "what"), ERRORS)
def test_errors(path: Path, old: str, new: str, what: str) -> None:
    assert what in problems_of(path, old, new, "error")


@pytest.mark.parametrize(("path", "old", "new", "what"), WARNINGS)
def test_warnings(path: Path, old: str, new: str, what: str) -> None:
    assert what in problems_of(path, old, new, "warning")
    assert not problems_of(path, old, new, "error")


@pytest.mark.parametrize(("path", "old", "new"), CLEAN)
def test_what_is_right_brings_nothing(path: Path, old: str, new: str) -> None:
    assert not problems_of(path, old, new, "error") | problems_of(path, old, new, "warning")


def test_a_wrong_party_is_told_its_likely_code() -> None:
    content = AGENCY.read_text(encoding="utf-8").replace("party=MOZ", "party=Mozambique", 1)
    (problem,) = [one for one in check_report(parse_report(content, "9001.txt")) if one.what == "no such party"]
    assert "MOZ (Mozambique)" in problem.remedy
    assert str(problem).startswith(
        f"9001.txt:{problem.line}: error: no such party: party=Mozambique of e3. Perhaps MOZ"
    )


def test_reports_that_repeat_each_other() -> None:
    agency, transcript, communique = read_reports(DATA)
    copy = parse_report(AGENCY.read_text(encoding="utf-8").replace("id: 9001", "id: 9002"), "copy.txt")
    longer = parse_report(
        AGENCY.read_text(encoding="utf-8").replace("id: 9001", "id: 9007").replace("patience", "much more patience"),
        "longer.txt",
    )
    found = {(one.path, one.what) for one in check_reports([agency, transcript, communique, copy, longer])}
    whats = {"an id is used twice", "the same text twice", "a report much like another"}
    assert {(path, what) for path, what in found if what in whats} == {
        ("copy.txt", "an id is used twice"), ("copy.txt", "the same text twice"),
        ("longer.txt", "a report much like another"),
    }  # fmt: skip


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA)]) == 0
    assert capsys.readouterr().out == "3 reports, 0 errors, 0 warnings\n"
    broken = tmp_path / "9001.txt"
    content = AGENCY.read_text(encoding="utf-8").replace("v1 AGREE", "v1 AGRE").replace("cue=told", "cue=x")
    broken.write_text(content, encoding="utf-8")
    line = content[: content.index("v1 AGRE")].count("\n") + 1
    assert main([str(broken)]) == 1
    out = capsys.readouterr().out
    assert f"9001.txt:{line}: error: no such type: v1 AGRE. The types: AGREE" in out
    assert "warning: the cue is not marked" in out
    assert main(["--errors", str(broken)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main([str(tmp_path / "none.txt")]) == 1
    assert "no such file" in capsys.readouterr().out


def test_an_empty_report() -> None:
    assert "the report has no text" in {one.what for one in check_report(parse_report(""))}
