"""The charts of indicators in the states users have: 1, 22 and 400 agencies, long names, nothing known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.indicator_bidders import indicator_bidders
from cchc_analysis.charts.indicator_strips import indicator_strips
from cchc_analysis.reference.indicators import Indicator, load_indicators
from tests.charts.states import STATES, State

_SCALES = {"share": 1.0, "days": 40.0, "bidders": 5.0, "index": 10_000.0}
THEMES = ("competition", "price", "time", "form", "concentration", "quality")


def of_theme(theme: str) -> list[Indicator]:
    return [one for one in load_indicators() if one.theme == theme]


def indicators(state: State, theme: str) -> pd.DataFrame:
    rows = []
    for place, one in enumerate(of_theme(theme)):
        values = state.figures(state.count, low=0.0, high=_SCALES[one.unit], seed=place)
        rows += [
            (
                code,
                state.agency(code),
                one.indicator,
                value,
                one.unit,
                "too_few" if np.isnan(value) else "computed",
            )
            for code, value in zip(state.codes, values, strict=True)
        ]
        rows.append(("ALL", "Tất cả", one.indicator, _SCALES[one.unit] / 2, one.unit, "computed"))
    table = pd.DataFrame(rows, columns=["agency_code", "agency_name", "indicator", "value", "unit", "status"])
    far = table["value"] > 0.9 * table["unit"].map(_SCALES)
    return table.assign(flagged=far.astype("boolean").where(table["agency_code"].ne("ALL")))


def bidders(state: State) -> pd.DataFrame:
    rows = [(code, count, place + count) for place, code in enumerate(state.codes) for count in (1, 2, 3, 5, 9)]
    table = pd.DataFrame(rows, columns=["agency_code", "bidder_count", "package_count"])
    known = table.astype({"bidder_count": "Int64"})
    return known.assign(bidder_count=pd.NA) if state.missing_share == 1 else known


def strips(state: State, theme: str, *, title: str | None = None) -> Chart:
    names = {one.indicator: one.name(state.language) for one in of_theme(theme)}
    return indicator_strips(
        indicators(state, theme), names, name=f"indicators_{theme}",
        title=title or "Các cơ quan trên từng chỉ báo", language=state.language,
        fence_tenths=15, focus=state.focus, is_synthetic=True,
    )  # fmt: skip


def drawn_bidders(state: State) -> Chart:
    return indicator_bidders(
        bidders(state), title="Số nhà thầu tham dự", language=state.language, focus=state.focus,
        focus_name=state.agency(state.focus),
    )  # fmt: skip


INDICATOR_DRAWINGS: dict[str, Callable[[State], Chart]] = {
    "indicator_strips_form": lambda state: strips(state, "form"),
    "indicator_strips_time": lambda state: strips(state, "time"),
    "indicator_bidders": drawn_bidders,
}
INDICATOR_STATES = [state for state in STATES if state.group != "province"]
