"""Every fault of a table of scores, found in one pass and said all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from cchc_analysis.index.leaf_scores import leaf_scores
from cchc_analysis.reference.framework_faults import GROUPS
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal
from cchc_analysis.texts import Language, SpokenError, text
from cchc_analysis.vietnamese.numbers import format_number

FaultKind = Literal[
    "unknown_agency", "unknown_group", "unknown_criterion", "inner_criterion", "duplicate_row", "not_a_number",
    "below_zero", "above_maximum", "survey_on_appraised", "appraised_on_survey", "self_on_survey",
    "scored_outside_group", "scored_though_inapplicable", "no_row",
]  # fmt: skip

# Groups of the registry that no criterion is limited to.
_OTHER_GROUPS = frozenset({"city", "investor", "vertical"})
_POINTS = ("self_score", "appraised_score", "survey_score")


@dataclass(frozen=True)
class ScoreFault:
    """One fault and its place; what does not belong to its kind is "" or None.

    `value` are the points found, `limit` the most allowed; `group` is that of the agency. `source_file` is "" and
    `source_row` 0 where no row stands behind it.
    """

    kind: FaultKind
    agency_code: str
    criterion_code: str = ""
    group: str = ""
    value: float | None = None
    limit: float | None = None
    source_file: str = ""
    source_row: int = 0


class ScoreFaultsError(SpokenError, ValueError):
    """Scores that contradict their framework or the list of agencies; every fault is listed."""

    key = "results.score_faults"

    def __init__(self, *, framework: str, year: int, faults: tuple[ScoreFault, ...]) -> None:
        self.faults = faults
        super().__init__(framework=framework, year=year, faults=faults)

    def message(self, language: Language) -> str:
        """Name every fault with its place, one a line."""
        first = text(
            self.key,
            language,
            framework=self.values["framework"],
            year=self.values["year"],
            count=len(self.faults),
        )
        return "\n- ".join([first, *(fault_sentence(fault, language) for fault in self.faults)])


def check_scores(scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str]) -> pd.DataFrame:
    """Return `scores` if an index can be computed from them; say everything that is wrong if not.

    Parameters
    ----------
    scores
        The contract ``scores``; rows of other frameworks and years are not looked at.
    groups
        Agency group by agency code: who is known.

    Raises
    ------
    ScoreFaultsError
        With all faults. A score not yet given is none, and neither is an agency without any row.
    """
    faults = score_faults(scores, framework, groups=groups)
    if faults:
        raise ScoreFaultsError(framework=framework.code, year=framework.year, faults=faults)
    return scores


def score_faults(
    scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str]
) -> tuple[ScoreFault, ...]:
    """Return all faults of one framework's and year's scores, by kind and then in the order of the rows."""
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    codes, leaves = set(framework.criteria["code"]), framework.leaf_codes
    known = rows[rows["criterion_code"].isin(leaves)]
    is_repeated = rows.duplicated(["agency_code", "criterion_code"])
    strangers = rows[~rows["agency_code"].isin(groups)].drop_duplicates("agency_code")
    return (
        *_marked("unknown_agency", strangers.assign(criterion_code="")),
        *_unknown_groups(rows, groups),
        *_marked("unknown_criterion", rows[~rows["criterion_code"].isin(codes)]),
        *_marked(
            "inner_criterion", rows[rows["criterion_code"].isin(codes) & ~rows["criterion_code"].isin(leaves)]
        ),
        *_marked("duplicate_row", rows[is_repeated]),
        *_point_faults(known, framework),
        *_place_faults(known, framework, groups),
        *_missing_rows(rows[~is_repeated], framework, groups),
    )


def fault_sentence(fault: ScoreFault, language: Language) -> str:
    """Say one fault: agency, criterion, points, and the row of the file where it stands."""
    said = text(
        f"results.fault_{fault.kind}",
        language,
        agency=fault.agency_code,
        criterion=fault.criterion_code,
        group=fault.group,
        value=_said(fault.value, language),
        limit=_said(fault.limit, language),
    )
    if not fault.source_file:
        return said
    return text("results.fault_place", language, fault=said, file=fault.source_file, row=fault.source_row)


def _marked(
    kind: FaultKind, rows: pd.DataFrame, *, value: str = "", limit: Mapping[str, float] | None = None
) -> Iterator[ScoreFault]:
    # Hardly any table has rows here, and taking an empty one apart costs as much as a short one.
    for row in () if rows.empty else rows.to_dict("records"):
        code = str(row["criterion_code"])
        yield ScoreFault(
            kind,
            str(row["agency_code"]),
            code,
            group=str(row.get("group", "")),
            value=float(row[value]) if value else None,
            limit=None if limit is None else limit[code],
            source_file=str(row["source_file"]),
            source_row=int(row["source_row"]),
        )


def _unknown_groups(rows: pd.DataFrame, groups: Mapping[str, str]) -> Iterator[ScoreFault]:
    for agency in sorted(set(rows["agency_code"]) & set(groups)):
        if groups[agency] not in GROUPS | _OTHER_GROUPS:
            yield ScoreFault("unknown_group", agency, group=str(groups[agency]))


def _point_faults(known: pd.DataFrame, framework: Framework) -> Iterator[ScoreFault]:
    maxima = framework.criteria.set_index("code")["max_points"]
    limits = {str(code): float(most) for code, most in maxima.items()}
    most = known["criterion_code"].map(maxima)
    for column in _POINTS:
        is_finite = ~np.isinf(known[column])
        endless = known[~is_finite].assign(**{column: np.nan})
        yield from _marked("not_a_number", endless)
        yield from _marked("below_zero", known[is_finite & known[column].lt(0)], value=column)
        yield from _marked("above_maximum", known[is_finite & known[column].gt(most)], value=column, limit=limits)
    is_survey = known["criterion_code"].map(framework.criteria.set_index("code")["score_source"]).eq("survey")
    surveyed = known[~is_survey & known["survey_score"].notna()]
    yield from _marked("survey_on_appraised", surveyed, value="survey_score")
    appraised = known[is_survey & known["appraised_score"].notna()]
    yield from _marked("appraised_on_survey", appraised, value="appraised_score")
    yield from _marked("self_on_survey", known[is_survey & known["self_score"].notna()], value="self_score")


def _place_faults(known: pd.DataFrame, framework: Framework, groups: Mapping[str, str]) -> Iterator[ScoreFault]:
    """Find points on criteria that do not count for the agency."""
    scored = known.assign(
        points=known[list(_POINTS)].bfill(axis=1).iloc[:, 0], group=known["agency_code"].map(groups)
    )
    scored = scored[scored["points"].notna()]
    meant_for = {group: framework.leaves_for(group) for group in set(scored["group"].dropna())}
    places = zip(scored["criterion_code"], scored["group"], strict=True)
    is_outside = [group in meant_for and code not in meant_for[group] for code, group in places]
    yield from _marked("scored_outside_group", scored[np.array(is_outside, dtype=bool)], value="points")
    yield from _marked("scored_though_inapplicable", scored[scored["is_applicable"].eq(False)], value="points")


def _missing_rows(rows: pd.DataFrame, framework: Framework, groups: Mapping[str, str]) -> Iterator[ScoreFault]:
    """Find criteria that an agency's table leaves out altogether; an agency without any row sent nothing."""
    sent = set(rows["agency_code"])
    wanted = leaf_scores(rows, framework, groups={code: group for code, group in groups.items() if code in sent})
    absent = wanted[(wanted["reason"] == "") & ~wanted["has_row"]]
    for agency, code in zip(absent["agency_code"], absent["criterion_code"], strict=True):
        yield ScoreFault("no_row", agency, code)


def _said(points: float | None, language: Language) -> str:
    exact = None if points is None else to_decimal(points)
    if exact is None:
        return format_number(None, language)
    exponent = exact.normalize().as_tuple().exponent
    return format_number(exact, language, max(0, -exponent) if isinstance(exponent, int) else 0)
