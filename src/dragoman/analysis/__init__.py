"""Questions to a whole record: what happened between parties, in time."""

from dragoman.analysis.changes import Change, Changes, changes
from dragoman.analysis.contacts import Contact, Contacts, contacts
from dragoman.analysis.counting import Counting
from dragoman.analysis.coverage import Coverage, CoverageTable, coverage
from dragoman.analysis.network import Edge, Network, Node, networks
from dragoman.analysis.panel import Panel, PanelRow, panel
from dragoman.analysis.series import Point, Series, series
from dragoman.analysis.timelines import Timeline, TimelineEntry, TimelineRow, timeline

__all__ = [
    "Change", "Changes", "Contact", "Contacts", "Counting", "Coverage", "CoverageTable", "Edge", "Network", "Node",
    "Panel", "PanelRow", "Point", "Series", "Timeline", "TimelineEntry", "TimelineRow", "changes", "contacts",
    "coverage", "networks", "panel", "series", "timeline",
]  # fmt: skip
