"""Small tables of robustness in the shape the statistics give them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .frames import NAMES, NAN

WHO = ["agency_code", "agency_name", "group", "year"]


def who(code: str, group: str = "department") -> tuple[str, str, str, int]:
    return code, NAMES.get(code, f"Phường {code}"), group, 2020


def intervals(
    agencies: dict[str, tuple[float, float, float, float, float]], *, group: str = "department"
) -> pd.DataFrame:
    """Index, rank, and the low, median and high rank of each agency; the index may be off by 1.5 points."""
    rows = [(*who(code, group), *figures) for code, figures in agencies.items()]
    table = pd.DataFrame(rows, columns=[*WHO, "index", "rank", "rank_low", "rank_median", "rank_high"])
    spread = table["rank_low"].notna() * 1.5
    table["index_low"] = (table["index"] - spread).where(table["rank_low"].notna())
    table["index_high"] = (table["index"] + spread).where(table["rank_low"].notna())
    return table.assign(rank_mean=table["rank_median"], rank=table["rank"].astype("Int64"))


def long_intervals(count: int, *, group: str = "ward") -> pd.DataFrame:
    """Agencies whose intervals widen toward the middle of the ranking."""
    agencies = {}
    for place in range(count):
        rank = place + 1
        spread = round(min(place, count - rank) * 0.15)
        agencies[f"W{rank}"] = (
            92 - 30 * place / count, rank, max(rank - spread, 1), rank, min(rank + spread + 1, count),
        )  # fmt: skip
    return intervals(agencies, group=group)


CLASSES = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")


def probabilities(
    agencies: dict[str, Sequence[float]], *, classes: Sequence[str] = CLASSES, group: str = "department"
) -> pd.DataFrame:
    """Probability of each class by agency; `class_position` follows the order of the names."""
    rows = [
        (*who(code, group), f"c{place}", name, place, share)
        for code, shares in agencies.items()
        for place, (name, share) in enumerate(zip(classes, shares, strict=True))
    ]
    return pd.DataFrame(rows, columns=[*WHO, "class_code", "class_name", "class_position", "probability_share"])


def pairwise(order: Sequence[str], *, step: float = 0.15) -> pd.DataFrame:
    """Each agency beats those after it, the surer the further they are apart."""
    rows = [
        (one, other, min(max(0.5 + step * (there - here), 0.0), 1.0))
        for here, one in enumerate(order)
        for there, other in enumerate(order)
        if one != other
    ]
    return pd.DataFrame(rows, columns=["agency_code", "rival_code", "beats_share"])


def sensitivity(
    inputs: dict[str, tuple[float, float]], *, code: str = "", name: str = "", spread: float = 0.04
) -> pd.DataFrame:
    """First and total order index by the name of the input, each with an interval of `spread` around it."""
    rows = [
        (code, name, f"input_{place}", words, first, first - spread, first + spread,
         total, total - spread, total + spread)
        for place, (words, (first, total)) in enumerate(inputs.items())
    ]  # fmt: skip
    columns = ["agency_code", "agency_name", "input", "input_name", "first_order", "first_low", "first_high"]
    return pd.DataFrame(rows, columns=[*columns, "total_order", "total_low", "total_high"])


def left_out(criteria: dict[str, tuple[str, int, float, float]]) -> pd.DataFrame:
    """Name, level, mean and largest change of rank by criterion code; the agency moved most falls from rank 2."""
    rows = [
        (code, *figures, *who("STP")[:2], 2, 2 + figures[3] if figures[3] == figures[3] else NAN)
        for code, figures in criteria.items()
    ]
    columns = ["criterion_code", "criterion_name", "level", "mean_rank_change", "max_rank_change"]
    return pd.DataFrame(rows, columns=[*columns, "agency_code", "agency_name", "rank_before", "rank_after"])


def alternatives(
    ranks: dict[str, dict[str, float]], *, group: str = "department"
) -> pd.DataFrame:  # fmt: skip
    """Rank of each agency by the name of the recipe."""
    rows = [
        (*who(code, group), f"recipe_{place}", name, rank)
        for place, (name, column) in enumerate(ranks.items())
        for code, rank in column.items()
    ]
    return pd.DataFrame(rows, columns=[*WHO, "recipe", "recipe_name", "rank"])


def correlations(pairs: dict[tuple[str, str], float]) -> pd.DataFrame:
    rows = [(*pair, figure, 20) for pair, figure in pairs.items()]
    return pd.DataFrame(rows, columns=["criterion_code", "rival_code", "correlation", "count"])


def convergence(steps: dict[int, tuple[float, float, bool]]) -> pd.DataFrame:
    """Widest change, error of a mean rank and whether it has settled, by replications."""
    rows = [(count, *figures) for count, figures in steps.items()]
    return pd.DataFrame(rows, columns=["replications", "widest_change", "mean_rank_error", "is_converged"])
