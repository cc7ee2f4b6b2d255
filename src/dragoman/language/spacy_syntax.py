"""Sentences, tags and trees by a spaCy pipeline of the user's, in place of the reader's own (``dragoman[spacy]``).

The words stay the reader's, so that names and acts, which stay its network's, keep their places; the pipeline is given
the words and cuts nothing itself. It needs a parser and the tags of Universal Dependencies (``pos_``); what it does not
give (fine tags, features) stays the reader's. Its relations may be UD's or ClearNLP's, which are carried over. Lemmas
are always the reader's: the tables of words are written in them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dragoman.errors import InstallationError, UsageError
from dragoman.language import clear_relations
from dragoman.language.clear_relations import Arcs, Word
from dragoman.language.mend import mended
from dragoman.language.model import Reader
from dragoman.language.shapes import GAP_PARAGRAPH, gap_of
from dragoman.language.tokens import Span, stretches
from dragoman.records import Act, Name, Reading, Sentence, Token

# What the reader does itself, or nobody asks for.
LEFT_OUT = ("ner", "entity_linker", "entity_ruler", "textcat", "textcat_multilabel", "spancat", "lemmatizer", "coref")
TRIED = ("Peru", "thanked", "Chile", ".")
EXTRA = "Install it: pip install 'dragoman[spacy]'"


class Pipeline:
    """A loaded spaCy pipeline that has been seen to parse."""

    def __init__(self, nlp: Any, version: str) -> None:
        self.nlp, self.version = nlp, version
        known = [label for labels in nlp.pipe_labels.values() for label in labels]
        self._clear = clear_relations.is_clear(known)
        doc = next(self.docs([[(word, i < len(TRIED) - 1) for i, word in enumerate(TRIED)]]))
        lacking = [name for name, key in (("a tree", "DEP"), ("tags", "POS")) if not doc.has_annotation(key)]
        if lacking:
            raise UsageError(
                f"the spaCy pipeline gives no {' and no '.join(name.removeprefix('a ') for name in lacking)}",
                values=f"{version}: {', '.join(nlp.pipe_names) or 'no component'}",
                remedy="Name one with a parser and a tagger, such as en_core_web_sm",
            )

    @classmethod
    def load(cls, name: str) -> "Pipeline":
        """Load a pipeline by the name of its package or by its folder.

        Raises:
            InstallationError: spaCy is not installed.
            UsageError: there is no such pipeline, it cannot be loaded, or it does not parse.
        """
        try:
            import spacy
        except ImportError as error:
            raise InstallationError("spaCy is missing", values=str(error), remedy=EXTRA) from error
        try:
            nlp = spacy.load(name, exclude=list(LEFT_OUT))
        except (OSError, ValueError, ImportError) as error:
            raise UsageError(
                "the spaCy pipeline cannot be loaded",
                values=f"{name}: {' '.join(str(error).split())[:200]}",
                remedy="Name an installed package or a folder, made for the spaCy that is installed",
            ) from error
        told = f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', '')} {nlp.meta.get('version', '')}"
        return cls(nlp, f"spacy {version('spacy')} {told} {content_hash(nlp)}")

    def docs(self, texts: Iterable[Sequence[tuple[str, bool]]]) -> Iterator[Any]:
        """The parsed documents of words, each with whether a blank follows it."""
        from spacy.tokens import Doc

        made = (Doc(self.nlp.vocab, [w for w, _ in words], [blank for _, blank in words]) for words in texts)
        yield from self.nlp.pipe(made)

    def arcs(self, span: Any, words: Sequence[Word], people: Sequence[Span]) -> Arcs:
        """The tree of a sentence, in Universal Dependencies, with one root."""
        heads, relations = [], []
        for token in span:
            head = token.head.i - span.start
            inside = head != token.i - span.start and 0 <= head < len(span)
            heads.append(head if inside else -1)
            relations.append(token.dep_ or "dep")
        roots = [i for i, head in enumerate(heads) if head < 0]
        first = next((i for i in roots if relations[i].lower() == "root"), roots[0] if roots else 0)
        heads[first] = -1
        for other in roots:
            if other != first:
                heads[other], relations[other] = first, "parataxis"
        if self._clear or clear_relations.is_clear(relations):
            return clear_relations.universal(words, Arcs(tuple(heads), tuple(relations)), people)
        relations[first] = "root"
        return Arcs(tuple(heads), tuple(relations))


def content_hash(nlp: Any) -> str:
    """Twelve hex digits of the hash of a pipeline's files; of one made in memory, of its settings."""
    digest = hashlib.sha256()
    folder = getattr(nlp, "path", None)
    if folder is None:
        digest.update(str(nlp.config.to_str()).encode())
    else:
        root = Path(folder)
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


