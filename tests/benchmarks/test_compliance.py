"""The benchmark of the verdicts asks everybody the same and counts rightly; no test asserts a time."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

pytest.importorskip("resource", reason="peak memory is read on Linux and macOS only")

from benchmarks.compliance_contenders import BARE_SCAN, CONTENDERS, ONE_AGENCY, OURS, RULES, Places, conditions
from benchmarks.compliance_data import AGENCIES, YEARS, write_plain, write_warehouse
from benchmarks.compliance_verdicts import Run, figures_digest, pooled, table_lines, verdict_lines
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.layout import read_parts, table_parts

ROWS = 6_000


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("compliance")
    write_plain(folder / "plain", rows=ROWS, memory="500MB")
    write_warehouse(folder / "plain", folder / "warehouse", memory="500MB")
    return Places(folder / "plain" / "packages.parquet", folder / "warehouse")


def test_the_packages_keep_the_contract_and_hold_every_year_and_what_each_rule_leaves_out(places: Places) -> None:
    table = check_table("packages", read_parts(table_parts(places.warehouse, "packages"), name="packages"))
    assert len(table) == ROWS
    assert sorted(table["published_on"].dt.year.unique()) == list(YEARS)
    assert table["agency_code"].nunique() > AGENCIES * 0.9
    assert {"mixed"} <= set(table["field"]) and {"two_stage_two_envelopes"} <= set(table["method"])
    assert not table["is_domestic"].all() and 0.3 < table["is_online"].mean() < 0.9


def test_the_seed_decides_every_cell(places: Places, tmp_path: Path) -> None:
    write_plain(tmp_path, rows=ROWS, memory="500MB")
    assert pq.read_table(tmp_path / "packages.parquet").equals(pq.read_table(places.plain))


def test_everybody_finds_the_same_figures(places: Places) -> None:
    found = {
        name: figures_digest(ask(places))
        for name, ask in CONTENDERS.items()
        if name not in (BARE_SCAN, ONE_AGENCY) and (find_spec("polars") or not name.startswith("polars"))
    }
    assert len(set(found.values())) == 1 and "" not in found.values(), found
    assert len(found) >= 5


def test_one_agency_is_judged_as_among_all(places: Places) -> None:
    (one,) = CONTENDERS[ONE_AGENCY](places).to_dict("records")
    every = CONTENDERS[OURS[0]](places)
    (same,) = every[every["agency_code"].eq("A500") & every["year"].eq(YEARS[-1])].to_dict("records")
    assert {key: str(value) for key, value in one.items()} == {key: str(value) for key, value in same.items()}


def test_years_that_count_alike_are_one_condition() -> None:
    found = conditions(RULES)
    assert [(one.first_year, one.last_year) for one in found][:2] == [(2017, 2018), (2019, 2021)]
    assert found[-1].last_year == YEARS[-1] and found[-1].excludes_international


def run(name: str, seconds: float, **changes: object) -> Run:
    usual: dict[str, object] = {
        "first_seconds": 1.0, "seconds": [seconds, seconds, 99.0],
        "processor_seconds": [seconds * 2] * 3, "start_mib": 150.0, "peak_mib": 250.0,
        "figures": "f",
    }  # fmt: skip
    return Run(name, **(usual | changes))  # type: ignore[arg-type]


def measured(ours: float = 0.13, **changes: object) -> list[Run]:
    return [
        run(OURS[0], ours, **changes), run("pandas, columns", 0.91), run("pandas", 3.0),
        run("polars streaming", 0.13),
        run(BARE_SCAN, 0.1, figures=""), run(ONE_AGENCY, 0.019, figures="other"),
    ]  # fmt: skip


def test_promises_at_their_limits_are_kept() -> None:
    lines, is_kept = verdict_lines(measured(), made_mib=[], is_large=False)
    assert is_kept and len(lines) == 7
    assert all(line.split()[0] == "yes" for line in lines)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda runs: measured(0.131), 3),
        (lambda runs: measured(peak_mib=300.0), 1),
        (lambda runs: measured(figures="g"), 1),
        (lambda runs: measured(figures=""), 1),
        (lambda runs: [*runs[:-1], run(ONE_AGENCY, 0.020, figures="other")], 1),
    ],
)
def test_every_broken_promise_is_named(change: Callable[[list[Run]], list[Run]], broken: int) -> None:
    lines, is_kept = verdict_lines(change(measured()), made_mib=[], is_large=False)
    assert not is_kept
    assert sum(line.split()[0] == "NO" for line in lines) == broken


def test_of_very_many_rows_the_memory_of_making_and_judging_is_promised() -> None:
    runs = [run(OURS[1], 5.0), run(BARE_SCAN, 0.1, figures="")]
    assert verdict_lines(runs, made_mib=[1900.0, 2048.0], is_large=True)[1]
    lines, is_kept = verdict_lines(runs, made_mib=[1900.0, 2049.0], is_large=True)
    assert not is_kept and "2049" in lines[0]


def test_the_runs_of_several_processes_are_one_with_the_highest_peak() -> None:
    both = pooled([run("x", 1.0, peak_mib=10.0), run("x", 3.0, peak_mib=30.0, figures="g")])
    assert (both.peak_mib, both.figures, both.median_seconds) == (30.0, "f g", 3.0)
    assert len(both.seconds) == 6


def test_the_table_says_each_time_as_a_multiple_of_the_bare_scan() -> None:
    lines = table_lines(measured())
    assert lines[1].split()[-5:] == ["1.30", "0.260", "250", "150", "f"]
    assert table_lines(measured()[:1])[1].split()[-5] == "-"


def test_figures_of_agencies_without_a_package_do_not_count() -> None:
    row = {"year": 2020, "agency_code": "A1", "eligible_count": 1, "online_count": 1, "eligible_value_vnd": 5,
           "online_value_vnd": 5}  # fmt: skip
    empty = row | {"agency_code": "A2", "eligible_count": 0, "online_count": 0, "eligible_value_vnd": 0,
                   "online_value_vnd": 0}  # fmt: skip
    assert figures_digest(pd.DataFrame([empty, row])) == figures_digest(pd.DataFrame([row]))
    assert figures_digest(pd.DataFrame([row | {"online_count": 0}])) != figures_digest(pd.DataFrame([row]))
    assert figures_digest(pd.DataFrame({"agency_code": ["A1"]})) == ""
