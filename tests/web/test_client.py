"""The Python client over HTTP: every method that reads gives what the file gives, errors are ours, decisions arrive."""

import inspect
import io
import zipfile
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from dragoman.api import OpenRecord, files, open_record
from dragoman.api import remote as remote_module
from dragoman.api.calls import MANY, Call, read_arguments, written_arguments
from dragoman.api.server import Server
from dragoman.compare.vectors import make_vectors
from dragoman.errors import (
    CitationError,
    EditConflict,
    RecordError,
    RefusedInput,
    UnknownName,
    UsageError,
    kind_of_error,
)  # fmt: skip
from dragoman.language.vectors import SentenceVectors
from dragoman.partial_date import PartialDate
from dragoman.records import Run
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from dragoman.web.refusals import NotThere
from tests.sample_record import RUN, talks
from tests.web.across_records import across
from tests.web.records import accused, replaced, sample, write
from tests.web.serving import serving

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
AT = datetime(2026, 1, 2, tzinfo=UTC)
TOKEN = "a-token-of-some-length"


@pytest.fixture(scope="module", params=["sample", "across"])
def both(request, tmp_path_factory):
    make = {"sample": sample, "across": across}[request.param]
    path = make(tmp_path_factory.mktemp("client") / "one.db")
    with open_record(path) as record:
        line = next(record.events()).id
        record.review(by="R. Roe").accept(line, seen=None, at=AT, why="right")
    with serving(path) as base, open_record(base) as there, open_record(path, mode="read") as here:
        yield here, there


def every(found):
    return list(found) if hasattr(found, "__next__") else found


def articles(record):
    return [article.id for article in record.articles()]


def pair(record):
    return ("PER", "ECU") if "PER" in record.parties() else ("NOR", "CHL")


READS = {
    "articles": lambda r: r.articles(),
    "article": lambda r: [r.article(name) for name in articles(r)],
    "coded_articles": lambda r: r.coded_articles(),
    "events": lambda r: r.events(),
    "events of a pair": lambda r: r.events(pair=pair(r), since=PartialDate.parse("2019"), until=date(2021, 1, 1)),
    "events by a name": lambda r: r.events(party="Norway", status="occurred", copies=False),
    "statements": lambda r: r.statements(),
    "statements of one": lambda r: r.statements(party="NOR", stance="demands"),
    "findings": lambda r: r.findings(),
    "failures": lambda r: r.failures(),
    "runs": lambda r: r.runs(),
    "parties": lambda r: r.parties(),
    "search": lambda r: r.search("talks", kind="article", limit=3),
    "happenings": lambda r: r.happenings(),
    "happenings told twice": lambda r: r.happenings(origins=2, pair=pair(r)),
    "happening": lambda r: [r.happening(one.id) for one in r.happenings()],
    "disagreements": lambda r: r.disagreements(),
    "disagreements on a toll": lambda r: r.disagreements(matter="dead", limit=1),
    "readouts": lambda r: r.readouts(*articles(r)[:2]),
    "readout_pairs": lambda r: r.readout_pairs("NOR"),
    "positions": lambda r: r.positions("NOR", "CHL"),
    "positions in two periods": lambda r: r.positions("NOR", periods=[("2019", "2019"), (None, date(2022, 1, 1))]),
    "promises": lambda r: r.promises(as_of=date(2019, 6, 1), limit=5),
    "timeline": lambda r: r.timeline(*pair(r), since="2019", everything=True),
    "series": lambda r: r.series(*pair(r), by="week", of="type", types=["CONSULT"], precision={"CONSULT": (8, 10)}),
    "panel": lambda r: r.panel(*pair(r), by="year"),
    "coverage": lambda r: r.coverage(by="year", since="2019"),
    "networks": lambda r: r.networks(by="year", communities=True),
    "changes": lambda r: r.changes(by="month", alleged=True),
    "contacts": lambda r: r.contacts(*pair(r)),
    "line": lambda r: [r.line(next(r.events()).id), *(r.line(said.id) for said in r.statements())],
    "history": lambda r: (r.history(), r.history(r.history()[0].changes[0].line)),
    "precision": lambda r: r.precision(),
    "original": lambda r: [r.original(name) for name in articles(r)],
    "translations": lambda r: [r.translations(name) for name in articles(r)],
    "fetches": lambda r: r.fetches(limit=3),
    "vector_state": lambda r: r.vector_state(),
    "query": lambda r: r.query("SELECT id, type, confidence FROM events ORDER BY id", most_rows=7),
    "count": len,
}


