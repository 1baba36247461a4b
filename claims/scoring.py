"""Linear scorers over string features: weights in a plain numpy archive, nothing to unpickle."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from claims.errors import WeightsMismatch

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 2
"""Version of the features; weights of another one don't fit."""


@dataclass(slots=True)
class Scorer:
    """One decision: a row of weights for each known feature, a column for each outcome.

    The last row is the bias.
    """

    rows: dict[str, int]
    weights: Any
    _table: Any = None

    def scores(self, items: Sequence[Sequence[str]]) -> Any:
        """Log-odds of each outcome for each item, `[items, outcomes]`; unknown features count nothing."""
        if not items:
            return np.zeros((0, self.weights.shape[1]), dtype="f")
        if self._table is None:
            # One more row, of zeros, for what is unknown.
            self._table = np.concatenate([self.weights, np.zeros_like(self.weights[:1])])
        find = self.rows.get
        bias = len(self.rows)
        unknown = repeat(bias + 1)
        indices: list[int] = []
        starts = []
        for item in items:
            starts.append(len(indices))
            indices.append(bias)
            indices.extend(map(find, item, unknown))
        return np.add.reduceat(self._table[indices], starts, axis=0)


def chances(scores: Any) -> Any:
    """Log-odds as chances between 0 and 1."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))


@dataclass(slots=True)
class Weights:
    """All that was trained: the scorers by name, thresholds, and the lemmas worth a look as nouns."""

    scorers: dict[str, Scorer]
    settings: dict[str, float]
    nouns: frozenset[str]

    def pack(self) -> bytes:
        """The bytes of one `.npz` file, without pickled objects."""
        arrays: dict[str, Any] = {
            "format": np.array(FORMAT),
            "nouns": _as_bytes(sorted(self.nouns)),
        }
        arrays |= {f"setting/{name}": np.array(value) for name, value in self.settings.items()}
        for name, scorer in self.scorers.items():
            names = sorted(scorer.rows)
            order = [*(scorer.rows[f] for f in names), len(names)]
            arrays[f"{name}/features"] = _as_bytes(names)
            arrays[f"{name}/weights"] = scorer.weights[order].astype(np.float16)
        out = io.BytesIO()
        np.savez_compressed(out, **arrays)
        return out.getvalue()

    @classmethod
    def unpack(cls, data: bytes) -> Weights:
        """Read what `pack` wrote. Raises WeightsMismatch where the bytes are of another format."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            if "format" not in arrays or int(arrays["format"]) != FORMAT:
                raise WeightsMismatch(
                    "the attribution weights are of another version; install again"
                )
            scorers = {}
            for key in arrays.files:
                name, _, part = key.partition("/")
                if part == "features":
                    weights = arrays[f"{name}/weights"].astype(np.float32)
                    scorers[name] = Scorer(_rows(arrays[key]), weights)
            settings = {k[8:]: float(arrays[k]) for k in arrays.files if k.startswith("setting/")}
            return cls(scorers, settings, frozenset(_rows(arrays["nouns"])))


def _as_bytes(names: list[str]) -> Any:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _rows(array: Any) -> dict[str, int]:
    return {name: place for place, name in enumerate(array.tobytes().decode().split("\n"))}


@cache
def attribution_weights() -> Weights:
    """The weights that come with the package, read once."""
    path = resources.files("claims") / "weights" / "attribution.npz"
    return Weights.unpack(path.read_bytes())
