"""Every chart of the quota in the states users have; see `states` for those of the index."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.decisive_waterfall import decisive_waterfall
from cchc_analysis.charts.district_tiles import district_tiles
from cchc_analysis.charts.quota_bars import quota_bars
from cchc_analysis.charts.quota_bullets import quota_bullets
from cchc_analysis.charts.quota_heatmap import quota_heatmap
from cchc_analysis.charts.quota_path import quota_path
from cchc_analysis.charts.quota_scatter import quota_scatter
from cchc_analysis.charts.quota_years import quota_years
from cchc_analysis.charts.reporting_grid import reporting_grid
from cchc_analysis.charts.shortened_comparison import shortened_comparison
from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.compliance.whole_number_quota import judge
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums

from .states import LONG_AGENCY, State

USUAL = Minimums(60, 25)
QUOTA_STATES = (
    State("none", 0, focus_code="A001"),
    State("one", 1),
    State("one_long", 1, "en", is_long=True),
    State("group", 22, "en"),
    State("provinces", 63),
    State("many", 400, "en"),
    State("many_long", 400, is_long=True),
    State("missing", 22, "en", missing_share=0.4),
    State("nothing", 22, missing_share=1.0),
    State("equal", 22, is_equal=True),
)
MINIMUMS: tuple[Minimums, ...] = (USUAL, Minimums(65, None), Minimums(100, 0), NO_MINIMUMS)
LONG_PACKAGE = (
    "Gói thầu số 05: Cung cấp, lắp đặt thiết bị phòng học ngoại ngữ và thiết bị dạy học tối thiểu cho các trường "
    "trung học cơ sở trên địa bàn"
)
_DISTRICTS = ["Huyện Củ Chi", "Quận Bình Thạnh", "Thành phố Thủ Đức", "Quận 1"]


def quota(state: State, minimums: Minimums = USUAL, *, year: int = 2020, seed: int = 1) -> pd.DataFrame:
    """The ``quota`` table; a figure that is missing is an agency without an eligible package."""
    shares = state.figures(state.count, 2, low=0, high=1, seed=seed)
    eligible = np.where(np.isnan(shares).any(axis=1), 0, 40)
    value = eligible * 3_000_000_000
    online = (np.nan_to_num(shares) * np.column_stack([eligible, value])).astype("int64")
    table = pd.DataFrame({"agency_code": state.codes, "agency_name": [state.agency(code) for code in state.codes]})
    sums = {
        "eligible_count": eligible, "online_count": online[:, 0], "eligible_value_vnd": value,
        "online_value_vnd": online[:, 1],
    }  # fmt: skip
    return concluded(judge(table.assign(year=year, **sums), minimums))


def with_verdict(table: pd.DataFrame) -> pd.DataFrame:
    """Every third agency is not concluded; its shares may move by a tenth."""
    passed = table["is_passed"].map({True: "passed", False: "failed"}, na_action="ignore").astype("object")
    result = passed.fillna("no_quota").mask(table["eligible_count"].eq(0), "nothing_eligible").astype("str")
    is_open = (pd.Series(range(len(table)), index=table.index) % 3 == 1) & table["eligible_count"].gt(0)
    ends = {
        f"{end}_{leg}_share": (table[f"{leg}_share"] + move).clip(0, 1)
        for leg in ("count", "value")
        for end, move in (("worst", -0.1), ("best", 0.1))
    }
    return table.assign(
        quota_result=result.mask(is_open, "not_concluded"),
        unsettled_count=is_open.astype("int64") * 12,
        **ends,
    )


def quarters(state: State, minimums: Minimums = USUAL, years: tuple[int, ...] = (2020,)) -> pd.DataFrame:
    tables = [
        quota(state, minimums, year=year, seed=4 * year + quarter).assign(
            quarter=quarter, period_end_on=pd.Timestamp(year, 3 * quarter, 1) + pd.offsets.MonthEnd(0)
        )
        for year in years
        for quarter in (1, 2, 3, 4)
    ]
    return pd.concat(tables, ignore_index=True)


def path(state: State) -> pd.DataFrame:
    """Three quarters known, the fourth projected."""
    table = quarters(state)
    is_ahead = table["quarter"].eq(4)
    for leg in ("count", "value"):
        table[f"{leg}_low"] = (table[f"{leg}_share"] - 0.1).clip(0, 1).where(is_ahead)
        table[f"{leg}_high"] = (table[f"{leg}_share"] + 0.1).clip(0, 1).where(is_ahead)
    return table.assign(kind=np.where(is_ahead, "projected", "observed"), level_share=0.8)


def decisive(state: State) -> pd.DataFrame:
    effects = state.figures(state.count, low=-0.02, high=0.06)
    known = effects[~np.isnan(effects)] / max(1, state.count / 10)
    name = LONG_PACKAGE if state.is_long else "Sửa chữa trụ sở"
    return pd.DataFrame(
        {
            "package_id": [f"2020{number:07}-00" for number in range(len(known))], "name": name,
            "effect_share": known, "value_vnd": (np.abs(known) * 9e10).astype("int64"),
            "is_online": known < 0, "turns_verdict": known > known.max(initial=0) * 0.9,
        }
    )  # fmt: skip


def tiles(state: State) -> pd.DataFrame:
    """A square for each of the first 24 agencies, six a row."""
    codes = state.codes[:24]
    names = [_DISTRICTS[place % len(_DISTRICTS)] for place in range(len(codes))]
    if state.is_long:
        names = [LONG_AGENCY] * len(codes)
    places = range(len(codes))
    return pd.DataFrame(
        {
            "agency_code": codes, "name_vi": names, "name_en": names,
            "row": [place // 6 for place in places], "column": [place % 6 for place in places],
        }
    )  # fmt: skip


def reporting(state: State) -> pd.DataFrame:
    words = ["on_time", "late", "missing", "not_due"]
    rows = [
        (code, state.agency(code), 2020, quarter, words[(place + quarter) % 4])
        for place, code in enumerate(state.codes)
        for quarter in (1, 2, 3, 4)
    ]
    columns = ["agency_code", "agency_name", "year", "quarter", "status"]
    table = pd.DataFrame(rows, columns=columns)
    days = pd.Series(9, index=table.index, dtype="Int64")
    return table.assign(days_late=days.where(table["status"].eq("late")))


def readings(state: State, minimums: Minimums) -> pd.DataFrame:
    both = pd.concat([quota(state, minimums, seed=seed).head(1) for seed in (5, 6)], ignore_index=True)
    return both.assign(variant=["included", "excluded"][: len(both)])


def own_years(state: State, minimums: Minimums) -> pd.DataFrame:
    """The first agency of three years."""
    tables = [with_verdict(quota(state, minimums, year=year, seed=year)).head(1) for year in (2018, 2019, 2020)]
    return pd.concat(tables, ignore_index=True)


def is_year_over(state: State) -> bool:
    """Half of the states are of a year that still runs, among them long names in either language."""
    return state.name in ("none", "one", "group", "many", "equal")


QUOTA_DRAWINGS: dict[str, Callable[[State, Minimums], Chart]] = {
    "quota_bullets": lambda s, m: quota_bullets(
        quota(s, m), language=s.language, minimums=m, is_year_over=is_year_over(s), focus=s.focus
    ),
    "quota_bullets_verdict": lambda s, m: quota_bullets(
        with_verdict(quota(s, m)), language=s.language, minimums=m, is_year_over=is_year_over(s), focus=s.focus
    ),
    "quota_path": lambda s, m: quota_path(
        path(s), language=s.language, minimums=m, focus=s.focus
    ),
    "quota_path_all": lambda s, m: quota_path(
        path(s), language=s.language, minimums=m, is_synthetic=True
    ),
    "decisive_waterfall": lambda s, m: decisive_waterfall(
        decisive(s), language=s.language, leg="count", start_share=0.4, min_pct=m[0],
        agency_name=s.agency(s.focus), is_year_over=is_year_over(s),
    ),
    "quota_heatmap": lambda s, m: quota_heatmap(quarters(s, m), language=s.language, focus=s.focus),
    "quota_heatmap_years": lambda s, m: quota_heatmap(
        quarters(s, m, (2018, 2019, 2020)), language=s.language, measure="value", page=1 if s.count else None,
        is_synthetic=True,
    ),
    "district_tiles": lambda s, m: district_tiles(
        quota(s, m), tiles(s), language=s.language, is_year_over=is_year_over(s), focus=s.focus
    ),
    "quota_scatter": lambda s, m: quota_scatter(
        quota(s, m), language=s.language, minimums=m, is_year_over=is_year_over(s), focus=s.focus
    ),
    "quota_bars": lambda s, m: quota_bars(
        quota(s, m), language=s.language, minimums=m, is_year_over=is_year_over(s), focus=s.focus
    ),
    "quota_years": lambda s, m: quota_years(
        own_years(s, m), language=s.language, part_year=None if is_year_over(s) else 2020, title=s.agency(s.focus)
    ),
    "reporting_grid": lambda s, m: reporting_grid(reporting(s), language=s.language, focus=s.focus),
    "shortened_comparison": lambda s, m: shortened_comparison(
        readings(s, m), language=s.language, is_year_over=is_year_over(s)
    ),
}  # fmt: skip

QUOTA_CASES = [(name, state, USUAL) for name in QUOTA_DRAWINGS for state in QUOTA_STATES] + [
    (name, QUOTA_STATES[3], minimums) for name in QUOTA_DRAWINGS for minimums in MINIMUMS[1:]
]
