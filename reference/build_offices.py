"""Build ``offices.tsv``, ``occupancies.tsv`` and ``people.tsv`` from public lists and recollections.

    python reference/build_offices.py FOLDER_OF_LISTS

Order of trust, office by office: what two recollections tell (``reference/recollections.py``), scraped positions, the
rulers list (before 2009), monthly cabinets (2003-2011). A weaker source only fills what the stronger leave empty. Every
row keeps its source and the day up to which that source vouches for it; nothing is carried beyond that day.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reference import recollections
from reference.office_names import People, PersonEntry, consonants, family_name, father_and_child, fold
from reference.office_sources import Term, read_cabinets, read_holders, read_leaders
from reference.office_terms import SAME_TERM_DAYS, end_by_successor, fill, join, sharpness, stretch
from reference.office_titles import OfficeEntry, office_entries

HERE = Path(__file__).resolve().parent
INPUTS = HERE / "offices"
DATA = HERE.parent / "src" / "dragoman" / "data"
FIRST_DAY = "1990-01-01"


def read_input(name: str) -> list[dict[str, str]]:
    """A hand-written table of ``reference/offices``."""
    with (INPUTS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def correct(terms: list[Term], report: list[str]) -> list[Term]:
    """Mend or drop single rows, as ``corrections.tsv`` says; ``*`` as start means every row of that person there."""
    fixes = {(r["office"], fold(r["person"]), r["start"]): r for r in read_input("corrections")}
    used, result = set(), []
    for term in terms:
        keys = [(term.office, fold(term.name), term.start), (term.office, fold(term.name), "*")]
        key = next((k for k in keys if k in fixes), None)
        if key is None:
            result.append(term)
            continue
        used.add(key)
        row = fixes[key]
        if row["action"] == "drop":
            continue
        start, end = row["new_start"] or term.start, row["new_end"] or term.end
        certainty = "known" if end else term.certainty
        result.append(replace(term, start=start, end=end, certainty=certainty, source=f"{term.source}; corrected"))
    report += [f"correction not used: {key}" for key in sorted(set(fixes) - used)]
    return result


def name_people(terms: list[Term], people: People, report: list[str]) -> list[Term]:
    """Terms of a list with their people: by Wikidata item, else by name in the country, else somebody new."""
    result = []
    for term in terms:
        entry = people.add(term.name, term.country, term.wikidata, term.source, term.as_of) if term.wikidata else None
        if entry is None:
            entry = people.find(term.name, term.country) or people.add(
                term.name, term.country, "", term.source, term.as_of
            )
            if fold(term.name) not in {fold(name) for name in (entry.name, *entry.aliases)}:
                report.append(f"joined: {term.office} {term.name} = {entry.name}")
                people.alias(entry, term.name)
        result.append(replace(term, person=entry.id))
    return result


def same_in_office(terms: list[Term], known: dict[str, list[Term]], people: People) -> list[Term]:
    """Before naming: a listed ruler with the same family name at the same time in the same office is the same man."""
    by_id = {entry.id: entry for entry in people.entries}
    result = []
    for term in terms:
        if people.find(term.name, term.country) is None:
            entry = _colleague(term, known.get(term.office, []), by_id)
            if entry is not None:
                people.alias(entry, term.name)
        result.append(term)
    return result


def _colleague(term: Term, others: list[Term], by_id: dict[str, PersonEntry]) -> PersonEntry | None:
    first, last = stretch(term)
    for other in others:
        start, end = stretch(other)
        shared = (min(end, last) - max(start, first)).days
        shorter = min((end - start).days, (last - first).days)
        entry = by_id[other.person]
        parent = father_and_child(term.name, entry.name)
        if shared >= 0.8 * shorter and shared > 0 and not parent and _alike(term.name, entry.name):
            return entry
    return None


def one_person(terms: list[Term], people: People, report: list[str]) -> list[Term]:
    """The terms of one office without those that one list tells twice, under two Wikidata items of one person.

    One tells by the year what the other tells by the day, and their last names sound alike: the blunter row goes, its
    name becomes an alias.
    """
    by_id = {entry.id: entry for entry in people.entries}
    result = list(terms)
    for term in terms:
        blunt = term.start[:4] == term.start and term.end[:4] == term.end
        others = [
            other
            for other in terms
            if other.person != term.person and other.start[:4] == term.start and sharpness(other.start) > 1
            and _last_sound(other.name) == _last_sound(term.name)
        ]  # fmt: skip
        entry = _colleague(term, others, by_id) if blunt else None
        if entry is not None:
            people.alias(entry, term.name)
            report.append(f"told twice: {term.office} {term.name} = {entry.name}")
            result.remove(term)
    return result


def _last_sound(name: str) -> str:
    return consonants(fold(name).split()[-1])


def _alike(a: str, b: str) -> bool:
    """Whether two names share a word of four letters, or begin or end alike: only asked of one office at one time."""
    words, others = set(fold(a).split()), set(fold(b).split())
    if any(len(word) > 3 for word in words & others):
        return True
    return any(x[:4] == y[:4] for x in words for y in others if min(len(x), len(y)) > 4)


def recalled(people: People, listed: dict[str, list[Term]], report: list[str]) -> dict[str, list[Term]]:
    """The stays that two recollections tell, or one of them with a list, matched with people of the lists."""
    every = [recollections.read(which) for which in recollections.WHICH]
    told, left = recollections.agree_among(every, listed, people.same)
    report += left
    result: dict[str, list[Term]] = defaultdict(list)
    for term in told:
        anywhere = term.country in ("", term.office.split(":")[0])
        entry = people.by_id(term.person) or people.find(term.name, term.country, anywhere=anywhere)
        if entry is None:
            began = [
                o for o in listed.get(term.office, ()) if o.person and recollections.told_by_both(o.start, term.start)
            ]
            entry = _colleague(term, began, {one.id: one for one in people.entries}) if began else None
            report += [f"joined: {term.office} {term.name} = {entry.name}"] if entry else []
        if entry is None:
            entry = people.add(term.name, term.country, "", "recollection", term.as_of)
        people.rename(entry, term.name)
        for spelling in term.spellings:
            people.alias(entry, spelling)
        result[term.office].append(replace(term, person=entry.id))
    return result


def lay_over(listed: list[Term], hand: list[Term]) -> list[Term]:
    """The list's terms with the hand-written ones in place of those they restate."""
    kept = [t for t in listed if not any(_restates(h, t) for h in hand)]
    return [*kept, *hand]


