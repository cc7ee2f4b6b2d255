"""The validation suite of the PETRARCH family: who did it to whom, in 250 sentences about invented countries.

    python -m evaluation.petrarch [SHARED] [--misses]

The suite's actors (Arnor, Gondor, ...) are given as a user gives his own (``--actors``), each sentence is coded from
its raw text with its date, and what is read goes into the suite's codes: that of the actor, then that of the agent
noun ("Gondor's soldiers" are GONMIL). The suite writes what goes both ways twice, so CONSULT and COOPERATE are given
both ways. Its event codes come from a verb dictionary that is not ours, and some are of no scheme: the dyads alone are
scored.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.article import Extractor
from dragoman.entities.actor_files import read_own_actors
from dragoman.pipeline import code_article, load_resources
from dragoman.records import CodedArticle, Event, Participant, RawDocument, Reading, Sentence

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
BOTH_WAYS = {"CONSULT", "COOPERATE"}
MUTUAL = {*BOTH_WAYS, "AGREE", "REJECT"}  # done by two together where nobody is at the other end
STATE_LETTERS = 3  # a code as long is of a state
SECTORS = {"GOV", "MIL", "LEG", "JUD", "COP", "OPP", "REB"}  # those that the suite's agents have too
# Relations by which a name describes a noun ("Gondor police"), and by which words beside a noun say what it is.
DESCRIBES = {"compound", "nmod:poss", "flat", "appos", "amod"}
BESIDE = {"compound", "flat", "amod", "appos"}
Dyad = tuple[str, str]


def agent_code(words: str, agents: dict[str, str]) -> tuple[str, str]:
    """What the agent nouns in the words put before and after an actor's code; the longest noun is taken first."""
    rest, found = f" {re.sub(r'[^A-Z-]+', ' ', words.upper())} ", []
    for phrase in sorted(agents, key=len, reverse=True):
        at = rest.find(f" {phrase} ")
        if at >= 0:
            rest = rest[: at + 1] + "~" * len(phrase) + rest[at + 1 + len(phrase) :]
            found.append((at, agents[phrase]))
    codes = [code for _, code in sorted(found)]
    before = "".join(code.rstrip("~") for code in codes if code.endswith("~"))
    return before, "".join(code.lstrip("~") for code in codes if code.startswith("~"))


def phrase(sentence: Sentence, start: int, end: int) -> str:
    """The noun phrase around the words ``[start, end)``: up to the noun they describe, with what describes it."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    taken = {t.id for t in inside}
    heads = [t for t in inside if t.head not in taken]
    while heads:
        heads = [h for t in heads if t.deprel in DESCRIBES and (h := sentence.tokens[t.head - 1])]
        taken.update(t.id for t in heads)
    while beside := {t.id for t in sentence.tokens if t.head in taken and t.deprel in BESIDE} - taken:
        taken |= beside
    return " ".join(t.form for t in sentence.tokens if t.id in taken)


class Codes:
    """The suite's codes of what was read in one sentence."""

    def __init__(
        self, reading: Reading, actors: dict[str, str], parties: dict[str, str], agents: dict[str, str]
    ) -> None:
        self.reading, self.parties, self.agents = reading, parties, agents
        self.actors = {name.removeprefix("THE "): actors[name] for name in sorted(actors, key=len, reverse=True)}

    def of(self, who: Participant) -> str | None:
        """The code of a participant; None for whoever is no actor of the suite.

        That of the longest of the suite's names in its phrase, else of its party or country; then of agent nouns there.
        """
        words = f" {self._words(who).upper()} "
        named = [name for name in self.actors if f" {name} " in words]
        own = [name for name in named if self.parties.get(who.party or who.country or "") == self.actors[name]]
        name = next(iter(own or named), "")
        base = (
            self.actors[name]
            if name
            else next((self.parties[p] for p in (who.party, who.country) if p in self.parties), "")
        )
        if not base.strip("-"):
            return None
        before, after = agent_code(words.replace(f" {name} ", " "), self.agents)
        if not after and who.kind == "person" and base in self.parties.values():
            after = next((sector for sector in who.sectors if sector in SECTORS), "")
        return before + base + ("" if base.endswith(after) else after)

    def _words(self, who: Participant) -> str:
        start, end = who.start, who.end
        if start is None or end is None:
            return who.name
        sentence = next((s for s in self.reading.sentences if s.start <= start < s.end), None)
        return phrase(sentence, start, end) if sentence else who.name