@pytest.mark.parametrize("name", READS)
def test_every_method_that_reads_gives_what_the_file_gives(both, name):
    here, there = both
    assert every(READS[name](there)) == every(READS[name](here))


def test_two_runs_differ_over_http_as_in_the_file(tmp_path):
    path = write(tmp_path / "runs.db", talks(), accused())
    later = Run(code="later", model="m", tables="t", settings="s")
    with open_store(path, mode="write") as store:
        first = talks()
        changed = tuple(replaced(event, mode="visit", run=later.id) for event in first.events[:1])
        said = tuple(replaced(one, run=later.id) for one in first.statements)
        write_article(store, replaced(first, events=changed, statements=said, run=later.id), run=later)
    with serving(path) as base, open_record(path, mode="read") as here:
        there = open_record(base)
        assert there.diff(RUN.id, later.id) == here.diff(RUN.id, later.id)
        assert here.diff(RUN.id, later.id).lines


def test_every_call_is_asked_here():
    from typing import get_args

    asked = {name.split()[0] for name in READS} | {"diff", "search_by_meaning", "why"}
    assert asked == set(get_args(Call))
    assert set(get_args(Call)) >= MANY
    own = {name for name, _ in inspect.getmembers(remote_module.RemoteRecord, inspect.isfunction)}
    assert set(get_args(Call)) - {"count"} <= own
    for name in set(get_args(Call)) - {"count"}:
        mine, files = (inspect.signature(getattr(kind, name)) for kind in (remote_module.RemoteRecord, OpenRecord))
        assert list(mine.parameters) == list(files.parameters), name


@pytest.mark.parametrize(("ask", "kind", "words"), [
    (lambda r: r.events(party="Nowhere"), UnknownName, "no such party"),
    (lambda r: r.events(nothing="x"), UsageError, "no such filter"),
    (lambda r: r.article("article-none"), UnknownName, "no such article"),
    (lambda r: r.series("NOR", "NOR"), UsageError, "two"),
    (lambda r: r.timeline("NOR", "CHL", "NOR"), UsageError, "part"),
    (lambda r: r.search("  "), UsageError, "no word"),
    (lambda r: r.panel("NOR", "CHL", by="century"), UsageError, "other arguments"),
    (lambda r: r.read(["x.txt"]), UsageError, "this needs the record itself"),
    (lambda r: r.recode(), UsageError, "this needs the record itself"),
    (lambda r: r.export("gdelt", "x", with_text=True), UsageError, "no place for"),
    (lambda r: r.path, UsageError, "this needs the record itself"),
    (lambda r: r.review(by=" "), UsageError, "a decision needs a name"),
])  # fmt: skip
def test_errors_are_those_of_the_library(both, ask, kind, words):
    _, there = both
    with pytest.raises(kind, match=words) as caught:
        ask(there)
    assert caught.value.remedy


def test_what_is_refused_is_told_before_the_first_line(both):
    _, there = both
    with pytest.raises(UnknownName):
        there.events(party="Nowhere")  # not only when the first event is taken


def test_a_listing_can_be_left_before_its_end(both):
    here, there = both
    assert next(there.events()) == next(here.events())
    assert repr(there).startswith("<dragoman record at http://127.0.0.1")


def test_an_answer_is_kept_until_the_record_changes(tmp_path, monkeypatch):
    path = sample(tmp_path / "kept.db")
    with serving(path) as base:
        there = open_record(base)
        statuses = []
        plain = Server._send

        def send(self, *given):
            response, connection = plain(self, *given)
            statuses.append(response.status)
            return response, connection

        monkeypatch.setattr(Server, "_send", send)
        assert there.parties() == there.parties()
        assert statuses == [200, 304]
        with open_record(path) as record:
            record.review(by="R. Roe").reject(next(record.events()).id, seen=None, at=AT)
        assert there.history()
        there.parties()
        assert statuses[-1] == 200


