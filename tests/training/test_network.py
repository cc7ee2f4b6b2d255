"""The network on a small scale: shapes, padding, learning, and the same numbers after export."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")

from training.examples import MASKED, Batch  # noqa: E402
from training.export import quantise, write_graph  # noqa: E402
from training.network import BRANCH, CANDIDATES, Exported, Network, Size  # noqa: E402
from training.train import loss_of  # noqa: E402

torch.set_num_threads(1)
SMALL = Size(hidden=24, layers=BRANCH + 1, heads=3, inner=48, vocabulary=120, positions=40)
HEADS, EVENTS = {"upos": 5, "start": 2}, {"act": 3}
CHANNELS = 2


@pytest.fixture
def network() -> Network:
    torch.manual_seed(1)
    return Network(HEADS, 7, EVENTS, CHANNELS, SMALL).eval()


def inputs(chunks: int, pieces: int, words: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(chunks * 100 + pieces)
    first = torch.arange(1, words + 1).expand(chunks, words).contiguous()
    shape = (chunks, pieces)
    return torch.randint(1, 120, shape, generator=generator), torch.randint(0, 33, shape, generator=generator), first


def test_shapes(network: Network) -> None:
    out = network(inputs(2, 9, 6), {"upos", "links"}, torch.zeros(2, 6, dtype=torch.long))
    assert {k: tuple(v.shape) for k, v in out.items()} == {
        "upos": (2, 6, 5), "arcs": (2, 6, 7), "labels": (2, 6, 7), "links": (2, CHANNELS, 6, 6),
    }  # fmt: skip
    assert set(network(inputs(2, 9, 6), {"act"}, None)) == {"act"}


def test_padding_changes_nothing(network: Network) -> None:
    pieces, codes, first = inputs(1, 9, 6)
    padded = [torch.nn.functional.pad(x, (0, 5)) for x in (pieces, codes)]
    with torch.no_grad():
        plain, longer = (network.words(*x, first) for x in ((pieces, codes), padded))
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(plain, longer, strict=True))


def test_masked_words_and_closed_columns_count_for_nothing(network: Network) -> None:
    pieces, codes, first = inputs(1, 9, 6)
    arcs = torch.tensor([[2, 0, 2, 2, MASKED, MASKED]])
    targets = {"arcs": arcs, "labels": arcs.clone(), "upos": arcs.clone()}
    links = torch.full((1, CHANNELS, 6, 6), float(MASKED))
    links[0, 0, 1, :4] = torch.tensor([1.0, 0.0, 0.0, 1.0])
    batch = Batch((pieces, codes, first), targets, links)
    out = network(batch.inputs, {"upos", "links"}, arcs.clamp(min=0))
    before = loss_of(out, batch)
    out["arcs"][..., 5:] += 100  # columns of padding
    out["upos"][:, 4:] += torch.arange(5)
    out["links"][:, 1] += 5  # a channel of which nothing is told
    out["links"][:, :, :, 4:] += 5
    after = loss_of(out, batch)
    assert all(torch.allclose(before[k], after[k]) for k in before)


def test_it_learns_one_sentence_by_heart(network: Network) -> None:
    pieces, codes, first = inputs(1, 9, 6)
    arcs = torch.tensor([[2, 0, 2, 3, 4, 2]])
    acts = torch.tensor([[0, 2, 0, 0, 1, MASKED]])
    links = torch.zeros(1, CHANNELS, 6, 6)
    links[0, 1, 1, 3] = links[0, 0, 4, 0] = 1.0
    targets = {"arcs": arcs, "labels": torch.tensor([[1, 0, 2, 3, 4, 5]]), "act": acts}
    batch = Batch((pieces, codes, first), targets, links)
    wanted = {"act", "links"}
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-2)
    for _ in range(60):
        loss = sum(loss_of(network(batch.inputs, wanted, arcs), batch).values())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    out = network(batch.inputs, wanted, arcs)
    assert out["act"][0, :5].argmax(-1).tolist() == acts[0, :5].tolist()
    assert torch.equal(out["links"] > 0, links > 0)
    assert out["arcs"].argmax(-1).tolist() == arcs.tolist()
    assert out["labels"].argmax(-1).tolist() == [[1, 0, 2, 3, 4, 5]]


@pytest.mark.filterwarnings("ignore")  # the exporter warns of its own future
def test_the_exported_graph_gives_the_same_numbers(network: Network, tmp_path: Path) -> None:
    write_graph(network, tmp_path / "graph.onnx")
    quantise(tmp_path / "graph.onnx", tmp_path / "small.onnx")
    exported = Exported(network)
    full, small = (onnxruntime.InferenceSession(str(tmp_path / n)) for n in ("graph.onnx", "small.onnx"))
    for size in ((1, 3, 1), (1, 9, 6), (3, 20, 14)):
        tensors = inputs(*size)
        feed = {n: x.numpy() for n, x in zip(("pieces", "codes", "first"), tensors, strict=True)}
        with torch.no_grad():
            expected = exported(*tensors)
        for name, value, other in zip(exported.output_names, expected, full.run(None, feed), strict=True):
            assert np.allclose(value.numpy(), other, atol=1e-4), name
        assert [x.shape for x in small.run(None, feed)] == [tuple(x.shape) for x in expected]


def test_candidates_are_heads_of_the_chunk_even_when_it_is_short(network: Network) -> None:
    *_, heads, labels, _, _, _ = Exported(network)(*inputs(1, 4, 2))
    assert heads.shape == (1, 2, CANDIDATES)
    assert int(heads.max()) <= 2
    assert labels.shape == (1, 2, CANDIDATES, 7)


def test_the_branch_learns_while_the_rest_rests(network: Network) -> None:
    network.start_branch()
    given = inputs(1, 9, 6)
    trees, acts = network.words(*given)
    assert torch.allclose(trees, acts, atol=1e-6)  # it begins as a copy of the last layers
    before = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    network.rest()
    optimiser = torch.optim.SGD([p for p in network.parameters() if p.requires_grad], lr=0.1)
    network(given, {"act", "links"}, None)["act"].sum().backward()
    optimiser.step()
    changed = {
        name.split(".")[0] for name, value in network.state_dict().items() if not torch.equal(value, before[name])
    }
    assert changed == {"branch", "events"}
