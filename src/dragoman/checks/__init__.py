"""What cannot be right in an article, or is disputed in it: tenure, lifetimes, denied claims, rival numbers, dates.

Precision first: a check that is not sure says nothing. Every finding names the table rows or the words that decide.
"""

from dragoman.checks.counts import rival_counts
from dragoman.checks.disputes import disputed_claims
from dragoman.checks.firsts import first_since
from dragoman.checks.lifetimes import organisation_lifetimes
from dragoman.checks.tenure import office_tenures
from dragoman.checks.tolls import rival_figures
from dragoman.checks.weekdays import weekdays_of_dates
from dragoman.checks.words import whose_words

__all__ = [
    "disputed_claims", "first_since", "office_tenures", "organisation_lifetimes", "rival_counts", "rival_figures",
    "weekdays_of_dates", "whose_words",
]  # fmt: skip
