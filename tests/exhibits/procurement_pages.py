"""Pages of procurement compliance of the sample city, as tests ask for them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from cchc_analysis.exhibits.procurement.results import ProcurementResults, procurement_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.warehouse import Warehouse
from tests.exhibits.shown import Shown, catch


def study(**options: Any) -> Study:
    return open_study(**({"period": "2020-Q4"} | options))


def asked(**options: Any) -> tuple[Study, ProcurementResults]:
    """Return a study and its results, computed once; anew where a test lays other packages under it."""
    return _asked((load_settings(), Warehouse.open, Study.open), tuple(sorted(options.items())))


@functools.cache
def _asked(_of: tuple[object, ...], options: tuple[tuple[str, Any], ...]) -> tuple[Study, ProcurementResults]:
    one = study(**dict(options))
    return one, procurement_results(one)


def show(
    monkeypatch: pytest.MonkeyPatch,
    one: Study,
    results: ProcurementResults,
    *calls: Callable[[Study, ProcurementResults], None],
) -> Shown:
    return catch(monkeypatch, *(partial(call, one, results) for call in calls))
