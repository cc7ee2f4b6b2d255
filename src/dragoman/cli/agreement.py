"""``dragoman eval``: how far the codings agree with hand-coded articles."""

import argparse
import sys
from pathlib import Path
from typing import Any

from dragoman.cli.command import Arguments, Command, add_format
from dragoman.cli.printing import print_listing, shown_line
from dragoman.cli.reading import add_coder, settings_of

COLUMNS = ("level", "precision", "recall", "f1", "gold", "predicted", "agreed")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``eval``."""
    parser.add_argument("folder", metavar="DIR", help="holds articles/NAME.txt or .json and gold/NAME.json")
    add_coder(parser)
    add_format(parser)


def run(arguments: Arguments) -> int:
    """Code the articles and print the scores; exit status 1 when one could not be coded, which counts as a miss."""
    from dragoman.analysis.agreement import score_article, total
    from dragoman.ingest import ready

    pairs = gold_pairs(Path(arguments.folder))
    scores, failed = [], 0
    with ready(settings_of(arguments), arguments.model) as chain:
        for article, gold in pairs:
            predicted = _coded(article, chain)
            failed += predicted is None
            scores.append(score_article(gold, predicted or _nothing(article)))
    rows = [
        {"level": score.level, "gold": score.gold, "predicted": score.predicted, "agreed": score.agreed}
        | {name: round(getattr(score, name), 3) for name in ("precision", "recall", "f1")}
        for score in total(scores)
    ]
    print_listing(rows, form=arguments.format, columns=COLUMNS, caveat=False)
    return 1 if failed else 0


def gold_pairs(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Each article's file with what a careful reader found in it, in order of name.

    Raises:
        UsageError: no hand-coded articles there, or one without its article, or one that is no JSON.
    """
    import msgspec

    from dragoman.errors import UsageError

    pairs = []
    for path in sorted((folder / "gold").glob("*.json")):
        names = [folder / "articles" / f"{path.stem}{suffix}" for suffix in (".txt", ".json")]
        article = next((name for name in names if name.is_file()), None)
        if article is None:
            raise UsageError("a hand-coded article has no text", values=str(path), remedy=f"Put it at {names[0]}")
        try:
            pairs.append((article, msgspec.json.decode(path.read_bytes())))
        except msgspec.DecodeError as error:
            raise UsageError("a hand-coded article is no JSON", values=f"{path}: {error}", remedy="Mend it") from error
    if not pairs:
        raise UsageError(
            "no hand-coded articles there", values=str(folder), remedy="Give a folder that holds articles/ and gold/"
        )
    return pairs


def _coded(article: Path, chain: Any) -> dict[str, Any] | None:
    from dragoman.exports.contract import coded_fields
    from dragoman.ingest import code_paths
    from dragoman.records import Failure

    result = next(code_paths([str(article)], chain=chain), None)
    if isinstance(result, Failure) or result is None:
        reason = result.reason if result else "nothing in it"
        print(shown_line(f"failed: {article}: {reason}"), file=sys.stderr)
        return None
    return coded_fields(result, with_text=True)


def _nothing(article: Path) -> dict[str, Any]:
    return {"article": {"text": article.read_text(encoding="utf-8", errors="replace")}, "events": [], "statements": []}


EVAL = Command("eval", "Score codings against hand-coded articles.", configure, run)
