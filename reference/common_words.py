"""How common words are in reports: ``python -m reference.common_words`` writes ``data/common_words.tsv``.

Two clauses that share "minister" say little of each other, two that share "trawler" a lot. The weight of a word is its
inverse document frequency over the project's own reports (Sparck Jones 1972), between 0 and 1; a word that fewer than
one report in fifty has weighs 1 and is not listed. The table is fixed, so that no score depends on what else is in a
record.
"""

import math
import re
from collections import Counter
from pathlib import Path

from dragoman.compare.words import forms

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "corpus" / "reports"
TABLE = ROOT / "src" / "dragoman" / "data" / "common_words.tsv"
RAREST = 0.02  # share of the reports below which a word weighs 1
_MARKS = re.compile(r"\[\[\w+:\w\||\(\(\w+\||\{\{\w+\||<<\w+\||<c:\w+\||\]\]|\)\)|\}\}|>>|>")


def build() -> str:
    """The table."""
    found: Counter[str] = Counter()
    reports = sorted(REPORTS.glob("*.txt"))
    for path in reports:
        text = path.read_text(encoding="utf-8").split("--- text\n", 1)[1].split("\n---", 1)[0]
        found.update(set(forms(_MARKS.sub("", text.replace("HEADLINE:", "")))))
    rarest = math.log(1 / RAREST)
    lines = ["form\tweight"]
    for form, number in sorted(found.items()):
        weight = math.log(len(reports) / number) / rarest
        if weight < 1 and not form.isdigit():
            lines.append(f"{form}\t{weight:.2f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(build(), encoding="utf-8")
