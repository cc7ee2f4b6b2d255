"""Time expressions to partial dates, and the window in which an undated article was published."""

from dragoman.dates.calendar import span_from, weekday_date
from dragoman.dates.dating import DatedFact, date_window
from dragoman.dates.deadline import Deadline, find_deadline
from dragoman.dates.expression import Tense, TimeExpression
from dragoman.dates.find import find_times, read_times

__all__ = [
    "DatedFact",
    "Deadline",
    "Tense",
    "TimeExpression",
    "date_window",
    "find_deadline",
    "find_times",
    "read_times",
    "span_from",
    "weekday_date",
]