def test_decisions_are_made_in_somebodys_name_over_http(tmp_path):
    path = sample(tmp_path / "decide.db")
    with serving(path) as base:
        there = open_record(base)
        first, second = list(there.events(type="CONSULT", status="occurred"))[:2]
        reviewer = there.review(by="R. Roe")
        made = reviewer.edit(first.id, {"type": "AGREE"}, seen=None, at=AT, why="it is an accord")
        assert (made.action, made.by, made.why) == ("edit", "R. Roe", "it is an accord")
        assert there.line(first.id).line.type == "AGREE"
        assert there.line(first.id).seen == made.id
        with pytest.raises(EditConflict) as caught:
            reviewer.accept(first.id, seen=None, at=AT)
        assert caught.value.revision == made.id
        assert caught.value.theirs
        undone = reviewer.undo(first.id, seen=made.id, at=AT)
        assert undone.undoes == made.id
        assert reviewer.accept(second.id, seen=None, at=AT).action == "accept"
        assert reviewer.reject(second.id, seen=there.line(second.id).seen, at=AT).action == "reject"
        with pytest.raises((CitationError, UsageError)):
            reviewer.edit(first.id, {"text": "words that stand nowhere"}, seen=undone.id, at=AT)
        article = there.article(first.article).article
        added = reviewer.add(
            article.id, "statement",
            {"text": article.text[article.body_start : article.body_start + 12].strip(), "speakers": ["NOR"]}, at=AT,
        )  # fmt: skip
        assert added.action == "add"
        assert len(there.history()) == 5
        with open_record(path, mode="read") as here:
            assert here.history() == there.history()


def test_a_server_with_a_token_asks_for_it(tmp_path):
    path = sample(tmp_path / "token.db")
    with serving(path, token=TOKEN) as base:
        with pytest.raises(UsageError, match="a token is asked for"):
            open_record(base)
        with pytest.raises(UsageError, match="a token is asked for"):
            open_record(base, token="another-token-of-some-length")
        assert len(open_record(base, token=TOKEN)) == 63


@pytest.mark.parametrize(("address", "kind", "words"), [
    ("http://127.0.0.1:9", RecordError, "cannot be reached"), ("http://", UsageError, "no address"),
    ("https:///x", UsageError, "no address"),
])  # fmt: skip
def test_addresses_that_lead_nowhere(address, kind, words):
    with pytest.raises(kind, match=words):
        open_record(address)


