"""The harness itself: intervals, the suite's codes, parts that fail, and a run over the two seeds."""

import random
from datetime import date

import pytest
from benchmarks.articles import turned, varied
from benchmarks.stages import CALLS, Measured, timed

from dragoman import ingest, pipeline
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Participant, Span
from evaluation import __main__ as runner
from evaluation import hand_coded, parts, petrarch, seeds, table
from evaluation.bootstrap import Counts, f1, interval, share
from evaluation.figures import Report
from tests.parsed import reading as parsed

# --- intervals --------------------------------------------------------------------------------------------------


def test_f1_and_share_add_counts_up():
    counts = [Counts(1, 2, 2), Counts(2, 2, 4)]
    assert f1(counts) == pytest.approx(2 * 3 / 10)
    assert share(counts) == pytest.approx(3 / 4)
    assert f1([]) == share([]) == 0


def test_an_interval_holds_the_figure_and_is_the_same_each_time():
    chance = random.Random(1)
    counts = [Counts(chance.randint(0, 5), 5, 6) for _ in range(40)]
    low, high = interval(counts, f1)
    assert low < f1(counts) < high
    assert interval(counts, f1) == (low, high)


def test_an_interval_is_about_two_standard_errors_either_side():
    counts = [Counts(n % 2, 1, 1) for n in range(400)]  # a fair coin: the standard error is .025
    low, high = interval(counts, share)
    assert (low, high) == (pytest.approx(0.45, abs=0.01), pytest.approx(0.55, abs=0.01))


def test_articles_that_are_alike_give_no_width_and_two_give_no_interval():
    assert interval([Counts(1, 2, 2)] * 5, f1) == (0.5, 0.5)
    assert interval([Counts(1, 2, 2)] * 2, f1) is None


def test_counts_come_back_from_the_scorers_rates():
    row = {"event": {"recall": 2 / 3, "gold": 3, "predicted": 5}}
    assert hand_coded.level_counts(row, "event") == Counts(2, 3, 5)


# --- the suite of invented countries ----------------------------------------------------------------------------

ACTORS = {"RURITANIA": "RUR", "RURITANIAN": "RUR", "STRELSAU": "RUR", "GRAUSTARK": "GRA", "SYLDAVIA": "SYL"}
AGENTS = {
    "SOLDIERS": "~MIL", "PRIME MINISTER": "~GOV", "MINISTER": "~CAB", "AID GROUP": "NGO~", "OPPOSITION": "~OPP",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Ruritanian soldiers", ("", "MIL")),
        ("the prime minister", ("", "GOV")),  # the longest noun, not the one inside it
        ("opposition soldiers", ("", "OPPMIL")),
        ("the aid group", ("NGO", "")),
        ("soldiersmen", ("", "")),
        ("", ("", "")),
    ],
)
def test_agent_nouns_give_the_end_of_a_code(words, codes):
    assert petrarch.agent_code(words, AGENTS) == codes


TEXT, READING = parsed(
    """
    Ruritanian ruritanian ADJ 2 amod
    soldiers soldier NOUN 3 nsubj
    met meet VERB 0 root
    Prime prime ADJ 5 amod
    Minister minister NOUN 6 compound
    Flavia Flavia PROPN 3 obj
    and and CCONJ 8 cc
    Graustark Graustark PROPN 6 conj
    """
)


def who(words: str, *, party: str | None = None, kind: str = "state", **values: object) -> Participant:
    start = TEXT.index(words)
    return Participant(id=words, name=words, kind=kind, party=party, start=start, end=start + len(words), **values)


def happening(kind: str, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]) -> Event:
    trigger = Span(start=TEXT.index("met"), end=TEXT.index("met") + 3, text="met")
    return Event(
        id="event-1", article="article-1", type=kind, text=TEXT, start=0, end=len(TEXT), trigger=trigger,
        status="occurred", basis="plain", actors=actors, recipients=recipients,
    )  # fmt: skip


