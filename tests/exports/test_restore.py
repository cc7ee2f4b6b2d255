"""Our own exports back into a record: nothing is lost, nothing enters unchecked."""

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cli, open_record
from dragoman.compare.current import bring_up_to_date
from dragoman.errors import CitationError, UnreadableInput, UsageError
from dragoman.exports.contract import coded_fields
from dragoman.exports.export import Wanted, export
from dragoman.exports.restore import import_export, read_export
from dragoman.exports.whole import known_runs, read_whole, whole_fields
from dragoman.partial_date import PartialDate
from dragoman.records import Failure
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, failures
from dragoman.store.write import write_article, write_failures, write_source
from tests.exports.records import first_meeting, hostile, meeting_again, statuses, store_of
from tests.sample_record import LATER_RUN, RUN, TALKS, plain

TABLES = (
    "articles", "sources", "runs", "events", "statements", "participants", "figures", "findings", "clusters",
    "mentions", "failures",
)  # fmt: skip


def whole(coded):
    """Fields of the export of one article, as a reader of the JSON gets them."""
    line = coded_fields(coded, with_text=True)
    bare = msgspec.structs.replace(coded, article=msgspec.structs.replace(coded.article, text=""))
    record = {"coded": msgspec.to_builtins(bare), "sources": [], "runs": [msgspec.to_builtins(RUN)]}
    return json.loads(msgspec.json.encode({**line, "record": record}))


def dump(path):
    """Everything that a record holds, but for row numbers, which depend on the order of reading."""
    with open_store(path) as store:
        return {
            table: sorted(
                repr({**dict(row), **({} if table == "clusters" else {"number": None})})
                for row in store.query(f"SELECT * FROM {table}")
            )
            for table in TABLES
        }


def as_coded(coded):
    """As a coder leaves it: which events tell one thing is found when articles are compared."""
    events = tuple(msgspec.structs.replace(event, happening=None) for event in coded.events)
    return msgspec.structs.replace(coded, events=events)


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.db"
    with store_of(path, *map(as_coded, (first_meeting(), meeting_again(), statuses(), hostile()))) as store:
        write_article(store, plain(TALKS + "\nAn end.\n", source="later.txt", run=LATER_RUN), run=LATER_RUN)
        write_source(store, first_meeting().article.id, "mirror/talks.txt", document="d" * 64, run=LATER_RUN)
        write_failures(store, [Failure(source="odd.html", stage="extract", reason="too deep", error="RefusedInput")])
        bring_up_to_date(store)
    return path


def exported(record, out, form="jsonl", *, with_text=True):
    with open_store(record) as store:
        export(store, Wanted(form=form, with_text=with_text), out)
    return out


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_nothing_is_lost(record, tmp_path, form):
    out = exported(record, tmp_path / "out", form)
    back = tmp_path / "back.db"
    with open_store(back, mode="write") as store:
        report = import_export(store, out)
    assert (report.new, report.updated, report.unchanged, report.failures) == (5, 0, 0, 1)
    assert dump(back) == dump(record)
    again = exported(back, tmp_path / "again", form)
    read = (lambda path: path.read_bytes()) if form == "jsonl" else (lambda path: (path / "manifest.json").read_bytes())
    assert read(again) == read(out)


def test_importing_again_changes_nothing(record, tmp_path):
    out = exported(record, tmp_path / "out")
    before = dump(record)
    heard = []
    with open_store(record, mode="write") as store:
        report = import_export(store, out, watch=lambda source, outcome: heard.append(outcome))
    assert heard == ["unchanged"] * 5
    assert report.unchanged == 5
    assert dump(record) == before


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_without_text_nothing_can_be_had_and_the_message_says_why(record, tmp_path, form):
    out = exported(record, tmp_path / "out", form, with_text=False)
    with pytest.raises(UsageError, match=r"no citation in it can be checked.*--with-text"):
        list(read_export(out))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not json\n", "not a line of an export"),
        (b"[1, 2]\n", "not an article of a dragoman export"),
        (b"[" * 200_000, "not a line of an export"),
        (b'{"a": 1}\n', "not an article of a dragoman export"),
        (b'{"article": {"text": "x"}, "events": [], "record": {}}\n', "the record of an article is broken"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path, content, message):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=message):
        list(read_export(path))


