"""Chance that is the same on every machine and Python: one stream per key, whole numbers only."""

from __future__ import annotations

import bisect
import hashlib
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")

_BITS = 53


class Draws:
    """One stream of draws, named by its key: adding another agency or year moves no other stream.

    Only `random.Random.random` is used: its sequence for a seed is the one thing that Python promises
    never to change. It is turned into whole numbers at once, so that no float reaches a file.
    """

    def __init__(self, seed: int, *key: str | int) -> None:
        name = "\x1f".join(str(part) for part in (seed, *key))
        digest = hashlib.sha256(name.encode("utf-8")).digest()
        self._stream = random.Random(int.from_bytes(digest, "big"))  # noqa: S311 - sample data, no secret

    def below(self, count: int) -> int:
        """Draw a whole number from 0 to `count` - 1, each as likely."""
        return (int(self._stream.random() * (1 << _BITS)) * count) >> _BITS

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, per_mille: int) -> bool:
        """Say yes `per_mille` times in a thousand."""
        return self.below(1000) < per_mille

    def weighted(self, weights: dict[T, int]) -> T:
        """Draw one of the options by its weight."""
        limits = list(accumulate(weights.values()))
        return list(weights)[bisect.bisect_right(limits, self.below(limits[-1]))]

    def quantile(self, table: Sequence[int]) -> int:
        """Draw from a distribution given by its quantiles at equal steps, on a line between two."""
        steps = len(table) - 1
        at = self.below(steps << 20)
        step, share = at >> 20, at & ((1 << 20) - 1)
        return table[step] + ((table[step + 1] - table[step]) * share >> 20)
