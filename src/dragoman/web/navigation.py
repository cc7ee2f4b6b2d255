"""The pages in a few sections: what stands in the head of every page, and which of it is the page that is shown."""

from typing import NamedTuple


class Link(NamedTuple):
    """A page in the head."""

    href: str
    name: str
    more: tuple[str, ...] = ()  # beginnings of addresses that belong to it too


class Section(NamedTuple):
    """A few pages under one heading, which leads to the first of them."""

    name: str
    links: tuple[Link, ...]


class Placed(NamedTuple):
    """Where a page stands; None: in no section, as a brief."""

    section: Section | None
    link: Link | None


SECTIONS = (
    Section("Today", (
        Link("/", "Today", ("/today",)), Link("/watch", "Watch-lists"), Link("/changes", "Changes"),
    )),
    Section("Read", (
        Link("/articles", "Articles"), Link("/events", "Events", ("/lines",)), Link("/statements", "Statements"),
        Link("/compare", "Compare"), Link("/search", "Search"),
    )),
    Section("Parties", (
        Link("/parties", "Parties", ("/pairs", "/people", "/entities")), Link("/network", "Network"),
        Link("/map", "Map"), Link("/offices", "Offices"),
    )),
    Section("Across", (
        Link("/happenings", "Happenings"), Link("/disagreements", "Disagreements"), Link("/readouts", "Readouts"),
        Link("/promises", "Promises"), Link("/topics", "Topics"), Link("/positions", "Positions"),
    )),
    Section("Check", (
        Link("/review", "Review"), Link("/review/decisions", "Decisions"), Link("/findings", "Findings"),
        Link("/failures", "Failures"),
    )),
    Section("Data", (
        Link("/import", "Import"), Link("/about", "About the data"), Link("/runs", "Runs"), Link("/query", "SQL"),
        Link("/docs", "API"),
    )),
)  # fmt: skip


def placed(path: str) -> Placed:
    """Where the page at an address stands: at the longest beginning that fits."""
    found, length = Placed(None, None), 0
    for section in SECTIONS:
        for link in section.links:
            for beginning in (link.href, *link.more):
                fits = path == beginning or (beginning != "/" and path.startswith(f"{beginning}/"))
                if fits and len(beginning) > length:
                    found, length = Placed(section, link), len(beginning)
    return found