def _restates(hand: Term, listed: Term) -> bool:
    if hand.person != listed.person:
        return False
    (first, last), (start, end) = stretch(hand), stretch(listed)
    overlap = first <= end and start <= last
    return overlap or (abs((first - start).days) <= SAME_TERM_DAYS and hand.start[:4] == listed.start[:4])


def assemble(folder: Path, report: list[str]) -> tuple[list[Term], People, OfficeEntry]:
    """Everything put together: terms, people and offices."""
    same = {(row["country"], row["written"]): row["name"] for row in read_input("same_people")}
    people = People(same)
    offices = office_entries(read_input("office_titles"))
    scraped = name_people(correct(list(read_holders(folder / "holders.csv")), report), people, [])
    by_office: dict[str, list[Term]] = defaultdict(list)
    for office, rows in _grouped([term for term in scraped if not term.second]).items():
        by_office[office] = one_person(join(rows), people, report)
    second = {office: join(rows) for office, rows in _grouped([term for term in scraped if term.second]).items()}
    weaker = [
        correct([term for term in reader(folder / name) if not offices.skip(term.office)], [])
        for reader, name in ((read_leaders, "leaders.csv"), (read_cabinets, "cia_government_2003_2011.csv"))
    ]
    listed = _grouped([*chain(*by_office.values()), *chain(*second.values()), *chain(*weaker)])
    hand = recalled(people, listed, report)
    for office, terms in hand.items():
        by_office[office] = lay_over(by_office[office], terms)
    for office, terms in second.items():
        by_office[office], _ = fill(by_office[office], terms)
    for weak in weaker:
        weak = name_people(same_in_office(weak, by_office, people), people, report)
        for office, terms in _grouped(weak).items():
            filled, unused = fill(by_office[office], join(terms))
            by_office[office] = filled
            report += [f"not used: {t.office} {t.name} {t.start}..{t.end} ({t.source})" for t in unused]
    terms = []
    for office, rows in sorted(by_office.items()):
        rows = join(rows)
        if offices.single(office):
            rows = end_by_successor(rows)
        terms += [row for row in rows if stretch(row)[1].isoformat() >= FIRST_DAY]
    return terms, people, offices


def _grouped(terms: list[Term]) -> dict[str, list[Term]]:
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        groups[term.office].append(term)
    return groups


def write_table(name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], directory: Path) -> None:
    """One table, sorted, into ``directory``."""
    lines = ["\t".join(header), *("\t".join(row) for row in sorted(set(rows)))]
    (directory / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_all(terms: list[Term], people: People, offices: OfficeEntry, directory: Path = DATA) -> None:
    """The three tables, into ``directory``."""
    for row in read_input("aliases"):
        entry = people.find(row["name"], row["country"], anywhere=True)
        if entry is None:
            print(f"alias of nobody: {row['name']} ({row['country']})")
            continue
        people.rename(entry, row["name"])
        for alias in filter(None, row["aliases"].split("|")):
            people.alias(entry, alias)
        entry.family = row["family"]
    used = {term.person for term in terms}
    rows = [(t.office, t.person, t.start, t.end, t.certainty, t.source, t.as_of) for t in terms]
    write_table("occupancies", ("office", "person", "start", "end", "certainty", "source", "as_of"), rows, directory)
    persons = [_person_row(entry) for entry in people.entries if entry.id in used]
    write_table(
        "people", ("id", "name", "aliases", "family", "country", "wikidata", "source", "as_of"), persons, directory
    )
    write_table("offices", OfficeEntry.HEADER, offices.rows(sorted({term.office for term in terms})), directory)


def _person_row(entry: PersonEntry) -> tuple[str, ...]:
    seen, aliases = {fold(entry.name)}, []
    for alias in sorted(entry.aliases):
        if fold(alias) not in seen:
            seen.add(fold(alias))
            aliases.append(alias)
    family = entry.family or family_name(entry.name, entry.country)
    return (
        entry.id, entry.name, "|".join(aliases), family, entry.country, entry.wikidata, entry.source, entry.as_of,
    )  # fmt: skip


def main() -> None:
    """Build the tables and print what was joined, left out or not found."""
    parser = argparse.ArgumentParser(description="Build the tables of offices and their holders.")
    parser.add_argument("folder", type=Path, help="where holders.csv, leaders.csv and the cabinets lie")
    parser.add_argument("--report", type=Path, help="write the joins and the unused rows here")
    arguments = parser.parse_args()
    report: list[str] = []
    terms, people, offices = assemble(arguments.folder, report)
    write_all(terms, people, offices)
    if arguments.report:
        arguments.report.write_text("\n".join(report) + "\n", encoding="utf-8")
    print(
        f"{len(terms)} occupancies, {len({t.person for t in terms})} people, {len({t.office for t in terms})} offices"
    )


if __name__ == "__main__":
    main()
