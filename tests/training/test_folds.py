"""Folds of sentences: copies in another typography are in one fold."""

from training.folds import fold_of, key_of


def test_copies_of_a_sentence_are_in_one_fold_whatever_their_typography() -> None:
    one, two = "Ruritania's envoy left Graustark .", "Ruritania’s envoy  left Graustark."
    assert key_of(one) == key_of(two)
    assert fold_of(one, 5) == fold_of(two, 5)


def test_other_sentences_fall_into_every_fold() -> None:
    assert key_of("Envoys met.") != key_of("Envoys left.")
    assert {fold_of(f"Envoy {number} left.", 5) for number in range(50)} == set(range(5))
