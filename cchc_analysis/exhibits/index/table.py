"""Tables of an index, printed as the index is published and headed by what its units are called."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.columns import FORMATS, PrintedOtherwise
from cchc_analysis.exhibits.show import show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.criterion_words import is_printed_code
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import text

# Columns in points of the index.
_INDEX_POINTS = (
    "index", "self_index", "appraised_index", "bound", "distance", "target_index", "gap_index", "contribution",
    "lost_index", "index_from", "index_to", "change", "own_change", "added_change", "dropped_change",
    "points_change", "rounding_change", "chained_from", "chained_to", "chained_change", "restated_index",
    "index_low", "index_high", "index_before", "index_after", "gain_index",
)  # fmt: skip
# Columns in points of single criteria: where the index is their sum, they are printed like it.
_CRITERION_POINTS = (
    "score", "group_mean_score", "group_sd_score", "lost_points", "gain_points", "new_score", "room_points",
)  # fmt: skip


def show_index_table(
    study: Study,
    framework: Framework,
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    caption: str = "",
    row_limit: int | None = None,
    focus: str | None = None,
) -> None:
    """Show a table of an index; see `cchc_analysis.exhibits.show.show_table`."""
    show_table(
        table,
        name=name,
        title=title,
        language=study.language,
        caption=caption,
        row_limit=row_limit,
        focus=focus,
        printed=index_columns(study, framework),
    )


def index_columns(study: Study, framework: Framework) -> PrintedOtherwise:
    """Return what is printed otherwise in tables of this index.

    Points have the decimals the index is published with, units their own name, and criterion codes that are only
    keys of ours are left to the data file.
    """
    decimals = framework.published_decimals
    points = _INDEX_POINTS if framework.index_scale == "share" else _INDEX_POINTS + _CRITERION_POINTS
    printed: dict[str, dict[str, object]] = {column: {"decimals": decimals} for column in points}
    printed["exact_index"] = {"decimals": max(FORMATS["exact_index"].decimals, decimals + 2)}
    if study.covers_provinces:
        printed["agency_name"] = {"label": text("provinces.column", study.language)}
    if not any(map(is_printed_code, framework.leaf_codes)):
        printed["criterion_code"] = {"is_shown": False}
    return printed
