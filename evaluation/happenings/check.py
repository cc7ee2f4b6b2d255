"""Check the happenings set: every quote exact, every id known; then print what it holds."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
KINDS = ("date", "number", "participant", "place", "denial")
SORTS = ("spread", "update", "conflict")
WORDS = (4, 40)


def load(name: str) -> list[dict[str, Any]]:
    """Read one list of the truth."""
    rows: list[dict[str, Any]] = json.loads((HERE / "truth" / name).read_text(encoding="utf-8"))
    return rows


def words(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


class Checker:
    """Collects what is wrong."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.texts: dict[str, str] = {}

    def expect(self, holds: bool, message: str) -> None:
        """Note the message unless this holds."""
        if not holds:
            self.errors.append(message)

    def articles(self) -> None:
        """Check the articles, and keep their texts."""
        for path in sorted((HERE / "articles").glob("*.json")):
            article = json.loads(path.read_text(encoding="utf-8"))
            name = path.name
            self.expect(article["id"] == path.stem, f"{name}: id {article['id']}")
            extra = set(article) - {"id", "title", "text", "published", "publisher", "url"}
            self.expect(not extra, f"{name}: fields {sorted(extra)}")
            published = article["published"]
            dated = published is None or re.fullmatch(r"\d{4}-\d\d-\d\d", published) is not None
            self.expect(dated, f"{name}: published {published}")
            self.expect(50 <= words(article["text"]) <= 270, f"{name}: {words(article['text'])} words")
            self.texts[article["id"]] = article["text"]

    def quote(self, where: str, span: dict[str, str]) -> None:
        """Check that the words stand in the article."""
        text = self.texts.get(span["article"])
        if text is None:
            self.errors.append(f"{where}: no article {span['article']}")
            return
        quote = span["quote"]
        self.expect(quote in text, f"{where}: not in {span['article']}: {quote!r}")
        low, high = WORDS
        self.expect(low <= words(quote) <= high, f"{where}: {words(quote)} words: {quote!r}")

    def happenings(self, rows: list[dict[str, Any]]) -> None:
        """Check the happenings and their tellings."""
        for row in rows:
            name = row["id"]
            self.expect(row["type"] in TYPES, f"{name}: type {row['type']}")
            self.expect(row["role"] in ("main", "near"), f"{name}: role {row['role']}")
            told_by = {telling["article"] for telling in row["tellings"]}
            self.expect(len(told_by) >= (2 if row["role"] == "main" else 1), f"{name}: too few tellings")
            count = len(row["origin_names"]) or None
            self.expect(row["origins"] == count, f"{name}: {row['origins']} origins, {count} named")
            for telling in row["tellings"]:
                self.quote(name, telling)

    def pairs(self, rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> None:
        """Check that each side of a pair is a telling of its happening."""
        seen = set()
        for number, row in enumerate(rows):
            where = f"pair {number}"
            a, b = row["a"], row["b"]
            key = (a["article"], a["quote"], b["article"], b["quote"])
            self.expect(key not in seen, f"{where}: given twice")
            seen.add(key)
            self.expect(a["article"] != b["article"], f"{where}: one article")
            first, second = row["happenings"]
            self.expect(row["same"] == (first == second), f"{where}: same?")
            for side, happening in ((a, first), (b, second)):
                self.quote(where, side)
                self.expect(side in known[happening]["tellings"], f"{where}: not a telling of {happening}")

    def disagreements(self, rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> None:
        """Check the disagreements."""
        for row in rows:
            name = row["id"]
            self.expect(row["happening"] in known, f"{name}: happening {row['happening']}")
            self.expect(row["kind"] in KINDS, f"{name}: kind {row['kind']}")
            self.expect(row["type"] in SORTS, f"{name}: type {row['type']}")
            self.expect(isinstance(row["soft"], bool), f"{name}: soft")
            self.quote(name, row["a"])
            self.quote(name, row["b"])


def table(title: str, counts: Counter[str]) -> None:
    """Print counts on one line, the largest first."""
    print(f"{title}: " + ", ".join(f"{key} {count}" for key, count in counts.most_common()))


def main() -> int:
    """Check the set and print what it holds."""
    checker = Checker()
    checker.articles()
    happenings, pairs = load("happenings.json"), load("pairs.json")
    disagreements, articles = load("disagreements.json"), load("articles.json")
    known = {row["id"]: row for row in happenings}
    checker.expect(len(known) == len(happenings), "a happening's id is used twice")
    checker.expect({row["article"] for row in articles} == set(checker.texts), "articles.json lists other articles")
    checker.happenings(happenings)
    checker.pairs(pairs, known)
    checker.disagreements(disagreements, known)

    main_ones = [row for row in happenings if row["role"] == "main"]
    in_dispute = {row["happening"] for row in disagreements}
    same = sum(row["same"] for row in pairs)
    print(f"articles {len(checker.texts)}, of {sum(map(words, checker.texts.values()))} words")
    print(f"happenings {len(happenings)}: main {len(main_ones)}, near {len(happenings) - len(main_ones)}")
    print(f"main ones told alike {sum(row['id'] not in in_dispute for row in main_ones)}")
    print(f"origins known {sum(row['origins'] is not None for row in happenings)}")
    print(f"pairs {len(pairs)}: same {same}, not the same {len(pairs) - same}")
    soft = sum(row["soft"] for row in disagreements)
    print(f"disagreements {len(disagreements)} ({soft} soft), in {len(in_dispute)} happenings")
    cells = Counter((row["type"], row["kind"]) for row in disagreements)
    print(f"{'':10}" + "".join(f"{kind:>13}" for kind in KINDS) + f"{'all':>7}")
    for sort in SORTS:
        row_cells = [cells[sort, kind] for kind in KINDS]
        print(f"{sort:10}" + "".join(f"{count:13}" for count in row_cells) + f"{sum(row_cells):7}")
    table("number of origins", Counter(str(row["origins"]) for row in main_ones))
    table("tellings of a main one", Counter(str(len({t["article"] for t in row["tellings"]})) for row in main_ones))
    table("type (main)", Counter(row["type"] for row in main_ones))
    table("confirmed by both", Counter(str(row["confirmed_by_both"]) for row in happenings))
    table("style", Counter(row["style"] for row in articles))
    table("region", Counter(row["region"] for row in articles))
    for error in checker.errors:
        print(f"WRONG {error}", file=sys.stderr)
    return 1 if checker.errors else 0


if __name__ == "__main__":
    sys.exit(main())