def test_what_is_not_there_and_a_folder_of_something_else(tmp_path):
    with pytest.raises(UsageError, match="there is no such export"):
        list(read_export(tmp_path / "nowhere"))
    with pytest.raises(UnreadableInput, match="no Parquet export"):
        list(read_export(tmp_path))


def test_a_changed_line_is_refused():
    line = whole(statuses())
    line["events"][3]["status"] = "occurred"
    with pytest.raises(UnreadableInput, match="do not agree"):
        read_whole(line, where="x")


def test_a_line_whose_text_was_changed_is_refused(tmp_path):
    line = whole(statuses())
    line["article"]["text"] = line["article"]["text"].replace("sanctioned", "threatened")
    with pytest.raises(UnreadableInput, match="the id is not that of the article"):
        read_whole(line, where="x")
    path = tmp_path / "x.jsonl"
    coded = statuses()
    event = msgspec.structs.replace(coded.events[0], text="Norway praised Pakistan on Monday!!")
    path.write_text(json.dumps(whole(msgspec.structs.replace(coded, events=(event,)))) + "\n")
    with open_store(tmp_path / "r.db", mode="write") as store, pytest.raises(CitationError):
        import_export(store, path)


@given(
    st.tuples(st.none() | st.dates(), st.none() | st.dates()).filter(lambda two: None in two or two[0] <= two[1]),
    st.sampled_from(["day", "week", "month", "year", "unknown"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_any_date_and_any_name_come_back(ends, precision, name):
    coded = first_meeting()
    when = PartialDate(*ends, precision)
    event = msgspec.structs.replace(coded.events[0], when=when, reported_by=name, counted_on=date(2019, 1, 1))
    coded = msgspec.structs.replace(
        coded, events=(event,), article=msgspec.structs.replace(coded.article, published_window=when, byline=name)
    )
    assert read_whole(whole(coded), where="x").coded == coded


def test_the_key_record_names_sources_and_runs(record):
    with open_store(record) as store:
        coded = next(item for item in coded_articles(store) if item.article.id == first_meeting().article.id)
        fields = whole_fields(store, coded, known_runs(store))
    assert [known["source"] for known in fields["sources"]] == ["mirror/talks.txt", "reports/talks.txt"]
    assert len(fields["runs"]) == 2
    assert fields["coded"]["article"]["text"] == ""


def test_on_the_command_line(record, tmp_path, capsys):
    out, back = exported(record, tmp_path / "out"), tmp_path / "back.db"
    assert cli.run(["import", str(out), "--record", str(back)]) == 0
    assert capsys.readouterr().out == "articles: 5 new, 0 updated, 0 as they were; 1 failed inputs noted\n"
    with open_store(back) as store:
        assert [failure.source for failure in failures(store)][-1] == "reports/talks.txt"
    new = tmp_path / "new.db"
    assert cli.run(["import", str(tmp_path / "nowhere"), "--record", str(new)]) == 2
    assert not new.exists()


def test_in_python(record, tmp_path):
    out = exported(record, tmp_path / "out", "parquet")
    with open_record(tmp_path / "back.db") as opened:
        assert opened.import_from(out).new == len(opened) == 5


def test_a_broken_parquet_file_is_told(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/2019-04.parquet").write_bytes(b"PAR1 no PAR1")
    with pytest.raises(UnreadableInput, match="not a Parquet file"):
        list(read_export(tmp_path))


def test_a_broken_manifest_is_told(record, tmp_path):
    out = exported(record, tmp_path / "out")
    out.with_name("out.manifest.json").write_text('{"failures": 3}')
    with open_store(record, mode="write") as store, pytest.raises(UnreadableInput, match="manifest is broken"):
        import_export(store, out)
