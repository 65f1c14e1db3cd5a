"""The rows of a heatmap of agencies: their order, and the figures written in their cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from cchc_analysis.charts.domain_table import agency_names
from cchc_analysis.charts.ranked_rows import ranked
from cchc_analysis.charts.share_shades import ink_on
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_number

# All provinces of the country keep their figures.
ROWS_WITH_FIGURES = 64


def row_order(figures: pd.DataFrame, nodes: pd.DataFrame) -> list[str]:
    """Return the agencies from the highest whole index down, or median cell where `nodes` has no whole index."""
    whole = nodes[nodes["level"] == 0].set_index("agency_code")["index"]
    by = whole.reindex(figures.index) if len(whole) else figures.median(axis=1)
    names = agency_names(nodes)
    table = pd.DataFrame({"figure": by, "agency_name": [names[code] for code in figures.index]})
    return ranked(table.reset_index(), by="figure")["agency_code"].tolist()


def shown_cells(figures: pd.DataFrame, drawn: Sequence[str | None]) -> np.ndarray:
    """Return the cells of the rows that are drawn, NaN throughout where rows are left out."""
    nothing = np.full(figures.shape[1], np.nan)
    return np.array([nothing if code is None else figures.loc[code].to_numpy() for code in drawn])


def write_figures(
    axes: Axes,
    figures: np.ndarray,
    *,
    centre: float,
    scale: Normalize,
    decimals: int,
    language: Language,
    size: float,
    has_dashes: bool,
) -> None:
    """Write one row of figures in its cells; with `has_dashes` a missing one is a dash, else nothing."""
    for column, figure in enumerate(figures):
        if has_dashes or not np.isnan(figure):
            axes.text(
                column + 0.5, centre, format_number(figure, language, decimals), ha="center", va="center",
                fontsize=size, color=ink_on(figure, scale), gid="figure",
            )  # fmt: skip
