"""Reported speech: who said what, how he holds it, to whom and where."""

from dragoman.statements.coding import find_statements
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.quotations import Quotation, find_quotations

__all__ = ["Cue", "CueTable", "Quotation", "find_quotations", "find_statements"]
