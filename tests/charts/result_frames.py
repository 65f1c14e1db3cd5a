"""Small tables of official results and of change between years, in the shape of the result contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from .frames import NAMES

WHO = ["agency_code", "agency_name", "group", "year"]
CRITERIA = {
    "1.1": "Kế hoạch cải cách hành chính",
    "1.2": "Kiểm tra công tác cải cách hành chính",
    "2.1": "Công bố, công khai thủ tục hành chính",
    "2.2.1": "Tỷ lệ hồ sơ giải quyết đúng hạn",
}
LONG = "Công tác chỉ đạo, điều hành và tổ chức thực hiện nhiệm vụ cải cách hành chính trên địa bàn " * 2


def agency(code: str) -> str:
    return NAMES.get(code, f"Phường {code}")


def criterion(code: str) -> str:
    return CRITERIA.get(code, f"Tiêu chí {code}")


def tree(
    leaves: Mapping[str, tuple[float, float | None]],
    *,
    code: str = "SNV",
    group: str = "department",
    names: Mapping[str, str] | None = None,
    year: int = 2020,
) -> pd.DataFrame:
    """Nodes of one agency from points and maximum by leaf code; ``2.2.1`` lies in ``2.2`` in ``2`` in ``C``."""
    nodes: dict[str, list[str]] = {"C": list(leaves)}
    parents = {"C": ""}
    for leaf in leaves:
        parts = leaf.split(".")
        above = "C"
        for depth in range(1, len(parts) + 1):
            own = ".".join(parts[:depth])
            parents[own] = above
            nodes.setdefault(own, []).append(leaf)
            above = own
    rows = []
    for own, below in nodes.items():
        score = sum(leaves[leaf][0] for leaf in below)
        maxima = [leaves[leaf][1] for leaf in below]
        most = float("nan") if None in maxima else sum(value for value in maxima if value is not None)
        index = score if pd.isna(most) else 100 * score / most
        level = 0 if own == "C" else own.count(".") + 1
        name = (names or {}).get(own, "Chỉ số" if own == "C" else criterion(own))
        rows.append((code, agency(code), group, year, own, parents[own], name, level, score, most, index))
    columns = [*WHO, "criterion_code", "parent_code", "criterion_name", "level", "score", "max_points", "index"]
    return pd.DataFrame(rows, columns=columns)


def big_tree(domains: int, leaves: int, *, code: str = "SNV", group: str = "department") -> pd.DataFrame:
    """Nodes of one agency with so many leaves in each of so many domains, every third domain one level deeper."""
    points = {
        f"{domain}.{leaf}" if domain % 3 else f"{domain}.{1 + leaf // 4}.{1 + leaf % 4}": (
            0.5 + (domain * 7 + leaf * 3) % 10 / 10,
            1.0 + (leaf % 3) / 2,
        )
        for domain in range(1, domains + 1)
        for leaf in range(1, leaves + 1)
    }
    capped = {leaf: (min(score, most), most) for leaf, (score, most) in points.items()}
    names = {leaf: f"{criterion('1.1')} {leaf} trên địa bàn" for leaf in capped}
    return tree(capped, code=code, group=group, names=names)


def lost(points: Mapping[str, tuple[float, float]], *, code: str = "SNV", year: int = 2020) -> pd.DataFrame:
    """Points and maximum by criterion; index points are those of the sum of maxima."""
    whole = sum(most for _, most in points.values())
    rows = [
        (code, agency(code), "department", year, own, criterion(own), score, most, most - score)
        for own, (score, most) in points.items()
    ]
    columns = [*WHO, "criterion_code", "criterion_name", "score", "max_points", "lost_points"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(lost_index=table["lost_points"] * 100 / whole)


def index_change(
    changes: Mapping[str, tuple[float, float]], *, group: str = "department", is_comparable: bool = True
) -> pd.DataFrame:
    """Published index of both years by agency; all of the change is the agency's own."""
    rows = [
        (code, agency(code), group, 2019, 2020, before, after, after - before, after - before, 0.0, 0.0, 0.0, 0.0)
        for code, (before, after) in changes.items()
    ]
    columns = [
        *WHO[:3], "year_from", "year_to", "index_from", "index_to", "change", "own_change", "added_change",
        "dropped_change", "points_change", "rounding_change",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        chained_from=table["index_from"] + 1,
        chained_to=table["index_to"] + 1,
        chained_change=table["change"],
        is_comparable=is_comparable,
    )


def change_parts(
    parts: Sequence[tuple[str, str, float]], *, code: str = "SNV", reason: str = "framework"
) -> pd.DataFrame:
    """Criterion, part and change in index points of one agency; `reason` is why criteria were dropped or added."""
    rows = [
        (
            code, agency(code), "department", 2019, 2020, own, criterion(own), part,
            reason if part in ("dropped", "added") else "", change,
        )
        for own, part, change in parts
    ]  # fmt: skip
    columns = [*WHO[:3], "year_from", "year_to", "criterion_code", "criterion_name", "part", "reason", "change"]
    return pd.DataFrame(rows, columns=columns)


def rank_change(
    moves: Mapping[str, tuple[int, int, int, int, int, int]], *, group: str = "department"
) -> pd.DataFrame:
    """Rank before and after; own, others', rules' and field's part in places gained."""
    rows = [(code, agency(code), group, 2019, 2020, *move) for code, move in moves.items()]
    columns = [
        *WHO[:3], "year_from", "year_to", "rank_from", "rank_to", "own_change", "others_change", "rules_change",
        "field_change",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(change=table["rank_from"] - table["rank_to"])


def criterion_gaps(
    pairs: Mapping[tuple[str, str], tuple[float, float, float]], *, year: int = 2020
) -> pd.DataFrame:
    """Self score, appraised score and maximum by agency and criterion."""
    rows = [
        (code, agency(code), "department", year, own, criterion(own), *figures)
        for (code, own), figures in pairs.items()
    ]
    columns = [*WHO, "criterion_code", "criterion_name", "self_score", "appraised_score", "max_points"]
    table = pd.DataFrame(rows, columns=columns)
    gap = (table["self_score"] - table["appraised_score"]).round(6)
    return table.assign(gap=gap, gap_share=gap / table["max_points"])


def distances(gaps: Mapping[str, float], *, target: str = "leader", end: float = 90.0) -> pd.DataFrame:
    """Gap in index points by criterion of one agency to a target at `end`."""
    rows = [
        ("SNV", agency("SNV"), "department", 2020, target, end, own, criterion(own), gap)
        for own, gap in gaps.items()
    ]
    columns = [*WHO, "target", "target_index", "criterion_code", "criterion_name", "gap_index"]
    return pd.DataFrame(rows, columns=columns)


def strengths(found: Mapping[str, tuple[str, float, float, float, int]], *, code: str = "SNV") -> pd.DataFrame:
    """Kind, share, group mean, standard deviation and rank by criterion."""
    rows = [
        (code, agency(code), "department", 2020, own, criterion(own), *figures, 24)
        for own, figures in found.items()
    ]
    columns = [
        *WHO, "criterion_code", "criterion_name", "kind", "share", "group_mean_share", "group_sd_share",
        "criterion_rank", "compared",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
