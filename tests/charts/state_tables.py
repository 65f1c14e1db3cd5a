"""Tables of the index in the states of `states`."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .states import State

_DOMAINS, _LEAVES = 8, 5
WHO = ["agency_code", "agency_name", "group"]


def league(state: State, *, year: int = 2020, seed: int = 1) -> pd.DataFrame:
    table = pd.DataFrame([state.who(code) for code in state.codes], columns=WHO).assign(year=year)
    table["index"] = state.figures(state.count, low=55, high=95, seed=seed)
    table["rank"] = table["index"].rank(ascending=False, method="min").astype("Int64")
    names = table["index"].map(lambda index: None if pd.isna(index) else "Tốt" if index >= 80 else "Khá")
    return table.assign(class_code=names.astype("str"), class_name=names.astype("str"))


def years(state: State) -> pd.DataFrame:
    return pd.concat([league(state, year=year, seed=year) for year in state.years], ignore_index=True)


def leaves(state: State) -> list[str]:
    return [f"{domain}.{leaf}" for domain in range(1, _DOMAINS + 1) for leaf in range(1, _LEAVES + 1)]


@functools.lru_cache(maxsize=64)
def nodes(state: State, *codes: str) -> pd.DataFrame:
    codes = codes or tuple(state.codes)
    most = np.tile(1.0 + np.arange(_LEAVES) % 3, _DOMAINS)
    scores = state.figures(len(codes), len(most), low=0.3, high=1.0, seed=7) * most
    rows = []
    for code, own in zip(codes, scores, strict=True):
        parts = [("C", "", "Chỉ số", 0, own.sum(), most.sum())]
        for domain in range(_DOMAINS):
            at = slice(domain * _LEAVES, (domain + 1) * _LEAVES)
            name = state.criterion(str(domain + 1))
            parts.append((str(domain + 1), "C", name, 1, own[at].sum(), most[at].sum()))
        parts += [
            (leaf, leaf.split(".")[0], state.criterion(leaf), 2, score, top)
            for leaf, score, top in zip(leaves(state), own, most, strict=True)
        ]
        rows += [(*state.who(code), 2020, *part, 100 * part[4] / part[5]) for part in parts]
    columns = [
        *WHO, "year", "criterion_code", "parent_code", "criterion_name", "level", "score", "max_points", "index",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def lost(state: State) -> pd.DataFrame:
    own = nodes(state, state.focus).query("level == 2")
    points = own["max_points"] - own["score"]
    return own.assign(lost_points=points, lost_index=100 * points / own["max_points"].sum())


def changes(state: State) -> pd.DataFrame:
    before, after = (league(state, year=year, seed=3) for year in (2019, 2020))
    table = before[WHO].assign(year_from=2019, year_to=2020, index_from=before["index"])
    moves = state.figures(state.count, low=state.move - 3, high=state.move + 3, seed=4)
    table["index_to"] = (after["index"] + moves).clip(0, 100)
    table["change"] = table["own_change"] = table["index_to"] - table["index_from"]
    nothing = {f"{part}_change": 0.0 for part in ("added", "dropped", "points", "rounding")}
    table = table.assign(**nothing, is_comparable=True)
    for end in ("from", "to"):
        table[f"chained_{end}"] = table[f"index_{end}"]
        table[f"rank_{end}"] = table[f"index_{end}"].rank(ascending=False, method="min").astype("Int64")
    return table.assign(chained_change=table["change"])


def change_parts(state: State) -> pd.DataFrame:
    own = changes(state).set_index("agency_code").loc[state.focus]
    codes = leaves(state)
    parts = state.figures(len(codes), low=-1, high=1, seed=5)
    if np.isfinite(own["change"]):
        known = np.nan_to_num(parts)
        parts = known + (own["change"] - known.sum()) / len(parts)
    rows = [
        (*state.who(state.focus), 2019, 2020, code, state.criterion(code), "own", "", change)
        for code, change in zip(codes, parts, strict=True)
    ]
    columns = [*WHO, "year_from", "year_to", "criterion_code", "criterion_name", "part", "reason", "change"]
    return pd.DataFrame(rows, columns=columns)


def rank_moves(state: State) -> pd.DataFrame:
    table = changes(state)[[*WHO, "year_from", "year_to", "rank_from", "rank_to"]]
    change = table["rank_from"] - table["rank_to"]
    others = (change // 3).where(change.notna())
    return table.assign(
        change=change, own_change=change - others, others_change=others, rules_change=0, field_change=0
    )


def gap(state: State) -> pd.DataFrame:
    table = league(state).rename(columns={"index": "appraised_index"})
    table["self_index"] = table["appraised_index"] + state.figures(state.count, low=-1, high=5, seed=6)
    return table.assign(gap=table["self_index"] - table["appraised_index"])


def criterion_gaps(state: State, *codes: str) -> pd.DataFrame:
    table = nodes(state, *codes).query("level == 2").rename(columns={"score": "appraised_score"})
    moves = state.figures(len(table), low=-0.2, high=0.6, seed=8)
    table["self_score"] = table["appraised_score"] + moves
    return table.assign(gap=moves, gap_share=moves / table["max_points"])


def distances(state: State) -> pd.DataFrame:
    gaps = state.figures(_DOMAINS * _LEAVES, low=-0.5, high=1, seed=9)
    rows = [
        (*state.who(state.focus), 2020, "leader", 92.0, code, state.criterion(code), gap_index)
        for code, gap_index in zip(leaves(state), gaps, strict=True)
    ]
    columns = [*WHO, "year", "target", "target_index", "criterion_code", "criterion_name", "gap_index"]
    return pd.DataFrame(rows, columns=columns)


def strengths(state: State) -> pd.DataFrame:
    own = lost(state)
    share = own["score"] / own["max_points"]
    kinds = np.where(share > 0.65, "strength", "weakness")
    return own.assign(
        kind=kinds, share=share, group_mean_share=0.65, group_sd_share=0.1, group_mean_score=0.6,
        group_sd_score=0.1, criterion_rank=3, compared=state.count,
    )  # fmt: skip


def intervals(state: State) -> pd.DataFrame:
    table = league(state)
    rank = table["rank"].astype("float64")
    return table.assign(
        rank_low=(rank - 4).clip(lower=1), rank_median=rank, rank_high=(rank + 6).clip(upper=state.count),
        rank_mean=rank, index_low=table["index"] - 2, index_high=table["index"] + 2, replications=1000,
        failed_replications=3,
    )  # fmt: skip


def probabilities(state: State) -> pd.DataFrame:
    classes = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
    shares = state.figures(state.count, len(classes), low=0, high=1, seed=10)
    shares = shares / shares.sum(axis=1, keepdims=True)
    rows = [
        (*state.who(code), 2020, f"c{place}", name, place, shares[row, place])
        for row, code in enumerate(state.codes)
        for place, name in enumerate(classes)
    ]
    return pd.DataFrame(
        rows, columns=[*WHO, "year", "class_code", "class_name", "class_position", "probability_share"]
    )


def pairwise(state: State) -> pd.DataFrame:
    table = league(state).dropna(subset="index")
    one, other = np.meshgrid(table["index"], table["index"], indexing="ij")
    share = pd.DataFrame(
        1 / (1 + np.exp((other - one) / 2)), index=table["agency_code"], columns=table["agency_code"].to_numpy()
    )
    pairs = share.reset_index().melt(id_vars="agency_code", var_name="rival_code", value_name="beats_share")
    return pairs[pairs["agency_code"] != pairs["rival_code"]]


def sensitivity(state: State) -> pd.DataFrame:
    names = [state.criterion(str(place)) for place in range(1, 13)]
    first = state.figures(12, low=-0.02, high=0.3, seed=11)
    table = pd.DataFrame({"input": [f"i{place}" for place in range(12)], "input_name": names})
    table = table.assign(agency_code="", agency_name="", first_order=first, total_order=first * 1.3)
    for order in ("first", "total"):
        table[f"{order}_low"] = table[f"{order}_order"] - 0.03
        table[f"{order}_high"] = table[f"{order}_order"] + 0.03
    return table


def left_out(state: State) -> pd.DataFrame:
    codes = [*map(str, range(1, _DOMAINS + 1)), *leaves(state)]
    mean = state.figures(len(codes), low=0, high=2.5, seed=12)
    table = pd.DataFrame({"criterion_code": codes, "criterion_name": [state.criterion(code) for code in codes]})
    return table.assign(
        level=[1 + code.count(".") for code in codes], mean_rank_change=mean, max_rank_change=np.ceil(mean * 3),
        agency_code=state.focus, agency_name=state.agency(state.focus), rank_before=2.0,
        rank_after=2 + np.ceil(mean * 3),
    )  # fmt: skip


def alternatives(state: State) -> pd.DataFrame:
    recipes = ["Trung bình nhân", "Trọng số bằng nhau", "Chuẩn hóa min-max", "Xếp hạng Borda", "PCA"]
    tables = [
        league(state, seed=20 + place).assign(recipe=f"r{place}", recipe_name=name)
        for place, name in enumerate(recipes)
    ]
    return pd.concat(tables, ignore_index=True)


def correlations(state: State) -> pd.DataFrame:
    codes = leaves(state)
    table = pd.DataFrame(
        state.figures(len(codes), len(codes), low=-1, high=1, seed=13), index=codes, columns=codes
    )
    pairs = table.rename_axis(index="criterion_code").reset_index()
    return pairs.melt("criterion_code", var_name="rival_code", value_name="correlation").assign(count=20)


def convergence(state: State) -> pd.DataFrame:
    steps = [100 * 2**step for step in range(7)]
    widest = state.figures(len(steps), low=0, high=8, seed=14)
    return pd.DataFrame({"replications": steps}).assign(
        widest_change=widest, mean_rank_error=widest / 10, is_converged=widest < 1
    )


def what_if(state: State) -> pd.DataFrame:
    table = league(state).drop(columns=["class_code", "class_name"])
    after = table["index"].where(table["agency_code"] != state.focus, table["index"] + 6)
    table = table.rename(columns={"index": "index_before", "rank": "rank_before"}).assign(index_after=after)
    table["rank_after"] = after.rank(ascending=False, method="min").astype("Int64")
    return table.assign(class_before="Khá", class_after="Tốt")


def least_effort(state: State) -> pd.DataFrame:
    own = lost(state)
    gain = own["lost_points"]
    return own.assign(
        is_survey=False,
        gain_points=gain,
        new_score=own["max_points"],
        room_points=gain,
        gain_index=own["lost_index"],
    )
