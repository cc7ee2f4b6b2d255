"""Events marked in print: texts of others that stay where they are, and our marks on them, which lie here.

``in_print.jsonl`` holds one text or passage a line: where it is from, a hash of it, and what words of it tell an event,
with type, mode, status, basis and the words that name who took part. Offsets are code points of the text, half-open.
The texts are sentences with marked pairs (PLOVER's older roots), sentences with a quad class, English treebanks, the
training part of PolNeAR and hand-coded articles; of long ones some are passages. None is copied. A text that cannot be
had, or has changed, ends the reading.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MARKS = Path(__file__).with_name("in_print.jsonl")
DEV_IN = 10  # one text in so many is kept to measure on, by its hash
Report = dict[str, Any]
_TAG = re.compile(r"</?[st]>")
_PASSAGE = re.compile(r"(?P<text>.+)@(?P<start>\d+)-(?P<end>\d+)")


def reports(data: Path, split: str | None) -> Iterator[Report]:
    """The marked texts of a split (``train``, ``dev``, None: both) in the form of a compiled report.

    Args:
        data: the folder with ``corpora/`` and ``gold_train/``.
        split: which.

    Raises:
        SystemExit: a text is not the one that was marked.
    """
    texts = Texts(data)
    for line in MARKS.read_text("utf-8").splitlines():
        marks = json.loads(line)
        if split in (None, split_of(marks["sha"])):
            text = texts.get(marks["source"], marks["sha"])
            yield report_of(marks, text, texts.published.get(_parted(marks["source"])[0]))


def _parted(source: str) -> tuple[str, tuple[int, int] | None]:
    """The text that a source names, and the passage of it, if not all is meant."""
    found = _PASSAGE.fullmatch(source)
    return (found["text"], (int(found["start"]), int(found["end"]))) if found else (source, None)


def is_passage(source: str) -> bool:
    """Whether a source names a part of a text."""
    return _parted(source)[1] is not None


def split_of(sha: str) -> str:
    """The split of a text."""
    return "dev" if int(sha, 16) % DEV_IN == 0 else "train"


def sha_of(text: str) -> str:
    """The hash by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Texts:
    """Texts by source: ``plv:N``, ``class:N``, ``polnear:ID``, ``ewt-train:ID``, ``gum-train:ID``, ``coded:ID``.

    Of a long text ``ID@A-B`` is the passage from one offset to the other.
    """

    def __init__(self, data: Path) -> None:
        corpora = data / "corpora"
        events = corpora / "events"
        self._by_source: dict[str, str] = {}
        self.published: dict[str, str] = {}  # by source the day, where it is known
        for number, row in enumerate(_rows(events / "plv_train.jsonl")):
            self._by_source[f"plv:{number}"] = _TAG.sub("", row["marked"])
        for number, row in enumerate(_rows(events / "cameo_class_train.jsonl")):
            self._by_source[f"class:{number}"] = row["sentence"]
        for row in _rows(corpora / "attribution" / "train.jsonl"):
            self._by_source[f"polnear:{row['id']}"] = row["text"]
            self.published[f"polnear:{row['id']}"] = row["date"]
        for name in ("ewt-train", "gum-train"):
            for document, text in treebank_texts(corpora / "ud" / f"{name}.conllu"):
                self._by_source[f"{name}:{document}"] = text

        for path in sorted((data / "gold_train" / "articles").iterdir()):
            article = json.loads(path.read_text("utf-8"))
            self._by_source[f"coded:{path.stem}"] = article["text"]
            self.published[f"coded:{path.stem}"] = article.get("published") or ""

    def get(self, source: str, sha: str) -> str:
        """The text of a source.

        Raises:
            SystemExit: there is none, or not the one that was marked.
        """
        whole, passage = _parted(source)
        text = self._by_source.get(whole)
        if text is not None and passage:
            text = text[passage[0] : passage[1]]
        if text is None or sha_of(text) != sha:
            raise SystemExit(f"{source}: not the text that was marked; give the folder of the development data")
        return text


def treebank_texts(path: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of the documents of a treebank: sentences parted by a blank, paragraphs by an empty line."""
    name, parts = "", list[str]()
    for line in path.read_text("utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.startswith("# newdoc id"):
            if parts:
                yield name, "".join(parts)
            name, parts = value.strip(), []
        elif key.startswith("# newpar") and parts and parts[-1] != "\n\n":
            parts.append("\n\n")
        elif key.strip() == "# text":
            parts.append(" " * bool(parts and parts[-1] != "\n\n") + value.strip())
    if parts:
        yield name, "".join(parts)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def report_of(marks: Mapping[str, Any], text: str, published: str | None) -> Report:
    """Marks and text as a compiled report: those who take part are entities, known again by party and words."""
    entities: dict[tuple[str | None, str], Report] = {}
    events = []
    for number, event in enumerate(marks["events"]):
        sides = {side: [_entity(entities, text, who)["id"] for who in event[side]] for side in ("actors", "recipients")}
        triggers = [{"start": a, "end": b, "text": text[a:b]} for a, b in event["triggers"]]
        events.append({"id": f"v{number}", "by": [], **event, **sides, "triggers": triggers})
    return {
        "id": marks["source"], "text": text, "body_start": 0, "published": published,
        "entities": list(entities.values()), "events": events, "statements": [], "times": [],
    }  # fmt: skip


def _entity(entities: dict[tuple[str | None, str], Report], text: str, who: Mapping[str, Any]) -> Report:
    """The entity of somebody who takes part, with one more mention where he is named."""
    words = who["name"] if who["span"] is None else text[slice(*who["span"])]
    key = (who["party"], words.casefold())
    described = {"id": f"e{len(entities)}", "name": words, "party": who["party"], "country": None, "mentions": []}
    entity = entities.setdefault(key, described)
    if who["span"] is not None:
        start, end = who["span"]
        mention = {"start": start, "end": end, "text": words}
        if mention not in entity["mentions"]:
            entity["mentions"].append(mention)
    return entity
