"""PLOVER's types, modes and contexts and CAMEO's codes: writes plover, contexts and cameo.

Sources: ``inputs/plover.txt``, ``inputs/contexts.txt``, ``inputs/cameo_decisions.txt`` (ours), and a list of CAMEO's
codes, names and two Goldstein scales (GDELT's and ICEWS's) with the published mapping to PLOVER,
``reference/cameo_codes.csv`` in the folder of development data. Standard codes and figures; layout and decisions are
the project's.
"""

import csv
from pathlib import Path

from reference.marks import AS_OF, sections
from reference.tables import Row, write_table

CAMEO_LIST = Path(__file__).resolve().parents[2] / "shared" / "reference" / "cameo_codes.csv"
PLOVER_COLUMNS = "type mode force score quad requires_recipient cameo source as_of"
CAMEO_COLUMNS = "code name root quad goldstein_gdelt goldstein_icews type mode force contexts source as_of"
# Contexts of the draft mapping that the manual's list does not have.
CONTEXT_NAMES = {"humanitarian": "human_security", "democracy": "pro_democracy"}
# Quad class by CAMEO root, GDELT's and ICEWS's rule: 01-05, 06-08, 09-13, 14-20.
LAST_ROOTS = ((5, "1"), (8, "2"), (13, "3"), (20, "4"))


def build() -> dict[str, int]:
    """Write the tables; return how many rows each has. ``cameo`` stays as it is where its source is absent."""
    counts = {"plover": write_table("plover", PLOVER_COLUMNS, _plover(), key=("type", "mode", "force"))}
    counts["contexts"] = write_table("contexts", "context words source as_of", _contexts())
    if CAMEO_LIST.exists():
        counts["cameo"] = write_table("cameo", CAMEO_COLUMNS, _cameo())
    return counts


def _plover() -> list[Row]:
    columns = "type mode force score quad requires_recipient cameo source".split()
    return [{**dict(zip(columns, cells, strict=True)), "as_of": AS_OF} for _, cells in sections("plover.txt", 8)]


def _contexts() -> list[Row]:
    given = sections("contexts.txt", 2)
    return [{"context": cells[0], "words": cells[1], "source": "plover; ours", "as_of": AS_OF} for _, cells in given]


def _cameo() -> list[Row]:
    decided = {cells[0]: cells[1:4] for _, cells in sections("cameo_decisions.txt", 5)}
    known = {(row["type"], row["mode"]) for row in _plover()}
    rows = []
    with CAMEO_LIST.open(encoding="utf-8", newline="") as lines:
        for given in csv.DictReader(lines):
            code = given["code"]
            default = (given["plover_type"], given["plover_mode_draft"], "demand" if code.startswith("10") else "")
            kind, mode, force = decided.get(code, default)
            if kind and (kind, mode) not in known:
                raise ValueError(f"CAMEO {code}: PLOVER has no {kind}/{mode}; decide it in cameo_decisions.txt")
            contexts = [CONTEXT_NAMES.get(part, part) for part in given["plover_context"].split("; ") if part]
            rows.append(
                {
                    "code": code,
                    "name": given["name"],
                    "root": code[:2],
                    "quad": next(quad for last, quad in LAST_ROOTS if int(code[:2]) <= last),
                    "goldstein_gdelt": _number(given["goldstein_gdelt"]),
                    "goldstein_icews": _number(given["goldstein_icews"]),
                    "type": kind,
                    "mode": mode,
                    "force": force,
                    "contexts": "; ".join(contexts),
                    "source": "cameo; ours" if code in decided else "cameo; cameo2plover-2021",
                    "as_of": AS_OF,
                }
            )
    return rows


def _number(text: str) -> str:
    return f"{float(text):g}" if text else ""
