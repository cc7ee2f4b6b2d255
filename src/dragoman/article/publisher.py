"""Who published an article, by its full name, and which agency it credits."""

import re
from typing import Protocol
from urllib.parse import urlsplit

# Blanks are bounded: of a long run of them every beginning would be tried.
_SPLIT = re.compile(r"\s{1,4}[|·»›:–—-]\s{1,4}|\s{0,4}\|\s{0,4}|:\s{1,4}")
_JOINED = re.compile(r"\s{1,4}(?:via|and)\s{1,4}|\s{0,4}[/&,;+-]\s{0,4}", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


class PublisherNames(Protocol):
    """A table of publishers and news agencies."""

    def full_name(self, text: str) -> str | None:
        """The full name of the publisher or agency that ``text`` names or abbreviates; ``None``: none is known."""
        ...

    def for_domain(self, host: str) -> str | None:
        """The publisher whose site ``host`` is, or is part of; ``None``: none is known."""
        ...


def host_of(url: str | None) -> str | None:
    """The host of an address in lower case, without ``www.``; ``None`` where there is none."""
    try:
        host = urlsplit((url or "").strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def name_publisher(text: str | None, publishers: PublisherNames) -> str | None:
    """The full name for what a field or print line gives; as it stands where no table knows it.

    A feed or page may call itself "Paper - World news": the first part that is known counts.
    """
    given = " ".join((text or "").split())
    if not given:
        return None
    if host := host_of(given) or host_of(f"https://{given}" if re.fullmatch(r"[\w.-]+\.[a-z]{2,}", given) else None):
        return publishers.for_domain(host) or given
    parts = [given, *_SPLIT.split(given)]
    return next((name for part in parts if (name := known_name(part, publishers))), given)


def known_name(text: str, publishers: PublisherNames) -> str | None:
    """The full name of a known publisher, also without or with its "The"; ``None`` where no table knows it."""
    given = text.strip(" .,;:")
    if not given:
        return None
    forms = [given, _ARTICLE.sub("", given), f"The {given}"]
    if given.isupper() and len(given) > 6:
        forms += [given.title(), _ARTICLE.sub("", given.title())]
    return next((name for form in forms if form and (name := publishers.full_name(form))), None)


def name_agency(text: str | None, publishers: PublisherNames) -> str | None:
    """The full name of the agency that a credit names, "DJCS via Comtex" by the first one known; else ``None``."""
    given = (text or "").strip()
    if not given:
        return None
    return next(
        (name for part in [given, *_JOINED.split(given)] if part and (name := known_name(part, publishers))), None
    )
