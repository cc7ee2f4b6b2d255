"""The network: a BERT encoder (Devlin et al. 2019) with linear heads and a biaffine parser (Dozat & Manning 2017).

Shapes: B chunks, P sub-words, W words, K candidate heads, L labels. The first sub-word stands for its word.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.language.shapes import CODES

ARC, LABEL, LINK = 256, 96, 128  # sizes of the biaffine spaces
HIDDEN_DROPOUT, HEAD_DROPOUT, PARSER_DROPOUT = 0.1, 0.2, 0.33
SHARED = "shared"  # name of the output of the trees' lower layers
# Last layers that events have for themselves. With all six, which share nothing with the trees but words, the type at
# the trigger is right more often than with three (F1 .64 against .59 in print, .68 against .61 in the corpus: runs of
# the stage events with either, scored by ``evaluation.heads``), for a quarter more time.
BRANCH = 6
PAIRED = 3  # lower layers of the trees' encoder, on which the network for marked pairs stands
RARE_LINK = -4.0  # about one word in fifty is linked: where the scores of links start from
CANDIDATES = 4  # heads per word whose labels are scored in the graph; the decoder rarely wants another


@dataclass(frozen=True)
class Size:
    """The encoder's size; the default is that of all-MiniLM-L6-v2."""

    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """One transformer layer, normalised after each part, with queries, keys and values in one matrix."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads, self.width = size.heads, size.hidden // size.heads
        self.qkv = nn.Linear(size.hidden, 3 * size.hidden)
        self.out = nn.Linear(size.hidden, size.hidden)
        self.norm1 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.inner = nn.Linear(size.hidden, size.inner)
        self.outer = nn.Linear(size.inner, size.hidden)
        self.norm2 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.drop = nn.Dropout(HIDDEN_DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` [B, P, H]; ``bias`` [B, 1, 1, P], minus much where there is padding."""
        b, p, h = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, self.heads, self.width).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax((q @ k.transpose(-1, -2)) * self.width**-0.5 + bias.to(q.dtype), dim=-1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, p, h)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.outer(nn.functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Sub-words and word codes in, a vector for each sub-word out."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.places = nn.Embedding(size.positions, size.hidden)
        self.codes = nn.Embedding(CODES + 1, size.hidden)  # the last one: not the first sub-word of a word
        nn.init.zeros_(self.codes.weight)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.drop = nn.Dropout(HIDDEN_DROPOUT)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))

    def embed(self, pieces: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """``pieces`` and ``codes`` [B, P] to [B, P, H] and the bias that closes padding; piece 0 is padding."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.places(places)[None] + self.codes(codes)))
        return x, (pieces == 0)[:, None, None, :].to(x.dtype) * -1e4

    def load_pretrained(self, folder: Path) -> None:
        """Take the weights of a BERT saved as ``model.safetensors`` in ``folder``."""
        old = load_file(folder / "model.safetensors")
        # The one segment embedding that is ever used is folded into the words' (it is added to every position).
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0][None],
            "places.weight": old["embeddings.position_embeddings.weight"],
            "codes.weight": self.codes.weight.detach(),
        }
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
            for i in range(len(self.layers)):
                o, n = f"encoder.layer.{i}.", f"layers.{i}."
                qkv = [old[f"{o}attention.self.{k}.{part}"] for k in ("query", "key", "value")]
                new[f"{n}qkv.{part}"] = torch.cat(qkv)
                new[f"{n}out.{part}"] = old[f"{o}attention.output.dense.{part}"]
                new[f"{n}norm1.{part}"] = old[f"{o}attention.output.LayerNorm.{part}"]
                new[f"{n}inner.{part}"] = old[f"{o}intermediate.dense.{part}"]
                new[f"{n}outer.{part}"] = old[f"{o}output.dense.{part}"]
                new[f"{n}norm2.{part}"] = old[f"{o}output.LayerNorm.{part}"]
        self.load_state_dict(new)


class Parser(nn.Module):
    """Biaffine scores of arcs and labels, with a learned vector for the root as column 0."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.root = nn.Parameter(torch.zeros(hidden))
        self.arc_dep, self.arc_head = nn.Linear(hidden, ARC), nn.Linear(hidden, ARC)
        self.label_dep, self.label_head = nn.Linear(hidden, LABEL), nn.Linear(hidden, LABEL)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.label = nn.Linear(LABEL + 1, labels * (LABEL + 1), bias=False)
        nn.init.normal_(self.arc.weight, std=ARC**-0.5 * 0.5)
        nn.init.normal_(self.label.weight, std=0.02)
        self.drop = nn.Dropout(PARSER_DROPOUT)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``words`` [B, W, H] to arc scores [B, W, W + 1], label spaces [B, W, 97 L] and [B, W + 1, 97]."""
        heads = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], dim=1)
        act = nn.functional.gelu
        arc_dep, arc_head = self.drop(act(self.arc_dep(words))), self.drop(act(self.arc_head(heads)))
        arcs = self.arc(arc_dep) @ arc_head.transpose(1, 2) + self.arc_bias(arc_head).transpose(1, 2)
        label_dep, label_head = self.drop(act(self.label_dep(words))), self.drop(act(self.label_head(heads)))
        return arcs, self.label(_with_one(label_dep)), _with_one(label_head)

    def score_labels(self, dep: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Label scores [B, W, K, L] of the candidate ``heads`` [B, W, K]."""
        b, w, k = heads.shape
        index = heads.reshape(b, w * k, 1).expand(-1, -1, LABEL + 1)
        chosen = torch.gather(head, 1, index).view(b, w, k, LABEL + 1)
        return chosen @ dep.view(b, w, self.labels, LABEL + 1).transpose(2, 3)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


class Links(nn.Module):
    """Biaffine scores of links between words, one matrix a channel: from triggers and cues to who stands where."""

    def __init__(self, hidden: int, channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.source, self.target = nn.Linear(hidden, LINK), nn.Linear(hidden, LINK)
        self.pair = nn.Linear(LINK + 1, channels * (LINK + 1), bias=False)
        nn.init.normal_(self.pair.weight, std=0.02)
        self.drop = nn.Dropout(HEAD_DROPOUT)

    def forward(self, words: Tensor) -> Tensor:
        """``words`` [B, W, H] to scores [B, channels, W, W]: from the second last axis to the last."""
        source = _with_one(self.drop(nn.functional.gelu(self.source(words))))
        target = _with_one(self.drop(nn.functional.gelu(self.target(words))))
        b, w, _ = source.shape
        paired = self.pair(source).view(b, w, self.channels, LINK + 1).transpose(1, 2)
        return paired @ target.transpose(1, 2)[:, None] + RARE_LINK


class Network(nn.Module):
    """Encoder, token heads (one linear layer each, by name) and parser; beside them a branch for events.

    The branch has last layers of its own above the lower layers that it shares, and the heads named in ``events`` with
    the links above those. It learns with everything else at rest, so that what is learnt of
    events costs no tree.
    """

    def __init__(
        self,
        heads: dict[str, int],
        labels: int,
        events: dict[str, int] | None = None,
        channels: int = 0,
        size: Size | None = None,
        branch: int = BRANCH,
    ) -> None:
        super().__init__()
        size = size or Size()
        self.encoder = Encoder(size)
        self.drop = nn.Dropout(HEAD_DROPOUT)
        self.heads = nn.ModuleDict({name: nn.Linear(size.hidden, n) for name, n in heads.items()})
        self.parser = Parser(size.hidden, labels)
        self.shared = size.layers - (branch if events else 0)  # layers below the branch
        self.branch = nn.ModuleList(Layer(size) for _ in range(branch if events else 0))
        self.events = nn.ModuleDict({name: nn.Linear(size.hidden, n) for name, n in (events or {}).items()})
        self.links = Links(size.hidden, channels) if channels else None

    def start_branch(self) -> None:
        """Begin the branch as a copy of the last layers."""
        for own, old in zip(self.branch, self.encoder.layers[self.shared :], strict=True):
            own.load_state_dict(old.state_dict())

    def rest(self) -> None:
        """Let nothing but the branch and what stands on it learn; what rests drops nothing out either."""
        for part in (self.encoder, self.heads, self.parser):
            part.eval()
            part.requires_grad_(requires_grad=False)

    def words(
        self, pieces: Tensor, codes: Tensor, first: Tensor, *, trees: bool = True, events: bool = True
    ) -> tuple[Tensor | None, Tensor | None]:
        """The vectors [B, W, H] of the words whose first sub-words stand at ``first`` [B, W]: for trees, for events."""
        x, bias = self.lower(pieces, codes)
        return self.above(x, bias, first, trees=trees, events=events)

    def lower(self, pieces: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """The vectors [B, P, H] that the shared layers make of the sub-words, and the bias that closes padding."""
        x, bias = self.encoder.embed(pieces, codes)
        for layer in self.encoder.layers[: self.shared]:
            x = layer(x, bias)
        return x, bias

    def halfway(self, pieces: Tensor, codes: Tensor) -> Tensor:
        """The vectors [B, P, H] that the trees' lower layers make of the sub-words, for the network of marked pairs."""
        x, bias = self.encoder.embed(pieces, codes)
        for layer in self.encoder.layers[:PAIRED]:
            x = layer(x, bias)
        return x

    def above(
        self, x: Tensor, bias: Tensor, first: Tensor, *, trees: bool = True, events: bool = True
    ) -> tuple[Tensor | None, Tensor | None]:
        """As ``words``, from what the shared layers made."""
        y, events = x, events and bool(self.events)
        if trees:
            for layer in self.encoder.layers[self.shared :]:
                x = layer(x, bias)
        if events:
            for layer in self.branch:
                y = layer(y, bias)
        index = first[..., None].expand(-1, -1, x.shape[-1])
        return torch.gather(x, 1, index) if trees else None, torch.gather(y, 1, index) if events else None

    def forward(
        self, inputs: tuple[Tensor, Tensor, Tensor], wanted: Collection[str], gold_heads: Tensor | None
    ) -> dict[str, Tensor]:
        """Scores for training: the heads wanted, ``links`` if wanted; with ``gold_heads`` arcs and their labels."""
        trees = gold_heads is not None or any(name in wanted for name in self.heads)
        words, acts = self.words(*inputs, trees=trees)
        out: dict[str, Tensor] = {}
        if words is not None:
            dropped = self.drop(words)
            out |= {name: head(dropped) for name, head in self.heads.items() if name in wanted}
            if gold_heads is not None:
                out["arcs"], dep, head = self.parser(words)
                out["labels"] = self.parser.score_labels(dep, head, gold_heads[..., None])[..., 0, :]
        if acts is not None:
            dropped = self.drop(acts)
            out |= {name: head(dropped) for name, head in self.events.items() if name in wanted}
            if self.links is not None and "links" in wanted:
                out["links"] = self.links(acts)
        return out


class Exported(nn.Module):
    """The network as it is exported: outputs in the order of ``output_names``."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    @property
    def output_names(self) -> list[str]:
        """Names of the graph's outputs."""
        net = self.network
        acts = [*net.events, *(["links"] if net.links is not None else []), SHARED] if net.events else []
        return [*net.heads, "arcs", "heads", "labels", *acts]

    def forward(self, pieces: Tensor, codes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Token heads [B, W, n], arcs [B, W, W + 1], candidate heads [B, W, K] and their label scores [B, W, K, L].

        Then, where there are any, heads of events [B, W, n] and links [B, channels, W, W], and what the trees' lower
        layers make of the sub-words [B, P, H]: the network for marked pairs stands on it.
        """
        net = self.network
        x, bias = net.lower(pieces, codes)
        _, acts = net.above(x, bias, first, trees=False)
        for layer in net.encoder.layers[net.shared : PAIRED]:
            x = layer(x, bias)
        shared = x
        for layer in net.encoder.layers[PAIRED:]:
            x = layer(x, bias)
        words = torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[-1]))
        arcs, dep, head = net.parser(words)
        # Two columns of nothing are added so that K candidates exist even in a chunk of two words.
        padded = nn.functional.pad(arcs, (0, CANDIDATES), value=-1e9)
        heads = torch.topk(padded, CANDIDATES, dim=-1).indices.clamp(max=arcs.shape[-1] - 1)
        labels = net.parser.score_labels(dep, head, heads)
        tree = (*(h(words) for h in net.heads.values()), arcs, heads, labels)
        if acts is None:
            return tree
        links = (net.links(acts),) if net.links is not None else ()
        return (*tree, *(h(acts) for h in net.events.values()), *links, shared)