PARTIES = {"own-RUR": "RUR", "own-GRA": "GRA"}
CODES = petrarch.Codes(READING, {**ACTORS, "FLAVIA": "RUR"}, PARTIES, AGENTS)
SOLDIERS = who("Ruritanian", party="own-RUR")
GRAUSTARK = who("Graustark", party="own-GRA")


@pytest.mark.parametrize(
    ("participant", "code"),
    [
        (SOLDIERS, "RURMIL"),  # the noun that the name describes
        (GRAUSTARK, "GRA"),
        (who("Flavia", kind="person"), "RURGOV"),  # a person that the suite knows, with her title
        (who("Graustark", party="own-GRAMIL", kind="person", sectors=("MIL",)), "GRAMIL"),
        (who("Graustark", party="own-GRA", kind="person", sectors=("GOV",)), "GRAGOV"),
        (who("Graustark", kind="crowd", country="own-GRA"), "GRA"),  # private persons are of their country
        (who("Graustark", kind="organisation", country="own-GRA"), "GRA"),
        (who("Graustark", party="FRA"), "GRA"),  # the suite's name goes before our party
        (who("met", party="FRA"), None),  # not in the suite
    ],
)
def test_a_participant_has_the_code_of_its_party_and_its_noun(participant, code):
    assert CODES.of(participant) == code


@pytest.mark.parametrize(
    ("kind", "actors", "recipients", "wanted"),
    [
        ("ASSAULT", (SOLDIERS,), (GRAUSTARK,), {("RURMIL", "GRA")}),
        ("CONSULT", (SOLDIERS,), (GRAUSTARK,), {("RURMIL", "GRA"), ("GRA", "RURMIL")}),
        ("CONSULT", (SOLDIERS, GRAUSTARK), (), {("RURMIL", "GRA"), ("GRA", "RURMIL")}),
        ("ASSAULT", (SOLDIERS, GRAUSTARK), (), set()),
        ("AGREE", (SOLDIERS, GRAUSTARK), (SOLDIERS, GRAUSTARK), {("RURMIL", "GRA")}),  # "A agreed with B"
        ("ACCUSE", (SOLDIERS,), (), set()),
        ("ACCUSE", (GRAUSTARK,), (GRAUSTARK,), set()),
    ],
)
def test_dyads_go_the_way_the_suite_counts_them(kind, actors, recipients, wanted):
    assert set(petrarch.dyads(happening(kind, actors, recipients), CODES)) == wanted


def test_a_dyad_is_given_once():
    assert petrarch.once([("A", "B", "01"), ("A", "B", "02"), ("B", "A", "01")]) == [("A", "B", "01"), ("B", "A", "01")]


# --- the two seeds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (date(2017, 10, 1), date(2018, 3, 31), True),
        (date(2017, 11, 9), date(2017, 11, 9), True),
        (date(2017, 9, 30), date(2018, 1, 1), False),
        (date(2017, 11, 1), date(2018, 4, 1), False),
        (None, None, False),
    ],
)
def test_a_window_is_right_inside_the_months_that_are_sure(first, last, inside):
    window = PartialDate.span(first, last) if first else PartialDate()
    article = Article(id="a", source="geo-2017-11.txt", text="text", body_start=0, published_window=window)
    assert seeds.within(article) is inside


def test_the_seeds_alone_are_evaluated(shared, capsys):
    assert runner.main([str(shared), "--only", "seeds", "--dry"]) == 0
    out = capsys.readouterr().out
    for what in ("event+dyad F1", "statement+who F1", "article fields right"):
        assert what in out


def test_the_seeds_are_shown_with_everything_that_was_read(shared, tmp_path):
    with seeds.read_seeds(shared, tmp_path) as record:
        coded = list(record.coded_articles())
        lines = [line for article in coded for line in seeds.shown(article)]
        overview = "\n".join(seeds.overview(record))
    assert (tmp_path / "seeds.db").is_file()
    assert sum(line.startswith("  ") and "->" in line for line in lines) == sum(len(c.events) for c in coded)
    assert all(f"{len(c.statements)} statements" in "\n".join(lines) for c in coded)
    assert "Timeline of PAK and NATO" in overview
    assert "[safe] [havens]" in overview


