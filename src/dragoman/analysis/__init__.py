"""Questions to a whole record: what happened between parties, in time."""

from dragoman.analysis.timelines import Timeline, TimelineEntry, timeline

__all__ = ["Timeline", "TimelineEntry", "timeline"]
