"""Networks: their edges are what the pairs' series count; networkx reads what is written."""

import json
import sys

import networkx
import pytest

from dragoman.analysis import Counting, networks, series
from dragoman.errors import InstallationError
from dragoman.store.open import open_store
from tests.analysis.dealings import act, tell


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL"), act("CHL", "PER"), day="2020-01-15")
        tell(opened, 2, act("NOR", "PER"), act("USA", "NATO", status="planned"), act("RUS", "UKR"), day="2021-01-15")
        tell(opened, 3, act("NOR", "CHL", on=None, quad=None, plover_score=None), day=None)
        yield opened


def test_one_network_of_all(store):
    (found,) = networks(store)
    assert [(edge.party, edge.other, edge.count) for edge in found.edges] == [
        ("CHL", "NOR", 3), ("CHL", "PER", 1), ("NOR", "PER", 1), ("RUS", "UKR", 1),
    ]  # fmt: skip
    assert {(node.code, node.partners, node.count) for node in found.nodes} == {
        ("CHL", 2, 4), ("NOR", 2, 4), ("PER", 2, 2), ("RUS", 1, 1), ("UKR", 1, 1),
    }  # fmt: skip
    assert found.nodes[0].name == "Chile"
    for edge in found.edges:
        assert edge.count == series(store, (edge.party, edge.other)).count


def test_by_period(store):
    found = networks(store, by="year")
    assert [(one.period, len(one.edges)) for one in found] == [("2020", 2), ("2021", 2)]
    assert sum(edge.count for one in found for edge in one.edges) == 5  # the undated one is in no period


def test_between_some(store):
    (found,) = networks(store, parties=["NOR", "PER"])
    assert [(edge.party, edge.other) for edge in found.edges] == [("NOR", "PER")]
    assert networks(store, parties=["FRA"]) == ()


def test_networkx_reads_what_is_written(store, tmp_path):
    (found,) = networks(store)
    path = tmp_path / "n.graphml"
    path.write_text(found.graphml())
    again = networkx.read_graphml(path)
    assert again.edges["CHL", "NOR"]["count"] == 3
    assert again.edges["CHL", "NOR"]["events"].split() == list(found.edges[0].events)
    assert again.graph["counts"] == "happenings that occurred, not alleged"
    data = json.loads(json.dumps(found.node_link()))
    graph = networkx.node_link_graph(data, edges="links")
    assert {tuple(sorted(edge)) for edge in graph.edges} == {(edge.party, edge.other) for edge in found.edges}
    assert graph.graph["runs"] == " ".join(found.runs)


def test_a_directed_network(store):
    (found,) = networks(store, counting=Counting(directed=True))
    assert ("NOR", "CHL") in found.to_networkx().edges
    assert ("CHL", "NOR") not in found.to_networkx().edges


def test_communities(store):
    (found,) = networks(store, communities=True)
    groups = {node.code: node.community for node in found.nodes}
    assert groups == {"CHL": 1, "NOR": 1, "PER": 1, "RUS": 2, "UKR": 2}
    assert networks(store, communities=True) == (found,)


def test_without_networkx_the_message_says_what_to_install(store, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    (found,) = networks(store)
    with pytest.raises(InstallationError, match=r"networkx. Install it: pip install 'dragoman\[network\]'"):
        found.graphml()
