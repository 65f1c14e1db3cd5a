"""Stand-ins for missing scores, by one declared method, each marked for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.index.leaf_scores import groups_of, leaf_scores
from cchc_analysis.index.named_rows import WHO, named
from cchc_analysis.index.stand_ins import Method, own_scores, peer_scores, stand_in
from cchc_analysis.reference.criterion_match import match_criteria
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text

IMPUTED_COLUMNS = [*WHO, "criterion_code", "criterion_name", "score", "max_points", "method"]
UNFILLED_COLUMNS = [*WHO, "criterion_code", "criterion_name", "max_points", "reason"]
_NAMES = [*WHO[1:], "criterion_name"]


@dataclass(frozen=True)
class Imputation:
    """`scores`: the contract ``scores`` with stand-ins in the cells that were missing.

    `imputed` lists them: who, criterion_code, criterion_name, score and max_points (points), method. `unfilled`
    lists what stays missing: who, criterion_code, criterion_name, max_points, reason (not_asked|nothing_sent|
    few_donors|no_previous).
    """

    scores: pd.DataFrame
    imputed: pd.DataFrame
    unfilled: pd.DataFrame
    method: Method


def impute_scores(
    scores: pd.DataFrame,
    framework: Framework,
    assessed: pd.DataFrame,
    *,
    method: Method,
    language: Language,
    previous: Framework | None = None,
    renumbered: Mapping[str, str] | None = None,
    least_donors: int = 3,
) -> Imputation:
    """Fill missing official scores of one year by a declared method; a given score is never touched.

    Only criteria that apply and count are filled, and only for agencies that have at least one score: an agency
    that sent nothing is not given an index.

    - ``none``: nothing is filled.
    - ``group_median_share``, ``group_mean_share``: median or mean of the scores given in the agency's group on
      that criterion, if at least `least_donors` agencies have one. Stand-ins are never donors.
    - ``previous_year_share``: the share of the maximum that the agency reached on the same criterion in
      `previous`, of today's maximum; both versions must state it and count it in one direction. Where neither
      states a maximum, the points themselves, if the criterion stands beside the same criteria in both versions:
      one that gained or lost a neighbour has most likely been given other points.
    - ``zero``: no points earned.

    Parameters
    ----------
    scores
        The contract ``scores``, of as many years as there are; other years and frameworks come back unchanged.
        A stand-in for a criterion without a row gets a row with source_file "" and source_row 0.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``; they are looked up in these groups in the
        year before too.
    previous
        The framework version of the year before; needed for ``previous_year_share``.
    renumbered
        New criterion code by old code where equal codes would mislead; see
        `cchc_analysis.reference.criterion_match.match_criteria`.

    Raises
    ------
    ValueError
        If ``previous_year_share`` is asked for without `previous`: a defect of the calling code.
    RenumberingError
        If `renumbered` does not fit the two framework versions.
    """
    if method == "previous_year_share" and previous is None:
        raise ValueError("previous_year_share needs the framework of the year before")
    applicable = _counted(scores, framework, assessed)
    missing = applicable[applicable["score"].isna()].reset_index(drop=True)
    given = applicable[applicable["score"].notna()]
    peers, has_sent = peer_scores(given), set(given["agency_code"])
    earlier = {}
    if previous is not None:
        earlier = own_scores(_of_last_year(_counted(scores, previous, assessed), framework, previous, renumbered))
    fills = [
        stand_in(row, method, peers=peers, earlier=earlier, least_donors=least_donors)
        if row["agency_code"] in has_sent
        else "nothing_sent"
        for row in missing.to_dict("records")
    ]
    is_filled = pd.Series([isinstance(fill, float) for fill in fills], index=missing.index, dtype=bool)
    filled = missing[is_filled].assign(score=[fill for fill in fills if isinstance(fill, float)], method=method)
    unfilled = missing[~is_filled].assign(reason=[fill for fill in fills if isinstance(fill, str)])
    return Imputation(
        scores=_with_stand_ins(scores, filled, framework),
        imputed=named(
            filled[[column for column in IMPUTED_COLUMNS if column not in _NAMES]],
            assessed,
            framework,
            language=language,
        ),
        unfilled=named(
            unfilled[[column for column in UNFILLED_COLUMNS if column not in _NAMES]],
            assessed,
            framework,
            language=language,
        ),
        method=method,
    )


def imputation_sentences(imputation: Imputation, *, language: Language) -> tuple[str, ...]:
    """State for the report what was filled by which method, and what could not be."""
    return tuple(_sentences(imputation, language))


def _sentences(imputation: Imputation, language: Language) -> Iterator[str]:
    imputed, unfilled = imputation.imputed, imputation.unfilled
    if imputed.empty and unfilled.empty:
        yield text("results.imputed_nothing_missing", language)
    if len(imputed):
        yield text(
            "results.imputed",
            language,
            count=len(imputed),
            agencies=imputed["agency_code"].nunique(),
            method=text(f"results.method_{imputation.method}", language),
        )
    for reason, rows in unfilled.groupby("reason", sort=True):
        names = ", ".join(rows["agency_name"].drop_duplicates())
        yield text(f"results.unfilled_{reason}", language, count=len(rows), names=names)


def _counted(scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame) -> pd.DataFrame:
    leaves = leaf_scores(scores, framework, groups=groups_of(assessed))
    return leaves[leaves["reason"] == ""]


def _of_last_year(
    last_year: pd.DataFrame, framework: Framework, previous: Framework, renumbered: Mapping[str, str] | None
) -> pd.DataFrame:
    """Return the scores of the year before that say something today, under the codes of today."""
    matched = match_criteria(previous, framework, renumbered)
    codes = last_year["criterion_code"].map({code: matched.get(code) for code in previous.leaf_codes})
    is_comparable = last_year["max_points"].notna() | codes.isin(_beside_the_same(framework, previous, matched))
    return last_year.assign(criterion_code=codes)[last_year["score"].notna() & codes.notna() & is_comparable]


def _beside_the_same(framework: Framework, previous: Framework, matched: Mapping[str, str]) -> set[str]:
    """Return the criteria whose parent has the same parts in both versions, by their code today."""
    now, before = (
        {str(parent): set(rows["code"]) for parent, rows in version.criteria.groupby("parent_code")}
        for version in (framework, previous)
    )
    went_on = {
        matched.get(parent): {matched.get(code) for code in codes} for parent, codes in before.items() if parent
    }
    return {code for parent, codes in now.items() if codes == went_on.get(parent) for code in codes}


def _with_stand_ins(scores: pd.DataFrame, filled: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Write the stand-ins into their cells; a criterion without a row gets one that names no file."""
    result = scores.copy()
    own = result[(result["framework"] == framework.code) & (result["year"] == framework.year)]
    rows = pd.Series(own.index, index=pd.MultiIndex.from_frame(own[["agency_code", "criterion_code"]]))
    for source, column in (("survey", "survey_score"), ("appraised", "appraised_score")):
        cells = filled[filled["has_row"] & filled["score_source"].eq(source)]
        places = rows.loc[pd.MultiIndex.from_frame(cells[["agency_code", "criterion_code"]])]
        result.loc[places.to_numpy(), column] = cells["score"].to_numpy()
    added = filled[~filled["has_row"]]
    if added.empty:
        return result
    extra = added[["agency_code", "criterion_code"]].assign(
        year=framework.year,
        framework=framework.code,
        self_score=float("nan"),
        appraised_score=added["score"].where(added["score_source"].eq("appraised")),
        survey_score=added["score"].where(added["score_source"].eq("survey")),
        is_applicable=True,
        source_file="",
        source_row=0,
    )
    return pd.concat([result, extra[list(result.columns)].astype(result.dtypes)], ignore_index=True)
