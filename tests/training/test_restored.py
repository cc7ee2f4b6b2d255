"""The weights that come back out of a reader's 8-bit file are those that the file reads with."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from dragoman.language.model import Reader  # noqa: E402
from dragoman.language.network import FOLDER  # noqa: E402
from training.restored import restore  # noqa: E402
from training.score_acts import load_run  # noqa: E402

TEXT = "The president of Ruritania met Graustark's envoy on Tuesday, and the two agreed to reopen the border."


def test_a_restored_run_reads_as_the_file_does(tmp_path) -> None:
    restore(FOLDER, tmp_path, events=True)
    network, _ = load_run(tmp_path)
    reader = Reader.load()
    inputs, _ = reader.encode(TEXT, reader.words(TEXT))
    told = reader.scores(inputs)
    with torch.no_grad():
        found = network(tuple(torch.tensor([x]) for x in inputs), {"upos", "name", "act", "links"}, None)
    for name in ("upos", "name", "act"):
        ours = found[name][0].numpy()
        assert (ours.argmax(-1) == told[name].argmax(-1)).all()
        assert np.abs(ours - told[name]).max() < 2.0  # the file rounds what passes between layers too


def test_without_events_nothing_comes_back_that_has_learnt_of_one(tmp_path) -> None:
    restore(FOLDER, tmp_path)
    network, labels = load_run(tmp_path)
    assert "act" not in labels
    assert len(network.branch) == 0
