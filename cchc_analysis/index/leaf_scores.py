"""What every agency should have points on, what it has, and why a criterion does not count for it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cchc_analysis.index.named_rows import leaf_codes
from cchc_analysis.index.roll_up import is_rebased_without_survey
from cchc_analysis.reference.frameworks import Framework


def leaf_scores(scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str]) -> pd.DataFrame:
    """Lay out one year's official points, agency by criterion, without a gap.

    Parameters
    ----------
    scores
        The contract ``scores``, sound in the sense of `cchc_analysis.index.score_faults.check_scores`; rows of
        other frameworks and years are ignored.
    groups
        Group of every agency wanted in the result, also of those without any row in `scores`.

    Returns
    -------
    One row per agency (by code) and leaf (as printed): agency_code, group, criterion_code, max_points (points, NaN
    = not stated), score_source, is_downward, score (points as given, appraised or surveyed; NaN = missing),
    has_row, reason ("" = the criterion counts; ``group``: not meant for this group; ``own_file``: the agency's
    own file says so; ``no_survey``: there was no survey that year and the framework then rebases).
    """
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    codes = leaf_codes(framework)
    grid = pd.MultiIndex.from_product([sorted(groups), codes], names=["agency_code", "criterion_code"])
    table = grid.to_frame(index=False)
    leaves = framework.criteria.set_index("code").loc[list(codes)]
    for column in ("max_points", "score_source", "direction", "applies_to"):
        table[column] = table["criterion_code"].map(leaves[column])
    table["group"] = table["agency_code"].map(groups)
    given = rows[["agency_code", "criterion_code", "appraised_score", "survey_score", "is_applicable"]]
    table = table.merge(
        given.assign(has_row=True), how="left", on=["agency_code", "criterion_code"], validate="1:1"
    )
    is_survey = table["score_source"].eq("survey")
    table["score"] = table["survey_score"].where(is_survey, table["appraised_score"])
    table["has_row"] = table["has_row"].eq(True)
    table["is_downward"] = table["direction"].eq("down")
    meant_for = {text: frozenset(filter(None, text.split(";"))) for text in leaves["applies_to"].unique()}
    is_outside = [
        bool(meant_for[text]) and group not in meant_for[text]
        for text, group in zip(table["applies_to"], table["group"], strict=True)
    ]
    is_surveyless = is_survey & is_rebased_without_survey(rows, framework)
    is_exempt = table["is_applicable"].eq(False)
    table["reason"] = ""
    for reason, is_true in (("no_survey", is_surveyless), ("own_file", is_exempt), ("group", is_outside)):
        table.loc[is_true, "reason"] = reason  # the strongest last, so that it stands
    return table[
        ["agency_code", "group", "criterion_code", "max_points", "score_source", "is_downward", "score", "has_row",
         "reason"]
    ]  # fmt: skip


def groups_of(assessed: pd.DataFrame) -> dict[str, str]:
    """Return the group of every agency that had to be assessed, by code."""
    return dict(zip(assessed["agency_code"], assessed["group"], strict=True))
