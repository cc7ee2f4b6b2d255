"""Time expressions to partial dates, and the window in which an undated article was published."""

from dragoman.dates.calendar import weekday_date
from dragoman.dates.expression import TimeExpression
from dragoman.dates.find import find_times, read_times

__all__ = ["TimeExpression", "find_times", "read_times", "weekday_date"]
