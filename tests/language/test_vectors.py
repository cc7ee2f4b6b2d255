from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import InstallationError
from dragoman.language.network import VECTOR_SIZE
from dragoman.language.vectors import PLACES, SentenceVectors, kept_pieces, own_network

SENTENCES = (
    "The two ministers signed a ceasefire in Geneva on Monday.",
    "A truce was agreed by both foreign ministers.",
    "Wheat exports rose by 4 per cent last year.",
    "",
    "—",
    "Президент прибыл в столицу.",
)


@pytest.fixture(scope="module")
def network() -> SentenceVectors:
    return SentenceVectors.load()


def test_rows_are_of_length_one(network: SentenceVectors) -> None:
    rows = network.vectors(SENTENCES)
    assert rows.shape == (len(SENTENCES), VECTOR_SIZE)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_nothing_gives_no_rows(network: SentenceVectors) -> None:
    assert network.vectors([]).shape == (0, VECTOR_SIZE)


def test_a_vector_does_not_depend_on_company_or_threads(network: SentenceVectors) -> None:
    alone = np.stack([network.vector(s) for s in SENTENCES])
    turned = network.vectors(SENTENCES[::-1])[::-1]
    threaded = SentenceVectors.load(threads=3).vectors(SENTENCES)
    assert alone.tobytes() == turned.tobytes() == threaded.tobytes()


def test_same_matter_lies_closer_than_other_matter(network: SentenceVectors) -> None:
    signed, agreed, wheat = network.vectors(SENTENCES[:3])
    assert signed @ agreed > 0.5 > signed @ wheat


def test_what_stands_past_the_last_place_is_left_out(network: SentenceVectors) -> None:
    words = "talk " * PLACES
    assert np.array_equal(network.vector(words), network.vector(words + "wheat " * 40))


def test_sub_words_of_other_scripts_are_left_out() -> None:
    vocabulary = {
        "the": 1,
        "##é": 2,
        "—": 3,
        "слов": 4,
        "[unused7]": 5,
        "[": 6,
        "[CLS]": 101,
        "[SEP]": 102,
        "[UNK]": 100,
    }
    assert kept_pieces(vocabulary) == [1, 2, 3, 6, 100, 101, 102]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"sentence\.json"):
        SentenceVectors.load(tmp_path)


def test_the_network_of_the_package_is_loaded_once_a_process() -> None:
    assert own_network() is own_network()
