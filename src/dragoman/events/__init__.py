"""Events: who did what to whom. Frames in ``patterns/`` read over the parse; see ``coder``."""

from dragoman.events.coder import find_events
from dragoman.events.frames import Frame, FrameTable

__all__ = ["Frame", "FrameTable", "find_events"]
