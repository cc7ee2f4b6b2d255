"""Words to sub-words, the model's input."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from dragoman.language.network import require_file
from dragoman.language.shapes import CODES, MAX_PIECES, code, model_form, shape

CLS, SEP, UNK = 101, 102, 100
INSIDE = CODES  # the code of a sub-word that is not the first of its word
REMEMBERED = 50_000  # words whose sub-words are kept; news has few more, and they take about 10 MB


class WordPieces:
    """A WordPiece vocabulary (Schuster & Nakajima 2012) applied word by word."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}  # sub-words and shape

    @classmethod
    def load(cls, path: Path) -> "WordPieces":
        """Read ``tokenizer.json``.

        Raises:
            InstallationError: the file is missing.
        """
        return cls(Tokenizer.from_file(str(require_file(path))))

    def vocabulary(self) -> dict[str, int]:
        """Whole words and continuations with their numbers; the lower the number, the more frequent."""
        return self._tokenizer.get_vocab()

    def _learn(self, forms: Iterable[str]) -> None:
        new = [f for f in dict.fromkeys(forms) if f not in self._known]
        if not new:
            return
        if len(self._known) + len(new) > REMEMBERED:
            self._known.clear()
        for form in new:  # a batch of so few words costs more in waking the tokenizer's threads than in work
            pieces = self._tokenizer.encode(model_form(form), add_special_tokens=False).ids
            self._known[form] = (tuple(pieces[:MAX_PIECES]) or (UNK,), shape(form))

    def encode(self, words: Sequence[tuple[str, int]]) -> tuple[list[int], list[int], list[int]]:
        """Sub-words with their codes, and the position of each word's first one, for words (form, gap)."""
        forms = [form for form, _ in words]
        self._learn(forms)
        if any(form not in self._known for form in forms):  # the memory was emptied under us
            self._learn(forms)
        pieces, codes, first = [CLS], [INSIDE], []
        for form, gap in words:
            ids, form_shape = self._known[form]
            first.append(len(pieces))
            pieces.extend(ids)
            codes.append(code(form_shape, gap))
            codes.extend([INSIDE] * (len(ids) - 1))
        pieces.append(SEP)
        codes.append(INSIDE)
        return pieces, codes, first
