"""The gazetteer's papers, broadcasters and news agencies as the article stage asks for them."""

from dragoman.entities.gazetteer import Gazetteer


class GazetteerPublishers:
    """Publishers and agencies by name, abbreviation and site; implements ``article.PublisherNames``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def full_name(self, text: str) -> str | None:
        """The full name of the one publisher or agency that ``text`` names; ``None``: none, or several."""
        found = {entry.name for entry in self._gazetteer.by_name(text) if entry.kind == "media"}
        return found.pop() if len(found) == 1 else None

    def for_domain(self, host: str) -> str | None:
        """The full name of the publisher whose site ``host`` is, or is part of."""
        entry = self._gazetteer.publisher_for(host)
        return entry.name if entry else None
