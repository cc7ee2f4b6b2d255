"""What a release says of itself: ``RELEASE.json``."""

from typing import Any

from dragoman.records import Record

CAVEAT = (
    "This record shows what sources reported, not what is established; "
    "read the quoted passage before relying on a line."
)


class ReleasedRun(Record, frozen=True, kw_only=True):
    """A run whose lines are in a release."""

    id: str
    code: str
    model: str
    tables: str
    settings: str
    articles: int


class Release(Record, frozen=True, kw_only=True):
    """What ``RELEASE.json`` says."""

    name: str
    released: str  # ISO day, as given
    dragoman: str  # version of the package that wrote it
    schema: int  # of the record
    with_text: bool
    numbers: dict[str, int]  # rows by table, copies, decisions, takedowns
    months: tuple[str, str] | None  # first and last month of publication; None: nothing is dated
    runs: tuple[ReleasedRun, ...]
    precision: tuple[dict[str, Any], ...]  # of samples judged to their end
    caveat: str = CAVEAT

    @property
    def told(self) -> str:
        """What is in it, in a sentence."""
        held = [f"{self.numbers[what]} {what}" for what in ("events", "statements")]
        period = f", {self.months[0]} to {self.months[1]}" if self.months else ""
        return f"{' and '.join(held)} from {self.numbers['articles']} articles{period}."
