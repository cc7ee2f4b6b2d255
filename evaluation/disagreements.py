"""Disagreements seeded into happenings: found or not, of the right kind or not, and those made up elsewhere.

``python -m evaluation.disagreements [FOLDER]`` reads the articles of ``evaluation/happenings`` into a record, joins
happenings, finds disagreements, and compares them with ``truth/disagreements.json``. ``--given`` takes the happenings
as the truth has them, so that only the comparison is measured; ``--misses`` lists what is wrong.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.compare.accounts import Account, Disagreement
from dragoman.compare.disagreement_table import list_disagreements, refresh_disagreements
from dragoman.ingest import read_documents, ready
from dragoman.records import RawDocument
from dragoman.store.open import Store, open_store
from evaluation.figures import Figure, data_hash

FOLDER = Path(__file__).resolve().parent / "happenings"
_KINDS = {"date": "date", "place": "place", "participants": "participant", "happened": "denial", "claim": "denial"}
Fields = dict[str, Any]


def scored(folder: Path = FOLDER, *, given: bool = False) -> tuple[dict[str, float], list[str]]:
    """Shares found, rightly typed, made up; and a line for each thing that is wrong."""
    truth = msgspec.json.decode((folder / "truth" / "disagreements.json").read_bytes())
    happenings = {h["id"]: h for h in msgspec.json.decode((folder / "truth" / "happenings.json").read_bytes())}
    texts: dict[str, Fields] = {}
    for path in sorted((folder / "articles").glob("*.json")):
        article = msgspec.json.decode(path.read_bytes())
        texts[article["id"]] = article
    with tempfile.TemporaryDirectory() as where, open_store(Path(where) / "set.db", mode="write") as store:
        names = _read(store, texts)
        if given:
            _join_as_given(store, happenings, names, texts)
            refresh_disagreements(store)
        found = list(list_disagreements(store))
    return _compared(truth, happenings, found, names, texts)


def figures(folder: Path = FOLDER) -> list[Figure]:
    """The figures of the part ``disagreements``."""
    sha = data_hash([folder / "articles", folder / "truth"])
    told = []
    for data, given in (("60 happenings", False), ("60 happenings, joined as given", True)):
        scores, _ = scored(folder, given=given)
        detail = f"{scores['seeded']:.0f} seeded, {scores['reported']:.0f} reported"
        for what in ("found", "found and rightly typed", "made up", "happenings alike with one reported"):
            better = "low" if what in {"made up", "happenings alike with one reported"} else "high"
            told.append(
                Figure(
                    part="disagreements", data=data, what=what, value=scores[what], sha256=sha, detail=detail,
                    better=better,  # type: ignore[arg-type]
                )
            )  # fmt: skip
    return told


def _read(store: Store, texts: Mapping[str, Fields]) -> dict[str, str]:
    """Read the articles into a record; the set's name of each by its id in the record."""
    documents = [
        RawDocument(
            source=f"{name}.json", media="text", content=article["text"], has_fields=True, title=article["title"],
            published=article["published"], publisher=article["publisher"], url=article.get("url"),
        )
        for name, article in texts.items()
    ]  # fmt: skip
    with ready() as chain:
        read_documents(documents, store=store, run=chain.run, code=chain.code)
    rows = store.query("SELECT article, source FROM sources")
    return {row["article"]: row["source"].removesuffix(".json") for row in rows}


def _join_as_given(
    store: Store, happenings: Mapping[str, Fields], names: Mapping[str, str], texts: Mapping[str, Fields]
) -> None:
    """Give the events at the clauses of each happening its id, and every other event its own."""
    ids = {name: article for article, name in names.items()}
    with store.transaction() as connection:
        connection.execute("UPDATE events SET happening = NULL")
        for happening in happenings.values():
            for telling in happening["tellings"]:
                text = store.first("SELECT text FROM articles WHERE id = ?", (ids[telling["article"]],))
                start = text["text"].find(telling["quote"]) if text else -1
                connection.execute(
                    'UPDATE events SET happening = ? WHERE article = ? AND start < ? AND ? < "end"'
                    " AND happening IS NULL AND type = ?",
                    (happening["id"], ids[telling["article"]], start + len(telling["quote"]), start, happening["type"]),
                )
        connection.execute("UPDATE events SET happening = id WHERE happening IS NULL")


