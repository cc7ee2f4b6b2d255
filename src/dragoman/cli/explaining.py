"""``dragoman why``: what was found in a sentence, and which step dropped what."""

import argparse
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_record, opened, record_path
from dragoman.cli.printing import console, print_json, shown
from dragoman.cli.reading import add_coder, settings_of

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.analysis.explanations import Explanation, Trigger
    from dragoman.store.open import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``why``."""
    parser.add_argument("article", metavar="ARTICLE", help="id, the beginning of one, or the name of its source")
    parser.add_argument("--sentence", type=int, metavar="N", help="its N-th sentence, from 1")
    parser.add_argument("--at", type=int, metavar="OFFSET", help="the sentence at this character of the text")
    parser.add_argument("--words", metavar="TEXT", help="the sentences that hold these words")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: %(default)s)"
    )
    add_coder(parser)
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Code the article again and print what each step made of the sentences asked for."""
    from dragoman.analysis.explanations import chosen
    from dragoman.ingest import as_read, ready
    from dragoman.store.read import coded_article, find_article

    with opened(arguments) as store, ready(settings_of(arguments), arguments.model, record_path(arguments)) as chain:
        stored = coded_article(store, find_article(store, arguments.article))
        article = as_read(stored.article)
        asked = {"number": arguments.sentence, "at": arguments.at, "words": arguments.words}
        found = chosen(chain.explain(article), article, **asked)
        if arguments.format == "json":
            print_json([*found])
            return 0
        out = console()
        if stored.run != chain.run.id:
            out.print(f"The lines of the record are from {stored.run}; this is how {chain.run.id} reads it.\n")
        for one in found:
            _print_explanation(out, one)
            _print_decisions(out, store, article.id, one)
    return 0


def _print_explanation(out: "Console", found: "Explanation") -> None:
    out.print(f"{found.number} [{found.start}:{found.end}] {shown(' '.join(found.text.split()))}", style="bold")
    if found.coded:
        out.print(f"  not read for events: {found.coded}")
    for name in found.names:
        out.print(f"  names      {shown(name)}")
    for trigger in found.triggers:
        out.print(f"  model      {shown(_told(trigger))}")
    for step in found.steps:
        words = " ".join(step.words.split())
        out.print(f"  {step.outcome:<10} {step.what} at “{shown(words)}” [{step.start}]: {shown(step.reason)}")
    for event in found.events:
        out.print(f"  event      {event.id} {event.type} at “{shown(event.trigger.text)}”: {'; '.join(event.why)}")
    for said in found.statements:
        out.print(f"  statement  {said.id} {said.act}: {'; '.join(said.why)}")
    if not (found.events or found.statements or found.steps or found.coded):
        out.print("  nothing here is a word that any frame, or the model, takes for an act or for saying")
    out.print()


def _told(trigger: "Trigger") -> str:
    types = ", ".join(f"{kind} {p:.2f}" for kind, p in trigger.types) or "no type is likely"
    sides = [
        f"{side} {', '.join(f'{word} {p:.2f}' for word, p in linked)}"
        for side, linked in (("actor", trigger.actors), ("recipient", trigger.recipients))
        if linked
    ]
    return f"“{trigger.words}” [{trigger.start}]: {'; '.join([types, *sides])}"


def _print_decisions(out: "Console", store: "Store", article: str, found: "Explanation") -> None:
    """What analysts decided on lines of this sentence."""
    from dragoman.store.aside import aside_lines
    from dragoman.store.revisions import history

    for line in aside_lines(store, article):
        if found.start <= line.start < found.end:
            last = history(store, line.id)[-1]
            out.print(f"  {line.review}   {line.id} by {shown(last.by)}, {last.at}: {shown(last.why)}\n", style="red")


WHY = Command("why", "Why a sentence is coded as it is, or not: what each step found and dropped.", configure, run)
