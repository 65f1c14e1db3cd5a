"""The what-if of the sample city: asked, and the sentences it shows."""

from __future__ import annotations

from cchc_analysis.exhibits import show
from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if.results import WhatIfResults, what_if_results


def answers(agency: str, *, period: str = "2020-Q4", **question: object) -> tuple[Study, WhatIfResults]:
    study = open_study(period=period, agency=agency)
    return study, what_if_results(study, index_results(study), **question)  # type: ignore[arg-type]


def sentences(shown: list[dict[str, object]]) -> list[str]:
    return [str(bundle["text/plain"]) for bundle in shown if show.NARRATIVE in bundle]