def _compared(
    truth: Sequence[Fields],
    happenings: Mapping[str, Fields],
    found: Sequence[Disagreement],
    names: Mapping[str, str],
    texts: Mapping[str, Fields],
) -> tuple[dict[str, float], list[str]]:
    used: set[str] = set()
    hits, typed, wrong = 0, 0, []
    hard = [each for each in truth if not each.get("soft")]
    for each in truth:
        told_in = {t["article"] for t in happenings[each["happening"]]["tellings"]}
        told_in |= {each["a"]["article"], each["b"]["article"]}
        fits = [d for d in found if _kind(d) == each["kind"] and _fits(d, each, told_in, names)]
        used.update(d.id for d in fits)
        if each.get("soft"):
            continue
        hits += bool(fits)
        right = any(d.kind == each["type"] for d in fits)
        typed += right
        if not right:
            said = f"as {fits[0].kind}" if fits else "not found"
            wrong.append(f"{each['id']} {each['happening']} {each['kind']} {each['type']}: {said}; {each['note']}")
    extra = [d for d in found if d.id not in used]
    for d in extra:
        quoted = " | ".join(f"{names.get(a.article)}: {a.value} ({a.text[:60]})" for a in d.accounts)
        wrong.append(f"made up: {d.matter} {d.kind}: {quoted}")
    touched, alike = _alike_but_reported(truth, happenings, extra, names)
    return {
        "seeded": float(len(hard)),
        "reported": float(len(found)),
        "found": hits / len(hard),
        "found and rightly typed": typed / len(hard),
        "made up": len(extra) / len(found) if found else 0.0,
        "happenings alike with one reported": touched / alike if alike else 0.0,
    }, wrong


def _kind(found: Disagreement) -> str:
    return _KINDS.get(found.matter, "number")


def _fits(found: Disagreement, each: Fields, told_in: set[str], names: Mapping[str, str]) -> bool:
    """Whether one account gives what quote a gives, and another what quote b does."""
    a, b = (_words(each[side]["quote"]) for side in "ab")
    one = [n for n, account in enumerate(found.accounts) if _gives(account, each["a"], a - b, told_in, names)]
    other = [n for n, account in enumerate(found.accounts) if _gives(account, each["b"], b - a, told_in, names)]
    return any(x != y for x in one for y in other)


def _gives(account: Account, side: Fields, own: set[str], told_in: set[str], names: Mapping[str, str]) -> bool:
    name = names.get(account.article)
    said = account.sentence.text
    if name == side["article"] and (side["quote"] in said or said in side["quote"] or account.text in side["quote"]):
        return True
    return name in told_in and bool(own & _words(account.text))


def _words(text: str) -> set[str]:
    return {word.strip(".,;:!?\"'“”‘’()") for word in text.split()}


def _alike_but_reported(
    truth: Sequence[Fields], happenings: Mapping[str, Fields], extra: Sequence[Disagreement], names: Mapping[str, str]
) -> tuple[int, int]:
    """Of the happenings that all articles tell alike, how many have a disagreement reported; and how many there are."""
    differing = {each["happening"] for each in truth}
    alike = [h for h in happenings.values() if h["role"] == "main" and h["id"] not in differing]
    touched = sum(any(_is_of(d, happening, names) for d in extra) for happening in alike)
    return touched, len(alike)


def _is_of(found: Disagreement, happening: Fields, names: Mapping[str, str]) -> bool:
    told = {(t["article"], t["quote"]) for t in happening["tellings"]}
    return any(
        names.get(account.article) == article and (quote in account.sentence.text or account.text in quote)
        for account in found.accounts
        for article, quote in told
    )


def _lines(scores: Mapping[str, float]) -> Iterator[str]:
    for what, value in scores.items():
        yield (
            f"{what:<40} {value:.3f}"
            if value <= 1 and what not in {"seeded", "reported"}
            else f"{what:<40} {value:.0f}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.disagreements", description="Score disagreements.")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--given", action="store_true", help="take happenings as the truth has them")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args(arguments)
    scores, wrong = scored(options.folder, given=options.given)
    print("\n".join(_lines(scores)))
    if options.misses:
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
