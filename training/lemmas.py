"""Writes ``data/language/lemmas.tsv``: the forms whose lemma no rule gives.

Irregular verbs come from ``irregular.tsv``; function words and other exceptions are what the treebanks agree on.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from dragoman.language.lemmas import Lemmatiser
from dragoman.language.pieces import WordPieces
from dragoman.language.tables import FOLDER, rows
from training.data import Document, load_training
from training.pieces import pretrained_folder

TAGS = ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "PART", "ADP", "CCONJ", "SCONJ", "INTJ")
AGREED = 0.8  # share of a form's uses that must have one lemma
Table = dict[tuple[str, str], str]


def irregular() -> Table:
    """Past forms and participles of irregular verbs."""
    return {("VERB", form): lemma for lemma, *forms in rows("irregular.tsv") for x in forms for form in x.split("|")}


def learn(documents: list[Document], base: Table, words: set[str]) -> Table:
    """Forms seen at least twice whose agreed lemma the rules and ``base`` miss."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    missed: Counter[tuple[str, str, str]] = Counter()
    rules = Lemmatiser(words, base)
    for document in documents:
        for word in (w for s in document.sentences for w in s.words if w.upos in TAGS and w.lemma != "_"):
            key = ("VERB" if word.upos == "AUX" else word.upos, word.form.lower().replace("’", "'"))
            seen[key][word.lemma] += 1
            missed[(*key, word.lemma)] += rules.lemma(word.form, word.upos, word.xpos) != word.lemma
    found: Table = {}
    for key, lemmas in seen.items():
        lemma, n = max(lemmas.items(), key=lambda item: (item[1], item[0]))
        agreed = n >= 2 and n / lemmas.total() >= AGREED and missed[(*key, lemma)] > n / 2
        if agreed and key not in base and key[1].replace("'", "").isalpha():
            found[key] = lemma
    return found


def main() -> None:
    """Read the options and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/ and ner/")
    options = parser.parse_args()
    words = set(WordPieces.load(pretrained_folder() / "tokenizer.json").vocabulary())
    base = irregular()
    table = base | learn(load_training(options.corpora), base, words)
    lines = ["# Forms whose lemma no spelling rule gives. Written by training/lemmas.py.", "class\tform\tlemma"]
    lines += ["\t".join((*key, lemma)) for key, lemma in sorted(table.items())]
    (FOLDER / "lemmas.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
