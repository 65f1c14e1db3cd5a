"""How much of a result's variation each uncertain input accounts for: Sobol indices with their noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from SALib.analyze.sobol import first_order, total_order
from SALib.sample import sobol as salib_design

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SobolIndices:
    """Indices with bootstrap bounds, inputs × outputs; estimates as they come out, below 0 and above 1 too.

    `first_order`: the share of the variance that goes away, on average, once the input is fixed. `total_order`:
    the share that stays when only the input varies, interactions included. `variance` and `base_samples` (rows of
    the design that could be used) are per output. All is NaN for an output that does not vary or has fewer than
    two usable rows.
    """

    first_order: FloatArray
    first_low: FloatArray
    first_high: FloatArray
    total_order: FloatArray
    total_low: FloatArray
    total_high: FloatArray
    variance: FloatArray
    base_samples: npt.NDArray[np.intp]


@dataclass(frozen=True)
class DesignOutputs:
    """Outputs at the points of a design: `a` and `b` base samples × outputs, `ab` inputs × base samples × outputs.

    `ab[i]` belongs to the points of A with input i taken from B.
    """

    a: FloatArray
    b: FloatArray
    ab: FloatArray


def sobol_design(inputs: int, *, base_samples: int, seed: int) -> FloatArray:
    """Return the points (0 to 1) at which a model has to be computed: base_samples × (inputs + 2) rows.

    For each base sample in turn: its point of A, that point with each input taken from B, its point of B. Points
    are a scrambled Sobol sequence, drawn by SALib.

    Raises
    ------
    ValueError
        If `base_samples` is not a power of 2: the sequence is balanced only then.

    Source: A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
    Communications 181 (2010).
    """
    if base_samples < 2 or base_samples & (base_samples - 1):
        raise ValueError(f"base_samples must be a power of 2, not {base_samples}")
    problem = {
        "num_vars": inputs,
        "names": [f"x{number}" for number in range(inputs)],
        "bounds": [[0.0, 1.0]] * inputs,
    }
    points: FloatArray = salib_design.sample(problem, base_samples, calc_second_order=False, seed=seed)
    return points


def design_outputs(outputs: FloatArray, *, inputs: int) -> DesignOutputs:
    """Sort outputs (rows of `sobol_design` × outputs) by the part of the design they belong to."""
    steps = outputs.reshape(-1, inputs + 2, outputs.shape[-1])
    return DesignOutputs(a=steps[:, 0], b=steps[:, -1], ab=np.moveaxis(steps[:, 1:-1], 1, 0))


def sobol_indices(
    outputs: DesignOutputs,
    *,
    is_centred: bool = True,
    ddof: int = 0,
    resamples: int = 1000,
    coverage: float = 0.90,
    seed: int,
) -> SobolIndices:
    """Say which input a result depends on, and how sure that is.

    A base sample one of whose outputs is NaN is left out, output by output; `base_samples` counts the rest.

    Parameters
    ----------
    is_centred
        Subtract the mean of all outputs first, as SALib does: the same expectation, less noise in the first order.
        False gives COINr's figures.
    ddof
        Of the variance that is divided by: 0 as SALib, 1 as COINr.
    resamples, coverage
        Bounds are percentiles of that many bootstrap resamples of base samples. A resample takes the outputs of a
        base sample together, for all inputs, and has its own variance.

    Source: first order Saltelli et al. (2010), table 2 (b); total order Jansen (1999), ibid. (f).
    """
    inputs, _, count = outputs.ab.shape
    figures = {
        name: np.full((inputs, count), np.nan)
        for name in ("first_order", "first_low", "first_high", "total_order", "total_low", "total_high")
    }
    variance, base_samples = np.full(count, np.nan), np.zeros(count, dtype=np.intp)
    is_usable = ~(np.isnan(outputs.a) | np.isnan(outputs.b) | np.isnan(outputs.ab).any(axis=0))
    patterns, kinds = np.unique(is_usable, axis=1, return_inverse=True)
    for kind, usable in enumerate(patterns.T):
        own = np.flatnonzero(kinds == kind)
        base_samples[own] = usable.sum()
        part = DesignOutputs(outputs.a[usable][:, own], outputs.b[usable][:, own], outputs.ab[:, usable][..., own])
        both = np.concatenate([part.a, part.b])
        if len(both) < 4:
            continue
        variance[own] = both.var(axis=0, ddof=ddof)
        varies = np.ptp(both, axis=0) > 0
        if not varies.any():
            continue
        centred = _centred(part, varies, is_centred=is_centred)
        # SALib divides by the variance with divisor n, and says 0 where nothing varies: those are NaN here.
        divisor = (len(both) - ddof) / len(both)
        found = [
            [order(centred.a, parts, centred.b) * divisor for parts in centred.ab]
            for order in (first_order, total_order)
        ]
        generator = np.random.default_rng(seed)
        drawn = _resampled(centred, divisor, resamples, generator)
        tails = (0.5 - coverage / 2, 0.5 + coverage / 2)
        for name, points, draws in zip(("first", "total"), found, drawn, strict=True):
            figures[f"{name}_order"][:, own[varies]] = points
            low, high = np.nanquantile(draws, tails, axis=1)
            figures[f"{name}_low"][:, own[varies]], figures[f"{name}_high"][:, own[varies]] = low, high
    return SobolIndices(**figures, variance=variance, base_samples=base_samples)


def _centred(outputs: DesignOutputs, columns: npt.NDArray[np.bool_], *, is_centred: bool) -> DesignOutputs:
    a, b, ab = outputs.a[:, columns], outputs.b[:, columns], outputs.ab[..., columns]
    mean = np.concatenate([a[None], ab, b[None]]).mean(axis=(0, 1)) if is_centred else np.zeros(a.shape[1])
    return DesignOutputs(a - mean, b - mean, ab - mean)


def _resampled(
    outputs: DesignOutputs, divisor: float, resamples: int, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return first and total order of every resample: inputs × resamples × outputs.

    SALib's functions would need every resampled output in memory, for all outputs at once. How often each base
    sample is drawn is enough: all terms are means over base samples, one matrix product each.
    """
    size = len(outputs.a)
    times = generator.multinomial(size, np.full(size, 1 / size), size=resamples) / size
    mean = times @ (outputs.a + outputs.b) / 2
    variance = times @ (outputs.a**2 + outputs.b**2) / 2 - mean**2
    # Resamples in which nothing varies say nothing; differences of squares leave dust there, not 0.
    dust = 1e-12 * (outputs.a**2 + outputs.b**2).mean(axis=0)
    variance = np.where(variance > dust, variance, np.nan) / divisor
    first = np.stack([times @ (outputs.b * (parts - outputs.a)) for parts in outputs.ab])
    total = np.stack([times @ ((outputs.a - parts) ** 2) / 2 for parts in outputs.ab])
    return first / variance, total / variance
