"""All marks of a table added up in one pass: what every agency has to either side of every indicator's line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.exact_sums import exact_sum, whole_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.catalogue import MARKS
from cchc_analysis.compliance.indicators.clusters import with_clusters
from cchc_analysis.compliance.indicators.marks import Question, is_known, one
from cchc_analysis.reference.indicators import Indicator

SUM_COLUMNS = ["agency_code", "indicator", "asked_count", "known_count", "numerator", "denominator"]
_SIDES = ("numerator", "denominator")
_SUMMED = {"asked": "asked_count", "known": "known_count"} | {side: side for side in _SIDES}


def mark_cases(cases: ir.Table, indicators: Sequence[Indicator], question: Question) -> ir.Table:
    """Add to every package, for every indicator, the columns that `indicator_sums` adds up.

    ``<indicator>__asked`` and ``__known`` (is it asked about, does it count), ``__numerator``, ``__denominator``
    and, for every field that it needs or may need, ``__said__<field>`` (is it said, or not needed). Raises
    `KeyError` for an indicator that is no quotient of sums over packages (`catalogue.CONCENTRATION`).
    """
    shaped = _shaped(cases, indicators, question)
    return shaped.mutate(**_marks(shaped, indicators, question))


def indicator_sums(
    cases: ir.Table, indicators: Sequence[Indicator], question: Question
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up the marks per agency.

    Returns the sums, one row per agency with packages and indicator (``agency_code, indicator, asked_count,
    known_count, numerator, denominator``), and how often each field that is or may be needed is said, or not
    needed, among the packages asked about (``agency_code, indicator, field, said_count``). Both add up over
    agencies, files and machines.

    Raises `SumTooLargeError` for an agency whose money does not fit 64 bits.
    """
    shaped = _shaped(cases, indicators, question)
    marks = _marks(shaped, indicators, question)
    # Many indicators ask about the same packages and the same fields: what is the same is worked out once.
    first = _first_alike(marks)
    marked = shaped.select("agency_code", **{name: marks[name] for name in dict.fromkeys(first.values())})
    sums: dict[str, ir.Value] = {}
    # Which sum stands for which of the indicators' own.
    found = {name: f"{first[name]}__sum" for name in marks if not name.endswith(_SIDES)}
    for name in set(found.values()):
        sums[name] = marked[name.removesuffix("__sum")].sum()
    money = []
    for indicator in indicators:
        known = first[f"{indicator.indicator}__known"]
        for side in (f"{indicator.indicator}__{one_of_both}" for one_of_both in _SIDES):
            if marks[side].equals(one()):
                found[side] = f"{known}__sum"
                continue
            found[side] = f"{first[side]}__of__{known}"
            if found[side] not in sums:
                sums[found[side]] = exact_sum(marked[first[side]], where=marked[known]).fill_null(0)
                money.append(found[side])
    wide = as_frame(marked.group_by("agency_code").agg(**sums), order_by=["agency_code"])
    wide = whole_sums(wide, money)
    own = wide[["agency_code", *found.values()]].set_axis(["agency_code", *found], axis="columns")
    return _long_sums(own, indicators), _long_said(own, indicators)


def _shaped(cases: ir.Table, indicators: Sequence[Indicator], question: Question) -> ir.Table:
    return with_clusters(cases, question, [indicator.indicator for indicator in indicators])


def _marks(cases: ir.Table, indicators: Sequence[Indicator], question: Question) -> dict[str, ir.Value]:
    """Return the columns of `mark_cases`, over cases with their clusters."""
    columns: dict[str, ir.Value] = {}
    for indicator in indicators:
        name = indicator.indicator
        marks = MARKS[name](cases, question)
        known = reduce(lambda all_of, field: all_of & is_known(cases, field), indicator.needs, marks.valid)
        asked = marks.scope.fill_null(False)
        columns[f"{name}__asked"] = asked
        columns[f"{name}__known"] = asked & known.fill_null(False)
        columns[f"{name}__numerator"] = marks.numerator
        columns[f"{name}__denominator"] = marks.denominator
        for field in indicator.needs:
            columns[f"{name}__said__{field}"] = asked & is_known(cases, field)
        for field in indicator.may_need:
            columns[f"{name}__said__{field}"] = asked & ~marks.lacks[field]
    return columns


def _first_alike(columns: Mapping[str, ir.Value]) -> dict[str, str]:
    """Return for every column the first one that says the same."""
    first: dict[ops.Node, str] = {}
    return {name: first.setdefault(column.op(), name) for name, column in columns.items()}


def _long_sums(wide: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    names = [indicator.indicator for indicator in indicators]
    columns = {column: [f"{name}__{side}" for name in names] for side, column in _SUMMED.items()}
    return _long(wide, pd.DataFrame({"indicator": names}, dtype="str"), columns)


def _long_said(wide: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    pairs = [
        (indicator.indicator, field)
        for indicator in indicators
        for field in (*indicator.needs, *indicator.may_need)
    ]
    labels = pd.DataFrame(pairs, columns=["indicator", "field"], dtype="str")
    return _long(wide, labels, {"said_count": [f"{name}__said__{field}" for name, field in pairs]})


def _long(wide: pd.DataFrame, labels: pd.DataFrame, columns: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Put sums that stand beside each other beneath each other: `columns` names, by kind, one for every label."""
    places = range(len(wide))
    rows = wide[["agency_code"]].iloc[[*places] * len(labels)].reset_index(drop=True)
    named = labels.loc[labels.index.repeat(len(wide))].reset_index(drop=True)
    values = {kind: wide[[*names]].to_numpy("int64").T.ravel() for kind, names in columns.items()}
    return pd.concat([rows, named, pd.DataFrame(values)], axis="columns")
