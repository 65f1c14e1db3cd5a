"""One row per agency: groups apart, in the order of a figure, cut where a table is long."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cchc_analysis.charts.agency_groups import group_heading, split_groups
from cchc_analysis.charts.bar_rows import Heading
from cchc_analysis.charts.page import new_page
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.row_stack import RowStack, draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import GRID
from cchc_analysis.texts import Language

_LEAST_ROWS_OF_A_GROUP = 8
_TALL = 20
_TOP_AXIS = 0.2


@dataclass(frozen=True)
class AgencyRow:
    """An agency: the name as it is written and the figures of its row in the table."""

    name: str
    figures: Mapping[Hashable, Any]
    is_focus: bool


Row = AgencyRow | Heading | Gap


def grouped_rows(
    table: pd.DataFrame, *, by: str, most_rows: int, focus: str | None, language: Language
) -> list[Row]:
    """Return the rows of each group in ascending order of `by`, the agencies without it last.

    A `rank` is written before the name. Of more than `most_rows` agencies the two ends and the
    neighbours of `focus` are kept, and those without a figure are left out.
    """
    groups = split_groups(table)
    limit = max(most_rows // max(len(groups), 1), _LEAST_ROWS_OF_A_GROUP) if len(groups) > 1 else most_rows
    rows: list[Row] = []
    for group, members in groups.items():
        if len(groups) > 1:
            rows.append(Heading(group_heading(group, language)))
        order = ranked(members, by=by, ascending=True)
        if len(order) > limit:
            order = order[order[by].notna() | (order["agency_code"] == focus)]
        records = order.to_dict("records")
        places = select_rows(order["agency_code"].tolist(), limit=limit, focus=focus)
        rows += [place if isinstance(place, Gap) else _row(records[place], focus=focus) for place in places]
    return rows


def _row(agency: dict[Hashable, Any], *, focus: str | None) -> AgencyRow:
    name, rank = str(agency["agency_name"]), agency.get("rank")
    is_focus = focus is not None and agency["agency_code"] == focus
    return AgencyRow(name if rank is None or pd.isna(rank) else f"{int(rank)}. {name}", agency, is_focus)


def is_aside(row: AgencyRow, *, has_focus: bool) -> bool:
    """Say whether a row steps back: another agency is the one asked for."""
    return has_focus and not row.is_focus


def count_drawn(rows: Sequence[Row]) -> int:
    """Return how many agencies are drawn."""
    return sum(isinstance(row, AgencyRow) for row in rows)


def top_axis_height(rows: Sequence[object]) -> float:
    """Return the inches above the plot for a second row of tick labels, 0 where the plot is short."""
    return _TOP_AXIS if len(rows) > _TALL else 0.0


def open_rows(
    rows: Sequence[Row],
    *,
    title: str,
    right: float,
    above: float,
    has_guides: bool = True,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, Axes, RowStack]:
    """Open a page with the names of the rows written, and a faint line from each name across the plot."""
    stack = stack_rows(["" if isinstance(row, Gap) else row.name for row in rows])
    figure, axes = new_page(
        title, plot_height=stack.height, left=stack.label_width, right=right, above=above,
        language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    is_bold = [isinstance(row, Heading) or (isinstance(row, AgencyRow) and row.is_focus) for row in rows]
    draw_names(axes, stack, bold=[position for position, bold in enumerate(is_bold) if bold])
    for row, centre in zip(rows, stack.centres, strict=True):
        if isinstance(row, Gap):
            draw_gap(axes, row, centre=centre, language=language)
        elif isinstance(row, AgencyRow) and has_guides:
            axes.axhline(centre, color=GRID, linewidth=0.6, zorder=0)
    return figure, axes, stack
