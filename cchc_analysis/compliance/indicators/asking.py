"""What a source holds, put to the indicators for one period."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.indicators.cases import (
    cases_to_date,
    last_known_day,
    main_currency,
    planned_cases,
    procedure_cases,
)
from cchc_analysis.compliance.indicators.marks import Question
from cchc_analysis.compliance.indicators.results import Asked
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import IndicatorSettings, Limit


def ask_tables(
    *,
    packages: pd.DataFrame | ir.Table | None,
    procedures: pd.DataFrame | ir.Table | None,
    settings: IndicatorSettings,
    limits: Sequence[Limit],
    period: Period,
    keeps_undated: bool = False,
) -> dict[str, Asked]:
    """Cut packages and procedures to the year to date and decide what they are asked with.

    Money is added up in the currency of most procedures of the period; days are looked from the last day the
    source can know of. None for a table that the source does not hold; `keeps_undated` tells that packages
    without any day belong to the period.

    Returns ``packages`` and ``procedures``, those that there are.
    """
    tables: dict[str, ir.Table] = {}
    if packages is not None:
        tables["packages"] = planned_cases(packages)
    if procedures is not None:
        tables["procedures"] = procedure_cases(procedures, packages)
    asked = {}
    for kind, every in tables.items():
        cases = cases_to_date(every, period, keeps_undated=keeps_undated)
        question = Question(
            settings=settings,
            limits=tuple(limits),
            currency=main_currency(cases),
            as_of=last_known_day(every, period),
            period=period,
        )
        asked[kind] = Asked(cases, question)
    return asked
