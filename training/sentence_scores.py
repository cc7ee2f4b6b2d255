"""What 8 bits cost the sentence vectors, and how fast they are made beside everything else.

``python -m training.sentence_scores`` takes 600 of the sentences that the reader sees in the samples of
``examples/dispatches`` and the articles of ``evaluation/happenings``. It prints the cosine of each vector with that of
the 32-bit weights and the whole vocabulary; how similarities of pairs differ, also after rounding to signed bytes; how
many of the ten nearest are the same; vectors a second of one core, and sentences by the whole chain, in processor time,
so that what else the machine does matters little.
"""

import json
import sys
import time
from collections.abc import Sequence

import numpy as np
import torch
from benchmarks.articles import dispatches, varied
from benchmarks.stages import measure
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.language.vectors import PLACES, SentenceVectors
from dragoman.pipeline import Resources, load_resources
from dragoman.store.vectors import SCALE, as_bytes
from evaluation.meaning import ARTICLES
from training.pieces import pretrained_folder
from training.sentence import float_vectors, pretrained

SENTENCES = 600
CHAIN_ARTICLES = 40  # samples whose whole reading is timed
NEAREST = 10
Vectors = NDArray[np.float32]


def sentences(resources: Resources) -> list[str]:
    """The first sentences of the samples and of every tenth article, each once."""
    texts = [raw.content for raw in dispatches() if raw.media == "text"]
    texts += [json.loads(path.read_text("utf-8"))["text"] for path in sorted(ARTICLES[1].glob("*0.json"))]
    read = resources.reader.read_many([(text, ()) for text in texts])
    return list(dict.fromkeys(sentence.text for reading in read for sentence in reading.sentences))[:SENTENCES]


def whole(told: Sequence[str]) -> Vectors:
    """Vectors by 32-bit weights."""
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(PLACES)
    return float_vectors(pretrained(), [encoded.ids for encoded in tokenizer.encode_batch(list(told))])


def say(told: str) -> None:
    """Print at once."""
    print(told, flush=True)


def nearest(vectors: Vectors) -> NDArray[np.int64]:
    """The numbers of the nearest others of each."""
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -2)
    return np.argsort(-likeness, axis=1)[:, :NEAREST]


def main() -> int:
    """Measure and print."""
    resources = load_resources()
    told = sentences(resources)
    network = SentenceVectors.load()
    network.vectors(told[:20])
    began = time.process_time()
    eight = network.vectors(told)
    seconds = time.process_time() - began
    exact = whole(told)
    cosines = (eight * exact).sum(axis=1)
    kept = as_bytes(eight).astype(np.float32) / SCALE
    upper = np.triu_indices(len(told), 1)
    pairs, exact_pairs, kept_pairs = ((v @ v.T)[upper] for v in (eight, exact, kept))
    same = np.mean([len(set(a) & set(b)) / NEAREST for a, b in zip(nearest(eight), nearest(exact), strict=True)])
    say(f"{len(told)} sentences of {np.mean([len(s.split()) for s in told]):.0f} words")
    say(f"cosine with the 32-bit vector: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    say(f"similarity of two sentences moves by {np.abs(pairs - exact_pairs).mean():.4f} on average")
    say(f"of the ten nearest {100 * same:.0f} % are the same")
    say(f"largest number {np.abs(eight).max():.3f}, fits up to {127 / SCALE:.3f}")
    say(f"rounded to bytes a similarity moves by {np.abs(kept_pairs - pairs).mean():.5f} more")
    say(f"{len(told) / seconds:.0f} vectors a second of one core")
    began = time.process_time()
    chain = measure(varied(CHAIN_ARTICLES), resources)
    seconds = time.process_time() - began
    say(f"{chain.sentences / seconds:.0f} sentences a second by the whole chain, text to committed record")
    return 0


if __name__ == "__main__":
    sys.exit(main())
