"""The what-if of the sample city: asked, and the sentences it shows."""

from __future__ import annotations

import functools

from cchc_analysis.exhibits import show
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if.results import WhatIfResults, what_if_results
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.warehouse import Warehouse


def answers(agency: str, *, period: str = "2020-Q4", **question: object) -> tuple[Study, WhatIfResults]:
    """Ask of the index of a period, which is computed once; anew where a test lays other scores under it."""
    study = open_study(period=period, agency=agency)
    results = _index_of((load_settings(), Warehouse.table), period)
    return study, what_if_results(study, results, **question)  # type: ignore[arg-type]


@functools.cache
def _index_of(_of: tuple[object, ...], period: str) -> IndexResults:
    return index_results(open_study(period=period))


def sentences(shown: list[dict[str, object]]) -> list[str]:
    return [str(bundle["text/plain"]) for bundle in shown if show.NARRATIVE in bundle]
