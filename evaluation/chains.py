"""Texts with chains: who is meant by each name, noun and pronoun, in the project's corpus and in a treebank (GUM)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.entities.mentions import PRONOUNS
from dragoman.records import Article, Mention, Reading
from evaluation import corpus

# Whose licences or manner keep them out of what ships (see the model card).
LEFT_OUT = frozenset({"fiction", "whow", "essay", "letter", "podcast", "conversation"})
_MARK = re.compile(r"\([^()]+\)?|[^()]+\)")
_MINIMUM = 5  # the field of GUM's Entity mark that names its head words
_PRONOUNS = PRONOUNS | {"this", "that", "who", "which", "you"}


@dataclass(frozen=True)
class Marked:
    """A mention in print; ``heads`` are the offsets of its head words, none where they are not marked."""

    chain: str
    start: int
    end: int
    pronoun: bool
    heads: tuple[int, ...] = ()


@dataclass(frozen=True)
class Text:
    """An article with its marked mentions."""

    article: Article
    marked: tuple[Marked, ...]
    complete: bool  # every pronoun that means somebody is marked

    @property
    def name(self) -> str:
        """What the text is called."""
        return self.article.source


def corpus_texts(split: str) -> Iterator[Text]:
    """The reports of a split."""
    for report in corpus.reports(split):
        marked = tuple(
            Marked(entity["id"], m["start"], m["end"], m["form"] == "pronoun")
            for entity in report["entities"]
            for m in entity["mentions"]
        )
        yield Text(corpus.article_of(report), marked, complete=False)


# --- GUM ---------------------------------------------------------------------------------------------------------


@dataclass
class _Document:
    name: str
    genre: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[tuple[int, int, str, str]] = field(default_factory=list)  # start, end, form, what is marked on it

    def add(self, part: str) -> int:
        """Append to the text; where that begins."""
        self.parts.append(part)
        self.length += len(part)
        return self.length - len(part)


def treebank_texts(path: Path) -> Iterator[Text]:
    """The documents of GUM in the genres that may be used, with the text that ``corpus.in_print`` makes of them."""
    for document in _documents(path):
        if document.genre not in LEFT_OUT:
            text = "".join(document.parts)
            article = Article(id=f"article-{document.name}", source=document.name, text=text, body_start=0)
            yield Text(article, tuple(_entities(document)), complete=True)


def _documents(path: Path) -> Iterator[_Document]:
    """The documents, each word with its offsets; of a contraction each part where it stands."""
    document, at, sentence = _Document(""), 0, ""
    joined: range | None = None
    for line in path.read_text("utf-8").splitlines():
        key, _, value = line.partition(" = ")
        if key == "# newdoc id":
            if document.parts:
                yield document
            document = _Document(value.strip())
        elif key == "# meta::genre":
            document.genre = value.strip()
        elif line.startswith("# newpar") and document.parts and document.parts[-1] != "\n\n":
            document.add("\n\n")
        elif key == "# text":
            if document.parts and document.parts[-1] != "\n\n":
                document.add(" ")
            sentence = value.strip()
            base = document.add(sentence)
            at, joined = 0, None
        elif line and line[0].isdigit():
            columns = line.split("\t")
            number, form = columns[0], columns[1]
            if "." in number:
                continue
            if "-" in number:
                first, last = map(int, number.split("-"))
                joined = range(first, last + 1)
                continue
            found = sentence.find(form, at)
            if found < 0 or (found - at > 1 and joined is not None and int(number) in joined):
                found = at  # a part of a contraction that is spelt otherwise
            end = min(found + len(form), len(sentence))
            marks = next((m[7:] for m in columns[9].split("|") if m.startswith("Entity=")), "")
            document.words.append((base + found, base + end, form, marks))
            at = end
    if document.parts:
        yield document


def _entities(document: _Document) -> Iterator[Marked]:
    open_: dict[str, list[tuple[int, str]]] = {}
    for index, (_, _, _, marks) in enumerate(document.words):
        for piece in _MARK.findall(marks):
            fields = piece.strip("()").split("-")
            group = fields[0]
            if piece.startswith("("):
                open_.setdefault(group, []).append((index, fields[_MINIMUM] if len(fields) > _MINIMUM else ""))
            if piece.endswith(")") and open_.get(group):
                first, minimum = open_[group].pop()
                words = document.words[first : index + 1]
                heads = tuple(words[int(n) - 1][0] for n in minimum.split(",") if n.isdigit() and int(n) <= len(words))
                pronoun = first == index and words[0][2].lower() in _PRONOUNS
                yield Marked(group, words[0][0], words[-1][1], pronoun, heads)


# --- marks on a reading ------------------------------------------------------------------------------------------


class Chains:
    """The marked mentions of a text on the words of its reading."""

    def __init__(self, text: Text, reading: Reading) -> None:
        self.complete = text.complete
        self._reading = reading
        self._starts = [s.start for s in reading.sentences]
        self._headed: dict[tuple[int, int], list[Marked]] = {}
        self.pronouns: dict[tuple[int, int], frozenset[str]] = {}  # chains of a pronoun, by its word
        self.first: dict[str, int] = {}  # where a chain is first told by a name or a noun
        for one in text.marked:
            for word in self._heads(one):
                self._headed.setdefault(word, []).append(one)
                if one.pronoun:
                    self.pronouns[word] = self.pronouns.get(word, frozenset()) | {one.chain}
            if not one.pronoun:
                self.first[one.chain] = min(one.start, self.first.get(one.chain, one.start))

    def _heads(self, one: Marked) -> list[tuple[int, int]]:
        number = bisect_right(self._starts, one.start) - 1
        if number < 0:
            return []
        tokens = self._reading.sentences[number].tokens
        inside = [i for i, t in enumerate(tokens) if t.start < one.end and one.start < t.end]
        if one.heads:
            return [(number, i) for i in inside if any(tokens[i].start <= at < tokens[i].end for at in one.heads)]
        tops = [i for i in inside if tokens[i].head - 1 not in inside and tokens[i].upos != "PUNCT"]
        return [(number, tops[0])] if tops else []

    def of(self, mention: Mention) -> frozenset[str]:
        """The chains that a name or noun of ours belongs to: those of the shortest marked mention with its head."""
        words = range(mention.first, mention.last + 1) if mention.form == "name" else (mention.head,)
        marked = [m for word in words for m in self._headed.get((mention.sentence, word), ()) if not m.pronoun]
        shortest = min((m.end - m.start for m in marked), default=0)
        return frozenset(m.chain for m in marked if m.end - m.start == shortest)
