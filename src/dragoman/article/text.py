"""The text of an article, fixed before anything is read from it."""

from dragoman.article.extract import Extraction, Extractor
from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import RawDocument, Record, normalise_title


class Draft(Record, frozen=True, kw_only=True):
    """A text and the fields that came with it, as given."""

    text: str
    body_start: int  # after the title and its newline; 0 where the title, if any, is part of the text
    title: str | None
    byline: str | None
    published: str | None
    publisher: str | None  # given as a field
    site_name: str | None  # given by a page of itself
    url: str | None
    engine: str = ""  # what took it out of its page; "": it came as text
    created: str | None = None  # when its file was made, which may be long after


def draft_text(raw: RawDocument, *, extractor: Extractor) -> Draft:
    """Title, newline, body where they came apart; plain text unchanged.

    Raises:
        UnreadableInput: there is no text in it.
        RefusedInput: it is longer than any article, or its page cannot be taken apart.
    """
    page = Extraction()
    body = raw.content
    if raw.media == "html":
        page = extractor.extract(raw.content, url=raw.url, fragment=raw.has_fields) if raw.content.strip() else page
        body = page.text or ""
    title = _one_line(raw.title) or _one_line(page.title)
    if raw.media == "html":
        title, body = _site_off(title, page.publisher), _without_title(body, title)
    if not body.strip() and (not title or not raw.has_fields):
        raise UnreadableInput(
            "no article in it",
            values=f"{raw.source}, {len(raw.content)} characters of {raw.media}",
            remedy="Leave it out",
        )
    head = f"{title}\n" if title else ""
    return Draft(
        text=head + body if body.strip() else title or "",
        body_start=len(head) if body.strip() else len(title or ""),
        title=title,
        byline=raw.byline or page.byline,
        published=raw.published or page.published,
        publisher=raw.publisher,
        site_name=page.publisher,
        url=raw.url or page.url,
        engine=page.engine,
        created=made if isinstance(made := raw.extra.get("file_made"), str) else None,
    )


def refuse_long(text: str, source: str, limits: Limits) -> None:
    """Raise ``RefusedInput`` for a text over the limit."""
    if len(text) > limits.max_text_characters:
        raise RefusedInput(
            "a text is too long",
            values=f"{source} has {len(text)} characters, at most {limits.max_text_characters} are read",
            remedy="Split it into its articles or raise the limit",
        )


def _one_line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _site_off(title: str | None, site: str | None) -> str | None:
    """The title without the site's name, which browsers show behind it."""
    if title and site:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " · "):
            head, found, tail = title.rpartition(mark)
            if found and normalise_title(tail) == normalise_title(site) and head:
                return head.strip()
    return title


def _without_title(body: str, title: str | None) -> str:
    """The body without the title, if it begins by repeating it."""
    first, _, rest = body.lstrip().partition("\n")
    same = title and normalise_title(first) and normalise_title(title).startswith(normalise_title(first))
    return rest.lstrip("\n") if same and rest.strip() else body
