"""One definition, two engines: DuckDB and Spark give the same figures, whole numbers to the last one."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.tables.engine import open_engine
from tests.compliance import engine_cases, outlook_engines
from tests.compliance.indicators.engine_rows import indicator_paths, write_indicator_rows
from tests.compliance.on_spark import spark_results

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Tables, Tables]]:
    """What DuckDB and what Spark find, by module of cases: Spark is started once for all of them."""
    verdict, outlook = (tmp_path_factory.mktemp(name) for name in ("verdict", "outlook"))
    engine_cases.write_packages(verdict / "packages.parquet")
    write_indicator_rows(*indicator_paths(verdict))
    outlook_engines.write_tables(outlook)
    on_spark = spark_results({engine_cases.__name__: verdict, outlook_engines.__name__: outlook})
    with open_engine("duckdb") as duckdb:
        return {
            module.__name__: (module.engine_results(duckdb, folder), on_spark[module.__name__])
            for module, folder in ((engine_cases, verdict), (outlook_engines, outlook))
        }


def test_spark_and_duckdb_give_the_same_figures(both: dict[str, tuple[Tables, Tables]]) -> None:
    expected, on_spark = both[engine_cases.__name__]
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        # Squared shares are summed in any order; all the rest is whole or one division.
        most = 1e-12 if name.startswith(("indicators", "bidders", "behind")) else 0
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=most, atol=0)
    assert expected["quota-2020-Q4-True"]["eligible_count"].gt(0).any()
    assert len(expected["cells"]) > 1000
    assert expected["indicators"]["status"].eq("computed").sum() > 150
    whole = str(2**63 - 1)
    assert expected["limit"]["said"].tolist() == [whole, whole, "SumTooLargeError", "SumsTooLargeError"]
    clusters = expected["indicators"].query("indicator == 'below_ceiling_clusters'")
    assert clusters["numerator"].max() > 0


def test_spark_and_duckdb_see_the_same_outlook(both: dict[str, tuple[Tables, Tables]]) -> None:
    expected, on_spark = both[outlook_engines.__name__]
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=1e-12, atol=0)
    assert {"open", "coming"} <= set(expected["remaining-with"]["stage"])
    assert len(expected["decisive"]) > 0
    assert not expected["outlook-with"].equals(expected["outlook-without"])