def dyads(event: Event, codes: Codes) -> Iterator[Dyad]:
    """(source, target) of every pair of an actor and a recipient."""
    sources = {who: code for who in event.actors if (code := codes.of(who))}
    targets = {who: code for who in event.recipients if (code := codes.of(who))}
    both = event.type in BOTH_WAYS
    if not event.recipients and event.type in MUTUAL:
        targets = sources
    for source, target in itertools.product(sources, targets):
        if sources[source] == targets[target] or (not both and backwards(event, source, target)):
            continue
        yield sources[source], targets[target]
        if both:
            yield targets[target], sources[source]


def backwards(event: Event, source: Participant, target: Participant) -> bool:
    """Whether the source of a mutual act comes after its verb: "A agreed with B" is one way in the suite."""
    mutual = source in event.recipients or target in event.actors
    return mutual and source.start is not None and event.trigger.start < source.start


class Suite:
    """The suite's records and dictionaries, with the resources that know its actors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = [json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines()]
        self.agents: dict[str, str] = json.loads((folder / "agents.json").read_text("utf-8"))
        own = read_own_actors([folder / "actors.json"])
        self.resources = load_resources(actors=own)
        gazetteer = self.resources.linker.gazetteer
        self.actors = {actor.name: actor.code for actor in own.actors}
        parties = ((gazetteer.by_name(name)[0].party, code) for name, code in self.actors.items())
        self.parties = {party: code for party, code in parties if party and len(code) == STATE_LETTERS}

    def code(self, record: dict[str, Any], extractor: Extractor) -> CodedArticle:
        """One sentence coded by the whole chain."""
        given = record["date"]
        day = date(int(given[:4]), int(given[4:6]), int(given[6:8])).isoformat() if len(given) == 8 else None
        raw = RawDocument(
            source=record["id"], media="text", content=record["text"], has_fields=True, published=day
        )  # fmt: skip
        return code_article(raw, extractor=extractor, resources=self.resources)

    def predicted(self) -> Iterator[tuple[dict[str, Any], CodedArticle, list[tuple[str, str, str]]]]:
        """Each record with its coding and (source, target, CAMEO code) of everything read."""
        with Extractor(self.resources.limits) as extractor:
            for record in self.records:
                coded = self.code(record, extractor)
                codes = Codes(self.resources.reader.read(coded.article.text), self.actors, self.parties, self.agents)
                found = [(s, t, e.cameo or "") for e in coded.events for s, t in dyads(e, codes)]
                yield record, coded, list(dict.fromkeys(found))


def score(shared: Path) -> dict[str, Any]:
    """The figures of the suite's scorer; ``dyad`` is the one that counts."""
    suite = Suite(shared / "corpora" / "petrarch")
    rows = [{"id": record["id"], "events": once(found)} for record, _, found in suite.predicted()]
    with tempfile.TemporaryDirectory() as where:
        out = Path(where) / "predicted.jsonl"
        out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(suite.folder / "score.py"), str(out), "--json"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return next(iter(json.loads(told).values()))


def once(found: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Each dyad once, the first: the suite tells a sentence's event once, where we may see two types in it."""
    kept: dict[Dyad, tuple[str, str, str]] = {}
    for one in found:
        kept.setdefault(one[:2], one)
    return list(kept.values())


def misses(shared: Path) -> Iterator[str]:
    """A line for every record whose dyads are not those expected."""
    for record, coded, found in Suite(shared / "corpora" / "petrarch").predicted():
        wanted = {(s, t) for s, t, _ in record["expected"] if not (s.startswith("---") or t.startswith("---"))}
        scored = record["evaluate"] and not record.get("error_test") and (record["expected"] or record["no_events"])
        given = {(s, t) for s, t, _ in found}
        if scored and given != wanted:
            told = [f"{e.type} {[w.name for w in e.actors]} {[w.name for w in e.recipients]}" for e in coded.events]
            yield f"{record['id']}\n  {record['text']}\n  wanted {sorted(wanted)} given {sorted(given)}\n  read {told}"


def main() -> None:
    """Print the figures, and on request what is wrong."""
    parser = argparse.ArgumentParser(description="Score the PETRARCH validation suite.")
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for level, row in score(options.shared).items():
        print(f"{level:16}", row)
    if options.misses:
        print("\n".join(misses(options.shared)))


if __name__ == "__main__":
    main()
