"""Folds of sentences: one that stands twice, in whatever file and typography, is in one fold.

The files of marked pairs, of quad classes and of participants share hundreds of sentences, with other blanks and quote
marks. So a sentence is known by its letters and digits alone.
"""

import hashlib


def key_of(text: str) -> str:
    """What is the same in every copy of a sentence."""
    return "".join(c for c in text.lower() if c.isalnum())


def fold_of(text: str, folds: int) -> int:
    """The fold of a sentence, by the hash of what its copies share."""
    return int(hashlib.sha256(key_of(text).encode()).hexdigest(), 16) % folds
