"""Sentences to and from CoNLL-U (universaldependencies.org/format.html).

What is written: ``# text``, ``# start`` (the sentence's offset in its article), ``# paragraph``, one line a word with
its offsets as ``TokenRange`` in MISC. What is read: any CoNLL-U; without offsets they are counted from the words and
``SpaceAfter=No``. Multi-word tokens and empty nodes are passed over: the words are what counts here.
"""

from collections.abc import Sequence

from dragoman.errors import UnreadableInput
from dragoman.records import Sentence, Token

_COLUMNS = 10


def _row(token: Token, following: Token | None) -> str:
    misc = "" if following is None or following.start > token.end else "SpaceAfter=No|"
    return "\t".join(
        (
            str(token.id),
            token.form,
            token.lemma,
            token.upos,
            token.xpos,
            token.feats,
            str(token.head),
            token.deprel,
            "_",
            f"{misc}TokenRange={token.start}:{token.end}",
        )
    )


def dump(sentences: Sequence[Sentence]) -> str:
    """The sentences as CoNLL-U; line ends inside a sentence are written as blanks in ``# text``."""
    blocks = []
    for sentence in sentences:
        text = " ".join(sentence.text.split("\n"))
        following = [*sentence.tokens[1:], None]
        rows = [_row(t, n) for t, n in zip(sentence.tokens, following, strict=True)]
        head = [f"# start = {sentence.start}", f"# paragraph = {sentence.paragraph}", f"# text = {text}"]
        blocks.append("\n".join([*head, *rows]) + "\n\n")
    return "".join(blocks)


def _bad(line: str, number: int, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"a CoNLL-U line {what}", values=f"line {number}: {line[:80]!r}", remedy="Give ten columns parted by tabs"
    )


class _Block:
    """The lines of one sentence as they are read."""

    def __init__(self, start: int) -> None:
        self.start, self.paragraph, self.text = start, 0, ""
        self.tokens: list[Token] = []
        self.joined = True  # no blank before the next word
        self.range_end = 0
        self.range_joined = False

    def comment(self, line: str) -> None:
        """Take the offset, the paragraph or the text from a comment."""
        key, _, value = line[1:].partition("=")
        if key.strip() == "start":
            self.start = int(value)
        elif key.strip() == "paragraph":
            self.paragraph = int(value)
        elif key.strip() == "text":
            self.text = value.strip()

    def row(self, columns: list[str]) -> None:
        """Take a word, or the blanks around a multi-word token."""
        number, misc = columns[0], columns[9]
        joined = "SpaceAfter=No" in misc
        if "-" in number:
            self.range_end, self.range_joined = int(number.split("-")[1]), joined
        elif "." not in number:
            self._word(columns, misc)
            self.joined = joined
            if int(number) < self.range_end:
                self.joined = True
            elif int(number) == self.range_end:
                self.joined, self.range_end = self.range_joined, 0

    def _word(self, columns: list[str], misc: str) -> None:
        number, form, lemma, upos, xpos, feats, head, deprel = columns[:8]
        at = self.tokens[-1].end + (not self.joined) if self.tokens else self.start
        end = at + len(form)
        for field in misc.split("|"):
            if field.startswith("TokenRange="):
                at, end = (int(x) for x in field.removeprefix("TokenRange=").split(":"))
        token = Token(int(number), form, at, end, lemma, upos, xpos, feats, int(head) if head != "_" else 0, deprel)
        self.tokens.append(token)

    def sentence(self) -> Sentence:
        """The sentence that these lines make."""
        start, end = self.tokens[0].start, self.tokens[-1].end
        text = self.text if len(self.text) == end - start else _spell(self.tokens)
        return Sentence(start=start, end=end, text=text, tokens=tuple(self.tokens), paragraph=self.paragraph)


def _spell(tokens: Sequence[Token]) -> str:
    out, at = "", tokens[0].start
    for token in tokens:
        out += " " * (token.start - at) + token.form
        at = token.end
    return out


def parse(text: str) -> list[Sentence]:
    """The sentences of a CoNLL-U text.

    Raises:
        UnreadableInput: a line has not ten columns, or a number that is none.
    """
    found: list[Sentence] = []
    block = _Block(0)
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        try:
            if line.startswith("#"):
                block.comment(line)
            elif line.strip():
                columns = line.split("\t")
                if len(columns) != _COLUMNS:
                    raise _bad(line, number, f"has {len(columns)} columns")
                block.row(columns)
            elif block.tokens:
                found.append(block.sentence())
                block = _Block(found[-1].end + 1)
        except ValueError as error:
            raise _bad(line, number, "holds a number that is none") from error
    return found