# --- running ----------------------------------------------------------------------------------------------------


def test_every_part_has_a_name_and_every_name_a_part():
    assert set(parts.PARTS) == set(runner.NAMES)


def test_a_part_that_fails_is_a_miss_and_the_others_go_on(tmp_path, capsys, monkeypatch):
    figure = table.Figure(part="times", data="nothing", what="value F1", value=0.5)
    outcomes = {"gold": "FileNotFoundError: gold/", "times": Report(figures=(figure,), reader="one")}
    monkeypatch.setattr(runner, "run_part", lambda name, shared: outcomes[name])
    assert runner.main([str(tmp_path), "--only", "gold", "times", "--dry"]) == 1
    out = capsys.readouterr().out
    assert "FAILED  gold: FileNotFoundError" in out
    assert "value F1" in out


def test_a_figure_below_its_floor_ends_with_1(tmp_path, capsys, monkeypatch):
    figure = table.Figure(part="times", data="nothing", what="value F1", value=0.5)
    monkeypatch.setattr(runner, "run_part", lambda name, shared: Report(figures=(figure,)))
    monkeypatch.setattr(runner.floor_table, "read_floors", lambda: {figure.name: runner.floor_table.Floor(floor=0.6)})
    assert runner.main([str(tmp_path), "--only", "times", "--dry"]) == 1
    assert "BELOW ITS FLOOR  times: nothing: value F1: 0.500, floor 0.6" in capsys.readouterr().out


def test_a_part_without_its_data_says_what_is_missing(tmp_path):
    outcome = runner.run_part("polnear", tmp_path)
    assert isinstance(outcome, str)
    assert "No such file" in outcome


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path, capsys):
    with pytest.raises(SystemExit) as raised:
        runner.main([str(tmp_path / "none")])
    assert raised.value.code == 2
    assert "no such folder" in capsys.readouterr().err


def test_writing_keeps_scores_floors_and_page_together(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text(f"{table.BEGIN}\n{table.END}\n", encoding="utf-8")
    written: dict[str, object] = {}
    monkeypatch.setattr(runner.table, "PAGE", page)
    monkeypatch.setattr(runner.table, "write_scores", lambda report: written.update(scores=report))
    monkeypatch.setattr(runner.floor_table, "write_floors", lambda floors: written.update(floors=floors))
    report = Report(figures=(table.Figure(part="times", data="some", what="value F1", value=0.5),), reader="one")
    runner.write(report, {})
    assert written == {"scores": report, "floors": {}}
    assert "| some | value F1 | .500 |" in page.read_text(encoding="utf-8")


# --- benchmarks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turn", "order"),
    [(0, "title first a b c last"), (1, "title first b c a last"), (3, "title first a b c last")],
)
def test_paragraphs_turn_between_the_first_and_the_last(turn, order):
    assert turned("title\n\nfirst\n\na\n\nb\n\nc\n\nlast", turn).replace("\n\n", " ") == order


def test_variations_differ_in_source_and_are_as_many_as_asked():
    documents = varied(130)
    assert len({raw.source for raw in documents}) == len(documents) == 130
    assert {raw.media for raw in documents} == {"text"}


def test_timing_is_undone_and_adds_up():
    kept = [getattr(module, name) for module, names in CALLS.values() for name in names]
    measured = Measured(articles=1)
    with timed(measured):
        assert pipeline.make_article is not kept[0]
        assert ingest.mark_copies not in kept
    assert [getattr(module, name) for module, names in CALLS.values() for name in names] == kept
    measured.stage_s["reader"], measured.whole_s = 2.0, 3.0
    assert measured.rest_s == pytest.approx(1.0)
