"""``dragoman show``: one article with everything that was read from it, in its own words."""

import argparse
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_record, opened
from dragoman.cli.listings import event_row, named
from dragoman.cli.printing import CAVEAT, STATUS_COLOURS, console, print_json, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from dragoman.records import Article, CodedArticle, Event, Figure, Statement
    from dragoman.store.open import Store

STATEMENT_STYLE = "italic"
FINDING_STYLE = "reverse"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``show``."""
    parser.add_argument("article", metavar="ARTICLE", help="id, the beginning of one, or the name of its source")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: %(default)s)"
    )
    parser.add_argument("--why", action="store_true", help="say of each line what decided")
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Print one article."""
    from dragoman.sources.fetching.target import is_page
    from dragoman.store.read import coded_article, find_article, sources_of
    from dragoman.store.translations import original_of, translations_of

    with opened(arguments) as store:
        coded = coded_article(store, find_article(store, arguments.article))
        sources = sources_of(store, coded.article.id)
        fetched = "; ".join(_fetched(store, source) for source in sources if is_page(source))
        original, translations = original_of(store, coded.article), translations_of(store, coded.article)
    if arguments.format == "json":
        print_json(_fields(coded, original, translations))
        return 0
    out = console()
    _print_head(out, coded.article, sources, fetched)
    _print_other_languages(out, coded.article, original, translations)
    text = coloured(coded)
    text.rstrip()
    out.print(text)
    _print_lines(out, coded, why=arguments.why)
    if original is not None:
        _print_beside(out, original, coded.article)
    out.print(CAVEAT, style="dim")
    return 0


def _fields(coded: "CodedArticle", original: "Article | None", translations: "Sequence[Article]") -> dict[str, object]:
    """As an export has it; with the original of a translation, and the translations of an original."""
    from dragoman.exports.contract import article_fields, coded_fields

    fields = coded_fields(coded, with_text=True)
    if original is not None:
        fields["original"] = article_fields(original, with_text=True)
    if translations:
        fields["translations"] = [article_fields(one, with_text=True) for one in translations]
    return fields


def _print_other_languages(
    out: "Console", article: "Article", original: "Article | None", translations: "Sequence[Article]"
) -> None:
    if article.translation_of is not None:
        by = f" by {article.translator}" if article.translator else ""
        of = f"{original.id} ({original.language}) “{original.title or original.source}”" if original else None
        out.print(f"A translation{by} of {shown(of or article.translation_of + ', which the record does not have')}")
    for one in translations:
        by = f" by {one.translator}" if one.translator else ""
        out.print(f"Translated{shown(by)}: {one.id} ({one.language}) “{shown(one.title or one.source)}”")
    if article.translation_of is not None or translations:
        out.print()


def _print_beside(out: "Console", original: "Article", translation: "Article") -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman.analysis.side_by_side import side_by_side

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column(f"original ({original.language})", ratio=1, overflow="fold")
    table.add_column(f"translation ({translation.language})", ratio=1, overflow="fold")
    for row in side_by_side(original, translation):
        table.add_row(Text(shown(row.original)), Text(shown(row.translation)))
    out.print(table, soft_wrap=False)


def coloured(coded: "CodedArticle") -> "Text":
    """The article's text; events in the colour of their status, triggers bold, statements italic, findings reversed."""
    from rich.text import Text

    text = Text(shown(coded.article.text))
    for statement in coded.statements:
        text.stylize(STATEMENT_STYLE, statement.start, statement.end)
    for event in coded.events:
        text.stylize(STATUS_COLOURS[event.status], event.start, event.end)
        text.stylize("bold", event.trigger.start, event.trigger.end)
    for finding in coded.findings:
        text.stylize(FINDING_STYLE, finding.start, finding.end)
    return text


def _fetched(store: "Store", source: str) -> str:
    """When a page was last fetched, and over which redirects."""
    from dragoman.store.fetches import fetch_of

    fetch = fetch_of(store, source)
    if fetch is None:
        return ""
    return f"{fetch.at[:19].replace('T', ' ')} UTC{''.join(f', led to {url}' for url in fetch.redirects)}"


def _print_head(out: "Console", article: "Article", sources: tuple[str, ...], fetched: str) -> None:
    published = article.published or f"not dated; inferred {article.published_window}"
    if not article.published and not article.published_window:
        published = "not known"
    fields = {
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "byline": article.byline,
        "dateline": article.dateline,
        "published": f"{published} ({article.published_from})" if article.published else published,
        "because": "; ".join(article.dating),
        "origin": article.origin,
        "url": article.url,
        "source": ", ".join(sources),
        "fetched": fetched,
        "copy of": article.duplicate_of,
        "language": _language(article.language),
    }
    for name, value in fields.items():
        if value:
            out.print(f"{name:>10}  {shown(value)}")
    out.print()


