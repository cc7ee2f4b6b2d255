"""A small table of publishers for the tests of the article stage."""

from dragoman.records import RawDocument

NAMES = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "reuters": "Reuters",
    "xinhua": "Xinhua News Agency",
    "app": "Associated Press of Pakistan",
    "dawn": "Dawn",
    "the daily star": "The Daily Star",
    "the sample times": "The Sample Times",
    "deutsche welle": "Deutsche Welle",
    "dow jones": "Dow Jones Newswires",
    "pti": "Press Trust of India",
}
SITES = {"sampletimes.example": "The Sample Times"}


class FakePublishers:
    """Implements ``PublisherNames``."""

    def full_name(self, text: str) -> str | None:
        return NAMES.get(text.casefold())

    def for_domain(self, host: str) -> str | None:
        return next((name for site, name in SITES.items() if host == site or host.endswith(f".{site}")), None)


def raw(content: str, **fields: object) -> RawDocument:
    """A plain text document, or one with fields when a title is given."""
    given = {"source": "a.txt", "media": "text", "has_fields": "title" in fields, **fields}
    return RawDocument(content=content, **given)  # type: ignore[arg-type]