class SpacyReader(Reader):
    """A reader whose sentences, tags and trees come from a spaCy pipeline."""

    _syntax: Pipeline

    @classmethod
    def with_syntax(cls, syntax: Pipeline, directory: Path | None = None, *, threads: int = 1) -> "SpacyReader":
        """Load the model as ``Reader.load`` does, and let ``syntax`` stand for its trees.

        Raises:
            InstallationError: a file of the model is missing or damaged.
        """
        reader = cls.load(directory, threads=threads)
        assert isinstance(reader, SpacyReader)
        reader._syntax = syntax
        reader.version = f"{reader.version}, {syntax.version}"
        return reader

    def read_many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Reading]:
        """As ``Reader.read_many``, with the pipeline's sentences."""
        readings = super().read_many(texts)
        return [self._drawn(text, spans, one) for (text, spans), one in zip(texts, readings, strict=True)]

    def _drawn(self, text: str, boundaries: Sequence[Span], reading: Reading) -> Reading:
        """The reading with its words in other sentences."""
        tokens = [token for sentence in reading.sentences for token in sentence.tokens]
        first = [0]
        for sentence in reading.sentences:
            first.append(first[-1] + len(sentence.tokens))
        names = [(first[n.sentence] + n.first, first[n.sentence] + n.last, n) for n in reading.names]
        people = [(a, b) for a, b, name in names if name.kind == "person"]
        blocks = list(_blocks(text, tokens, boundaries))
        found, at, paragraph, seen = [], [0], 0, 0
        for (start, end), doc in zip(blocks, self._syntax.docs(_spaced(tokens[a:b]) for a, b in blocks), strict=True):
            assert len(doc) == end - start
            for span in doc.sents:
                own = tokens[start + span.start : start + span.end]
                inside = [(a - at[-1], b - at[-1]) for a, b in people if at[-1] <= a and b < at[-1] + len(own)]
                paragraph += text.count("\n", seen, own[0].start)
                seen = own[0].start
                found.append(self._sentence(text, own, span, inside, paragraph))
                at.append(at[-1] + len(own))
        sentence_of = [number for number, one in enumerate(found) for _ in one.tokens]
        return replace(
            reading, sentences=tuple(found), names=tuple(_names(names, sentence_of, at)),
            acts=tuple(_acts(reading.acts, first, sentence_of, at)), model=self.version,
        )  # fmt: skip

    def _sentence(self, text: str, own: Sequence[Token], span: Any, people: Sequence[Span], paragraph: int) -> Sentence:
        tagged = [self._tagged(token, seen) for token, seen in zip(own, span, strict=True)]
        arcs = self._syntax.arcs(span, [Word(t.form, t.lemma, t.upos) for t in tagged], people)
        tokens = tuple(
            replace(token, id=number, head=head + 1, deprel=relation)
            for number, (token, head, relation) in enumerate(zip(tagged, *_columns(arcs), strict=True), start=1)
        )
        start, end = own[0].start, own[-1].end
        return Sentence(start=start, end=end, text=text[start:end], tokens=mended(tokens), paragraph=paragraph)

    def _tagged(self, token: Token, seen: Any) -> Token:
        """A word with the pipeline's tags, where it gives those that the reader knows."""
        upos = seen.pos_ if seen.pos_ in self._heads["upos"] else token.upos
        xpos = seen.tag_ if seen.tag_ in self._heads["xpos"] else token.xpos
        feats = str(seen.morph) if seen.has_morph() else token.feats
        return replace(
            token, upos=upos, xpos=xpos, feats=feats or "_", lemma=self._lemmas.lemma(token.form, upos, xpos)
        )


def load_reader(model: Path | None = None, *, syntax: str | None = None, threads: int = 1) -> Reader:
    """The reader that ships, or the one in ``model``, with its own trees or those of the spaCy pipeline ``syntax``.

    Raises:
        InstallationError: a file of the model, or spaCy, is missing.
        UsageError: the pipeline cannot be loaded, or does not parse.
    """
    if syntax is None:
        return Reader.load(model, threads=threads)
    return SpacyReader.with_syntax(Pipeline.load(syntax), model, threads=threads)


def _columns(arcs: Arcs) -> tuple[tuple[int, ...], tuple[str, ...]]:
    return arcs.heads, arcs.relations


def _spaced(tokens: Sequence[Token]) -> list[tuple[str, bool]]:
    """Words, each with whether a blank follows it."""
    ends = [after.start > token.end for token, after in pairwise(tokens)]
    return [(token.form, blank) for token, blank in zip(tokens, [*ends, False], strict=True)]


def _blocks(text: str, tokens: Sequence[Token], boundaries: Sequence[Span]) -> Iterator[Span]:
    """Runs of words that no boundary and no blank line parts."""
    cuts = [start for start, _ in stretches(text, boundaries)]
    begun = 0
    for i in range(1, len(tokens)):
        before, here = tokens[i - 1].end, tokens[i].start
        if gap_of(text[before:here]) == GAP_PARAGRAPH or any(before <= cut <= here for cut in cuts):
            yield begun, i
            begun = i
    if tokens:
        yield begun, len(tokens)


def _names(names: Iterable[tuple[int, int, Name]], sentence_of: Sequence[int], at: Sequence[int]) -> Iterator[Name]:
    """The names at their new places; one that a sentence's end cuts is none."""
    for first, last, name in names:
        number = sentence_of[first]
        if sentence_of[last] == number:
            yield Name(number, first - at[number], last - at[number], name.kind, name.probability)


def _acts(acts: Iterable[Act], first: Sequence[int], sentence_of: Sequence[int], at: Sequence[int]) -> Iterator[Act]:
    """The acts at their new places, with the links that stay in the sentence."""
    for act in acts:
        number = sentence_of[first[act.sentence] + act.token]
        moved = first[act.sentence] - at[number]
        size = at[number + 1] - at[number]
        sides = [
            tuple((word + moved, p) for word, p in linked if 0 <= word + moved < size)
            for linked in (act.actors, act.recipients)
        ]
        yield replace(act, sentence=number, token=act.token + moved, actors=sides[0], recipients=sides[1])