def _language(code: str) -> str:
    coded = code in ("en", "und")
    return code if coded else f"{code}: stored and searchable, not coded (only English is)"


def _print_lines(out: "Console", coded: "CodedArticle", *, why: bool) -> None:
    if coded.events:
        out.print("\nEvents", style="bold")
    told = {event.id: event for event in coded.events}
    for event in coded.events:
        _print_event(out, event, why=why)
        for figure in (f for f in coded.figures if f.event == event.id):
            _print_figure(out, figure, indent=6, why=why)
        if event.part_of in told:
            out.print(f"      part of “{shown(' '.join(told[event.part_of].text.split()))}”", style="dim")
    if coded.statements:
        out.print("\nStatements", style="bold")
    for statement in coded.statements:
        _print_statement(out, statement, why=why)
    loose = [figure for figure in coded.figures if figure.event not in told]
    if loose:
        out.print("\nFigures", style="bold")
    for figure in loose:
        _print_figure(out, figure, indent=2, why=why)
    if coded.findings:
        out.print("\nFindings", style="bold")
    for finding in coded.findings:
        out.print(f"  [{finding.start}:{finding.end}] {finding.kind}: {shown(finding.message)}")
        out.print(f"      “{shown(' '.join(finding.text.split()))}”", style="dim")
        for row in finding.evidence:
            out.print(f"      {shown(row)}", style="dim")
    for failure in coded.failures:
        out.print(f"  not used: {shown(failure.reason)}", style="red")
    out.print()


def _print_event(out: "Console", event: "Event", *, why: bool) -> None:
    row = event_row(event)
    sides = " -> ".join(", ".join(row[side]) or "nobody" for side in ("actors", "recipients"))
    place = f", {event.place.name}" if event.place else ""
    dated = row["date"] or "not dated"
    judged = f"  {event.review} by an analyst" if event.review else ""
    out.print(f"  {shown(dated)}{shown(place)}  {row['type']}  {shown(sides)}  {shown(row['status'])}{judged}")
    out.print(f"      [{event.start}:{event.end}] “{shown(row['text'])}”", style=STATUS_COLOURS[event.status])
    for span in event.citations:
        out.print(f"      [{span.start}:{span.end}] “{shown(' '.join(span.text.split()))}”", style="dim")
    _print_why(out, (*event.why, *_sources(event)) if why else ())


def _sources(event: "Event") -> "Iterator[str]":
    """What gave an event its date and its place."""
    if event.date_from:
        yield f"date from {event.date_from}: {event.when}"
    if event.place is not None and event.place_from:
        where = ", ".join(dict.fromkeys(filter(None, (event.place.name, event.place.city))))
        yield f"place from {event.place_from}: {where}"


def _print_figure(out: "Console", figure: "Figure", *, indent: int, why: bool) -> None:
    """ "40 trawlers  count, said by officials": the words, what they count, who says so, whether it is so."""
    scope = {"part": "part of another", "more": "on top of others"}.get(figure.scope)
    status = None if figure.status == "occurred" else figure.status
    of = f"of {figure.of}" if figure.of and figure.of not in figure.text else None
    said_by = f"said by {figure.said_by}" if figure.said_by else None
    notes = ", ".join(note for note in (figure.kind, of, scope, status, said_by) if note)
    words = " ".join(figure.text.split())
    out.print(f"{' ' * indent}[{figure.start}:{figure.end}] “{shown(words)}”  {shown(notes)}")
    _print_why(out, figure.why if why else (), indent=indent + 4)


def _print_statement(out: "Console", statement: "Statement", *, why: bool) -> None:
    speakers = ", ".join(map(named, statement.speakers)) or "nobody named"
    cue = f" {statement.cue.text}" if statement.cue else ""
    to = f" to {', '.join(statement.addressees)}" if statement.addressees else ""
    said = str(statement.said) if statement.said else "not dated"
    judged = f"  {statement.review} by an analyst" if statement.review else ""
    kind = f"{statement.stance} ({statement.act}, {statement.kind})"
    out.print(f"  {said}  {shown(speakers)}{shown(cue)}{shown(to)}  {kind}{judged}")
    text = shown(" ".join(statement.text.split()))
    out.print(f"      [{statement.start}:{statement.end}] “{text}”", style=STATEMENT_STYLE)
    _print_why(out, statement.why if why else ())


def _print_why(out: "Console", reasons: tuple[str, ...], *, indent: int = 6) -> None:
    for reason in reasons:
        out.print(f"{' ' * indent}because {shown(reason)}", style="dim")


SHOW = Command("show", "Show an article with its events, statements, figures and findings.", configure, run)