def test_another_server_is_told_from_ours(tmp_path):
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(404, "no")

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(RecordError, match="did not answer as ours does"):
            open_record(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


@pytest.mark.parametrize("asked", [
    "x", "[]", '{"given": 3}', '{"named": []}', '{"other": 1}', '{"named": {"as_of": "x"}}', "[" * 5000,
    '{"named": {"as_of": 5}}',
])  # fmt: skip
def test_arguments_that_no_client_writes_are_refused(asked):
    with pytest.raises(UsageError, match="cannot be read"):
        read_arguments(asked)


def test_arguments_travel():
    given = ("PAK", None, 3)
    named = {
        "since": PartialDate.parse("2017-11"), "until": date(2018, 1, 2), "pair": ("A", "B"),
        "precision": {"AID": (1, 2)}, "as_of": date(2020, 1, 1),
    }  # fmt: skip
    back = read_arguments(written_arguments(given, named).decode())
    assert back == (["PAK", None, 3], {"since": "2017-11", "until": "2018-01-02", "pair": ("A", "B"),
                                       "precision": {"AID": (1, 2)}, "as_of": date(2020, 1, 1)})  # fmt: skip
    assert kind_of_error(NotThere("x")) == "UsageError"
    assert kind_of_error(UnknownName("x")) == "UnknownName"


def test_what_needs_vectors_or_the_model_travels(tmp_path):
    path = sample(tmp_path / "one.db")
    with open_store(path, mode="write") as store:
        make_vectors(store, SentenceVectors.load())
    with serving(path) as base, open_record(path, mode="read") as here:
        there = open_record(base)
        given = {"kinds": ("event", "statement"), "words": True, "limit": 4, "party": "Norway"}
        assert there.search_by_meaning("rules for fishing", **given) == here.search_by_meaning(
            "rules for fishing", **given
        )
        name = next(a.id for a in here.articles() if a.source == "accused.txt")
        assert there.why(name) == here.why(name)
        with pytest.raises(UnknownName, match="no such article"):
            there.why("article-none")


def test_a_question_over_http_reads_only_and_has_its_limits(tmp_path):
    with serving(sample(tmp_path / "one.db")) as base:
        there = open_record(base)
        assert there.query("SELECT 1 AS one").rows == ((1,),)
        with pytest.raises(UsageError):
            there.query("DELETE FROM events")
        with pytest.raises(RefusedInput):
            there.query(
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", timeout_s=60
            )


@pytest.mark.parametrize(("form", "name"), [
    ("jsonl", "all.jsonl"), ("csv", "events.csv"), ("csv", "tables"), ("parquet", "tables"), ("gdelt", "layout"),
])  # fmt: skip
def test_exports_over_http_are_the_files_that_the_library_writes(tmp_path, form, name):
    path = sample(tmp_path / "one.db")
    places = [tmp_path / side for side in ("here", "there")]
    for place in places:
        place.mkdir()
    with serving(path) as base, open_record(path, mode="read") as here:
        ours = here.export(form, places[0] / name, party="Norway", status="occurred")
        theirs = open_record(base).export(form, places[1] / name, party="Norway", status="occurred")
        with pytest.raises(UsageError, match="no place for the articles' text"):
            open_record(base).export("gdelt", places[1] / "other", with_text=True)
    assert theirs == ours
    written = [
        {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}
        for place in places
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 1


@pytest.mark.parametrize("name", ["../../escaped", "/etc/escaped", "..", "a/b"])
def test_an_export_is_named_plainly(tmp_path, name):
    from dragoman.api.server import Server

    with serving(sample(tmp_path / "one.db")) as base, pytest.raises(UsageError, match="no name of a file"):
        Server(base, None).ask(f"/api/v1/library-files?name={quote(name, safe='')}&asked=%7B%7D")


def test_files_that_would_leave_their_folder_are_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("../escaped.txt", "x")
    place = tmp_path / "in"
    place.mkdir()
    with pytest.raises(RecordError, match="did not answer"):
        files.unpacked(packed.getvalue(), place / "out.jsonl")
    with pytest.raises(RecordError, match="did not answer"):
        files.unpacked(b"no zip", place / "out.jsonl")
    assert not (tmp_path / "escaped.txt").exists()


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_a_chart_is_drawn_from_what_the_server_counted(tmp_path, suffix):
    path = sample(tmp_path / "one.db")
    with serving(path) as base, open_record(path, mode="read") as here:
        there = open_record(base)
        here.write_chart(here.series("NOR", "CHL", by="year"), tmp_path / f"here.{suffix}")
        there.write_chart(there.series("NOR", "CHL", by="year"), tmp_path / f"there.{suffix}")
    assert (tmp_path / f"there.{suffix}").read_text() == (tmp_path / f"here.{suffix}").read_text()


def test_happenings_and_promises_are_decided_over_http(tmp_path):
    path = across(tmp_path / "across.db")
    with serving(path) as base:
        there = open_record(base)
        told = there.happening(next(one.id for one in there.happenings() if one.tellings > 1))
        apart = told.tellings[-1].event.id
        there.split(told.happening.id, [apart], by="R. Roe", why="two meetings", at=AT)
        split = there.happening(told.tellings[0].event.id)
        assert [one.event.id for one in split.tellings] == [one.event.id for one in told.tellings[:-1]]
        assert split.decisions[-1].by == "R. Roe"
        there.join(split.happening.id, apart, by="R. Roe", why="one after all", at=AT)
        assert len(there.happening(apart).tellings) == len(told.tellings)
        with pytest.raises(UsageError):
            there.join(split.happening.id, apart, by="R. Roe", why=" ", at=AT)
        line = next(one for one in there.promises(as_of=date(2030, 1, 1)) if one.candidates)
        made = there.decide_promise(
            line.line.id, line.candidates[0].item, verdict="confirmed", by="R. Roe", why="so it was", at=AT
        )
        assert (made.verdict, made.decided_by, made.item) == ("confirmed", "R. Roe", line.candidates[0].item)
