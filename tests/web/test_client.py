"""The Python client over HTTP: every method that reads gives what the file gives, errors are ours, decisions arrive."""

import inspect
from datetime import UTC, date, datetime

import pytest

from dragoman.api import OpenRecord, open_record
from dragoman.api import remote as remote_module
from dragoman.api.calls import MANY, Call, read_arguments, written_arguments
from dragoman.api.server import Server
from dragoman.errors import CitationError, EditConflict, RecordError, UnknownName, UsageError, kind_of_error
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

    asked = {name.split()[0] for name in READS} | {"diff"}
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
    (lambda r: r.export("csv", "x"), UsageError, "this needs the record itself"),
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
