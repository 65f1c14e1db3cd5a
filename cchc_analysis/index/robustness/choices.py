"""What is uncertain about an index, written down before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cchc_analysis.index.aggregate import Rebasing
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.fill_functions import leave_missing
from cchc_analysis.stats.power_mean import ARITHMETIC

Transform = Callable[[FloatArray], FloatArray]
Powers = float | Sequence[float]


@dataclass(frozen=True)
class WeightNoise:
    """Every weight of the tree, at every level, times its own number between 1 - `spread` and 1 + `spread`."""

    spread: float = 0.25


@dataclass(frozen=True)
class WeightSets:
    """One of several stated sets of weights: `sets` is sets × nodes, in the order of `Hierarchy.codes`."""

    sets: FloatArray


@dataclass(frozen=True)
class SurveyError:
    """Survey points that could have come out differently with other people asked.

    `standard_errors` is agencies × leaves, in points; 0 or NaN where the points are no survey result. Points are
    drawn from the beta distribution that has the score as its mean and this standard error, so that no draw
    leaves 0 … maximum.
    """

    standard_errors: FloatArray


@dataclass(frozen=True)
class DropOne:
    """With `probability`, one of the criteria or domains `codes` (each as likely) does not count at all."""

    codes: tuple[str, ...]
    probability: float = 1.0


@dataclass(frozen=True)
class Nominal:
    """How the index that is tested is made: gaps filled, figures brought to one scale, parts combined.

    `power` is the order of the mean, for all nodes or one per level from the root down.
    """

    normalise: Transform
    power: Powers = ARITHMETIC
    impute: Transform = leave_missing


@dataclass(frozen=True)
class Uncertainty:
    """The choices that are varied, each independently of the others; options of one choice are equally likely.

    Parameters
    ----------
    normalisations
        Name → function of an array (agencies on axis -2, leaves on -1, replications before) to one of that shape.
    powers
        Name → order of the mean: 1 arithmetic, 0 geometric, -1 harmonic; a sequence gives one per level, the
        root's first.
    imputations
        Name → function like a normalisation that fills missing points (NaN); the default leaves them missing.
    weights, survey_error, dropped
        None: not varied.
    nominal
        The index that the replications are compared with; None: the first option of each choice.
    on_index_scale
        Names of the normalisations that leave the figures on the scale the index is published on; None: the first
        only. Only these replications are rounded as published and say anything about classes.
    rebasing
        What happens to the weight of a criterion that does not count; see
        `cchc_analysis.index.aggregate.aggregate`.
    """

    normalisations: Mapping[str, Transform]
    powers: Mapping[str, Powers] = field(default_factory=lambda: {"arithmetic": ARITHMETIC})
    imputations: Mapping[str, Transform] = field(default_factory=lambda: {"leave_missing": leave_missing})
    weights: WeightNoise | WeightSets | None = None
    survey_error: SurveyError | None = None
    dropped: DropOne | None = None
    nominal: Nominal | None = None
    on_index_scale: frozenset[str] | None = None
    rebasing: Rebasing = "by_points"

    @property
    def certain(self) -> Uncertainty:
        """The same without any doubt: one option of each choice, named "nominal", the index that is tested."""
        own = self.nominal
        if own is None:
            normalise, impute = next(iter(self.normalisations.values())), next(iter(self.imputations.values()))
            own = Nominal(normalise, next(iter(self.powers.values())), impute)
        return Uncertainty(
            normalisations={"nominal": own.normalise},
            powers={"nominal": own.power},
            imputations={"nominal": own.impute},
            rebasing=self.rebasing,
        )

    @property
    def scale_keepers(self) -> frozenset[str]:
        """Names of the normalisations that keep the published index's scale."""
        first = frozenset([next(iter(self.normalisations))])
        return first if self.on_index_scale is None else self.on_index_scale
