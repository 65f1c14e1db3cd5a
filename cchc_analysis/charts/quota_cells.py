"""The cells of a heatmap of agencies by quarter, and what is written in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.quota_results import SIGNS
from cchc_analysis.charts.row_stack import RowStack
from cchc_analysis.charts.style import INK
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_share

CELL_PAD = 0.08

Quarter = tuple[int, int]


def cell_grid(
    table: pd.DataFrame, column: str, codes: Sequence[str | None], times: Sequence[Quarter]
) -> np.ndarray:
    """Return a column as rows of `codes` and columns of `times`; a row left out (None) is missing throughout."""
    keyed = table.set_index(["agency_code", "year", "quarter"])[column]
    if keyed.index.has_duplicates:
        raise ValueError("two rows for one agency and quarter")
    wide = keyed.unstack(["year", "quarter"]).reindex(columns=pd.MultiIndex.from_tuples(times))
    return wide.reindex(pd.Index(codes)).to_numpy()


def set_heads(axes: Axes, heads: Sequence[str], *, is_upright: bool) -> None:
    """Write the names of the quarters above the cells, upright where side by side they would touch."""
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, len(heads))
    axes.set_xticks([column + 0.5 for column in range(len(heads))], list(heads))
    axes.tick_params(axis="x", labeltop=True, labelbottom=False, labelrotation=90 if is_upright else 0)


def write_cells(
    axes: Axes, shares: np.ndarray, results: np.ndarray, stack: RowStack, *, width: float, language: Language
) -> None:
    """Write sign and share in every cell; the sign alone where not all have room, so that all say the same."""
    entries = [
        (row, column, str(results[row, column]), float(share))
        for row, shares_of_row in enumerate(shares)
        for column, share in enumerate(shares_of_row)
        if results[row, column] in RESULTS
    ]
    words = [_cell_words(result, share, language) for _, _, result, share in entries]
    are_whole = max(map(text_width, words), default=0.0) <= width - CELL_PAD
    for (row, column, result, _), whole in zip(entries, words, strict=True):
        axes.text(
            column + 0.5, stack.centres[row], whole if are_whole else SIGNS[result], ha="center", va="center",
            color=INK, gid=f"cell {result}",
        )  # fmt: skip


def _cell_words(result: str, share: float, language: Language) -> str:
    if np.isnan(share):
        return SIGNS[result]
    # Only beside a quota must a share that just misses it keep its decimals.
    figure = format_share(share, language, guards_quota=result != "no_quota")
    return f"{SIGNS[result]} {figure}".strip()
