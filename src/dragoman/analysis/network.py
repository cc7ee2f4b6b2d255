"""Who deals with whom: parties as nodes, what passed between them as edges, for a stretch of time or by period."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from dragoman.analysis.counting import Counting, add_up, tally_all
from dragoman.analysis.periods import By, label_of
from dragoman.analysis.series import STRETCHES, coding_runs
from dragoman.analysis.tables import Table, require
from dragoman.codes.parties import is_party, party
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.pairs import Tally

if TYPE_CHECKING:
    import networkx

WHOLE = ""  # the period of a network that is not divided


class Node(Record, frozen=True, kw_only=True):
    """A party."""

    code: str
    name: str
    kind: str  # state, organisation, armed_group ...; "": the tables do not know it
    partners: int  # how many it deals with
    count: int  # what is counted of it with all of them
    community: int | None  # from 1, the largest first; None: not looked for


class Edge(Record, frozen=True, kw_only=True):
    """What passed between two parties; from ``party`` to ``other`` where it is directed."""

    period: str
    party: str
    other: str
    count: int
    tellings: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    plover_score: float | None
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    events: tuple[str, ...]  # ids, one for each counted


class Network(Table, frozen=True, kw_only=True):
    """A network of one period; as a table its edges."""

    row_type: ClassVar[type[Record]] = Edge
    period: str  # "": the whole stretch
    counting: Counting
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    runs: tuple[str, ...]

    @property
    def rows(self) -> Sequence[Edge]:
        """Its edges, by parties."""
        return self.edges

    def to_networkx(self) -> "networkx.Graph[str]":
        """A graph of networkx, directed where the counting is; what is None is left out, for GraphML has no null.

        Raises:
            InstallationError: networkx is not installed.
        """
        nx = require("networkx", extra="network")
        graph = nx.DiGraph() if self.counting.directed else nx.Graph()
        told = {"counts": self.counting.told, "period": self.period, "runs": " ".join(self.runs)}
        graph.graph.update(told)
        for node in self.nodes:
            graph.add_node(node.code, **_told(node, without=("code",)))
        for edge in self.edges:
            fields = _told(edge, without=("party", "other"))
            graph.add_edge(edge.party, edge.other, **{**fields, "events": " ".join(edge.events)})
        return graph

    def node_link(self) -> dict[str, Any]:
        """As node-link data, which networkx, D3 and others read; what is counted and the runs stand in ``graph``.

        Raises:
            InstallationError: networkx is not installed.
        """
        data: dict[str, Any] = require("networkx", extra="network").node_link_data(self.to_networkx(), edges="links")
        return data

    def graphml(self) -> str:
        """As GraphML, for Gephi, Cytoscape and igraph.

        Raises:
            InstallationError: networkx is not installed.
        """
        return "\n".join(require("networkx", extra="network").generate_graphml(self.to_networkx()))


def networks(
    store: Store, *, by: By | None = None, counting: Counting | None = None, parties: Sequence[str] | None = None,
    communities: bool = False,
) -> tuple[Network, ...]:  # fmt: skip
    """Who deals with whom, in all or by period; what is counted on no known day is only in the whole.

    Args:
        store: an open record.
        by: how long a period is; None: one network of all.
        counting: what counts.
        parties: only between these; None: any.
        communities: look for groups that deal more with one another than with the rest (Clauset, Newman and Moore
            2004, "Finding community structure in very large networks", by networkx).

    Raises:
        InstallationError: communities need networkx.
        UsageError: ``until`` is before ``since``.
    """
    counting = counting or Counting()
    edges: dict[str, dict[tuple[str, str], list[Tally]]] = {}
    for tally in tally_all(store, counting, stretch=STRETCHES[by or "year"], parties=parties):
        if by is None or tally.period:
            label = label_of(tally.period, by) if by else WHOLE
            edges.setdefault(label, {}).setdefault((tally.party, tally.other), []).append(tally)
    runs = coding_runs(store)
    found = []
    for label in sorted(edges):
        lines = tuple(_edge(label, pair, tallies) for pair, tallies in edges[label].items())
        network = Network(period=label, counting=counting, nodes=_nodes(lines), edges=lines, runs=runs)
        found.append(_with_communities(network) if communities else network)
    return tuple(found)


def _edge(period: str, pair: tuple[str, str], tallies: Sequence[Tally]) -> Edge:
    sums = add_up(tallies)
    return Edge(
        period=period, party=pair[0], other=pair[1], count=sums.count, tellings=sums.tellings,
        verbal_cooperation=sums.verbal_cooperation, material_cooperation=sums.material_cooperation,
        verbal_conflict=sums.verbal_conflict, material_conflict=sums.material_conflict,
        plover_score=sums.plover_score, goldstein_gdelt=sums.goldstein_gdelt, goldstein_icews=sums.goldstein_icews,
        events=tuple(sorted(event for tally in tallies for event in tally.events)),
    )  # fmt: skip


def _nodes(edges: Sequence[Edge]) -> tuple[Node, ...]:
    counts: Counter[str] = Counter()
    partners: dict[str, set[str]] = {}
    for edge in edges:
        for one, other in ((edge.party, edge.other), (edge.other, edge.party)):
            counts[one] += edge.count
            partners.setdefault(one, set()).add(other)
    return tuple(
        Node(
            code=code, name=party(code).name if is_party(code) else code,
            kind=party(code).kind if is_party(code) else "", partners=len(partners[code]),
            count=counts[code], community=None,
        )
        for code in sorted(partners)
    )  # fmt: skip


def _with_communities(network: Network) -> Network:
    """Greedy modularity: it draws no random numbers, so the same record gives the same groups."""
    community = require("networkx.algorithms.community", extra="network")
    graph = network.to_networkx().to_undirected()
    groups = community.greedy_modularity_communities(graph, weight="count") if network.edges else []
    ordered = sorted(map(sorted, groups), key=lambda group: (-len(group), group))
    number = {code: place for place, group in enumerate(ordered, 1) for code in group}
    nodes = tuple(msgspec.structs.replace(node, community=number[node.code]) for node in network.nodes)
    return msgspec.structs.replace(network, nodes=nodes)


def _told(record: Record, *, without: tuple[str, ...]) -> dict[str, Any]:
    fields = msgspec.structs.asdict(record)
    return {name: value for name, value in fields.items() if value is not None and name not in without}
