"""Listing from Parquet gives what listing from a record gives."""

from datetime import date

import pytest
from msgspec.structs import replace

from dragoman import cli
from dragoman.distribute import driver, load_shards
from dragoman.distribute.driver import Inputs, distribute
from dragoman.distribute.folders import open_folder
from dragoman.distribute.lake import event_from, open_lake
from dragoman.distribute.manifest import read_manifest
from dragoman.distribute.shards import table_path
from dragoman.errors import DamagedRecord, UsageError
from dragoman.exports.contract import event_fields
from dragoman.exports.parquet import contract_rows, to_table, write_parquet
from dragoman.partial_date import PartialDate
from dragoman.store.listing import EventFilter, list_events, make_filter, parties
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles
from tests.distribute.stand_ins import CHAIN, Inline
from tests.distribute.test_driver import _ready_as
from tests.sample_record import RUN, TALKS, talks

FILTERS = [
    {},
    {"party": "NOR"},
    {"party": "XYZ"},
    {"pair": ("NOR", "CHL")},
    {"pair": ("CHL", "NOR")},
    {"pair": ("CHL", "PER")},
    {"type": "CONSULT"},
    {"status": "planned"},
    {"basis": "attributed"},
    {"place": "oslo"},
    {"place": "nor"},
    {"text": "DELEGATION"},
    {"since": "2019-04-10"},
    {"until": "2019-04"},
    {"since": "2019-05-02", "until": "2019-05"},
    {"copies": False},
    {"run": RUN.id},
    {"run": "run-of-nobody"},
    {"review": "accepted"},
    {"limit": 3},
    {"status": "occurred", "party": "CHL", "until": "2020"},
]


def code_talks(document):
    """Articles with every kind of line, on several days and without one."""
    number = int(document.content.rsplit(" ", 1)[1])
    text = f"{TALKS}\nEdition {number}."
    published = None if number == 3 else date(2019, 4, 10 + number)
    coded = talks(text=text, source=document.source, published=published)
    if number == 2:
        undated = tuple(replace(event, when=PartialDate(), counted_on=None) for event in coded.events)
        return replace(coded, events=undated)
    if number == 4:  # together, upon nobody
        both = tuple(replace(event, actors=(*event.actors, *event.recipients), recipients=()) for event in coded.events)
        return replace(coded, events=both)
    return coded


@pytest.fixture
def both(tmp_path, monkeypatch):
    """A folder of shards and a record of the same; one article stands in two shards."""
    monkeypatch.setattr(driver, "ready", _ready_as(replace(CHAIN, code=code_talks)))
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{9 - number}.txt").write_text(f"Report\n\nEdition {number}")
    (folder / "0.txt").write_text("Another\n\nEdition 1")
    distribute(Inputs(paths=(str(folder),)), out=str(tmp_path / "out"), engine=Inline(order=1), shard_size=2)
    with open_store(tmp_path / "r.db", mode="write") as store:
        load_shards(str(tmp_path / "out"), store=store)
        yield tmp_path / "out", store


def listed(where, /, **wanted):
    with open_lake(str(where)) as lake:
        return [(event.article, event_fields(event)) for event in lake.events(make_filter(EventFilter, wanted))]


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_shards_list_what_a_record_lists(both, wanted):
    out, store = both
    events = (replace(event, happening=None) for event in list_events(store, make_filter(EventFilter, wanted)))
    assert listed(out, **wanted) == [(event.article, event_fields(event)) for event in events]


def test_happenings_are_in_the_record_only(both):
    out, store = both
    assert any(event.happening for event in list_events(store))
    assert not any(fields["happening"] for _, fields in listed(out))


def test_what_only_a_record_keeps_is_refused(both):
    with pytest.raises(UsageError, match="in the record only"):
        listed(both[0], rejected=True)
    with pytest.raises(UsageError, match="the limit is too small"):
        listed(both[0], limit=0)


def test_the_first_so_many(both):
    assert listed(both[0], limit=5) == listed(both[0])[:5]


@pytest.mark.parametrize(("name", "status"), [(RUN.id, 0), (RUN.id[:8], 0), ("run-none", 2)])
def test_a_run_by_the_beginning_of_its_id(both, capsys, name, status):
    assert cli.run(["events", "--lake", str(both[0]), "--run", name, "--format", "json"]) == status
    told = capsys.readouterr()
    assert ("there is no such run" in told.err) is (status == 2)
    assert told.out.count('"run"') == (0 if status else 12)


def test_the_filters_find_and_leave_out(both):
    numbers = [len(listed(both[0], **wanted)) for wanted in FILTERS]
    assert numbers[0] == 12
    assert 0 < numbers[1] < 12
    assert numbers[2] == 0


@pytest.mark.parametrize("wanted", [wanted for wanted in FILTERS if "copies" not in wanted], ids=str)
def test_an_export_lists_what_its_record_lists(both, tmp_path, wanted):
    _, store = both
    write_parquet(coded_articles(store), tmp_path / "parquet")
    events = list_events(store, make_filter(EventFilter, wanted))
    assert listed(tmp_path / "parquet", **wanted) == [(event.article, event_fields(event)) for event in events]


def test_parties(both):
    with open_lake(str(both[0])) as lake:
        assert lake.parties() == parties(both[1])
        assert lake.runs() == (RUN.id,)


@pytest.mark.parametrize("places", ["memory", "s3"], indirect=True)
def test_a_lake_elsewhere(both, places, tmp_path):
    out, _ = both
    there = open_folder(places)
    for path in out.rglob("*.*"):
        there.write(str(path.relative_to(out)), path.read_bytes())
    assert listed(places) == listed(out)


def test_a_missing_file_is_told(both):
    out, _ = both
    receipt = next(item for item in read_manifest(open_folder(str(out))) if item.events)
    (out / table_path("events", receipt.shard)).unlink()
    with pytest.raises(DamagedRecord, match="cannot be read"):
        listed(out)


def test_shards_without_a_catalogue(both):
    next(both[0].glob("catalogue-*")).unlink()
    with pytest.raises(UsageError, match="no catalogue yet"):
        open_lake(str(both[0]))


def test_a_folder_of_nothing(tmp_path):
    with pytest.raises(UsageError, match="neither shards nor Parquet"):
        open_lake(str(tmp_path))


def test_shards_without_events(tmp_path, no_model):
    (tmp_path / "quiet.txt").write_text("Quiet\n\nNothing happened.")
    distribute(Inputs(paths=(str(tmp_path / "quiet.txt"),)), out=str(tmp_path / "out"), engine=Inline())
    assert listed(tmp_path / "out") == []
    with open_lake(str(tmp_path / "out")) as lake:
        assert (lake.parties(), lake.runs()) == ((), ())


@pytest.mark.parametrize(
    "when",
    [
        PartialDate(), PartialDate.day(date(2019, 4, 9)), PartialDate.month(2019, 4), PartialDate.year(2019),
        PartialDate.parse("2019-04-09/.."), PartialDate.parse("../2019-04"), PartialDate.week(date(2019, 4, 9)),
        PartialDate.span(date(2019, 4, 9), date(2019, 4, 11)),
    ],
    ids=str,
)  # fmt: skip
def test_an_event_comes_back_from_its_columns(when):
    coded = talks()
    coded = replace(coded, events=tuple(replace(event, when=when) for event in coded.events))
    rows = to_table("events", contract_rows([coded])["events"]).to_pylist()
    assert [event_fields(event_from(row)) for row in rows] == [event_fields(event) for event in coded.events]
