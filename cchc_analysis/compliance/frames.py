"""Between the analyst's pandas frames and the Ibis tables that the statistics of packages are written in."""

from __future__ import annotations

import sys
from collections.abc import Collection

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from cchc_analysis.compliance.exact_sums import SumsTooLargeError
from cchc_analysis.tables.arrow_types import NULLABLE

_PLAIN = {"Int64": "int64", "boolean": "bool"}
# By which words an engine stops at a number beyond 64 bits: Arrow after DuckDB, DuckDB, Spark.
_OVERFLOWS = ("Integer value out of bounds", "Overflow in", "ARITHMETIC_OVERFLOW")


def as_table(rows: pd.DataFrame | ir.Table) -> ir.Table:
    """Return rows as an Ibis table; a frame is read by the engine of this process."""
    if isinstance(rows, ir.Table):
        return rows
    return ibis.memtable(pa.Table.from_pandas(rows, preserve_index=False))


def is_one_of(column: ir.Column, codes: Collection[str]) -> ir.BooleanValue:
    """Tell whether a code is among those given; among none no code is."""
    return column.isin(list(codes)) if codes else ibis.literal(value=False)


def package_number(table: ir.Table) -> ir.IntegerValue:
    """Return how many packages each row stands for: 1, or ``package_count`` where it is a cell of several.

    To be summed, so that the same statistic is made of packages and of cells. The one is made of a column that no
    package lacks: a bare literal cannot be summed, for it belongs to no table.
    """
    return table.package_count if "package_count" in table.columns else table.value_vnd * 0 + 1


def as_frame(table: ir.Table, *, order_by: list[str] | None = None) -> pd.DataFrame:
    """Run an expression on the engine its table lives in, and return a frame.

    Engines give rows back in any order, and order texts each in its own way: `order_by` names the columns by which
    the frame is ordered, missing last. A column without a missing value has NumPy's own type.

    Raises
    ------
    SumsTooLargeError
        If a sum of đồng passes 64 bits: no engine rounds or wraps round in silence.
    """
    try:
        found = _arrow(table)
    except _errors_of_engines() as error:
        if any(words in str(error) for words in _OVERFLOWS):
            raise SumsTooLargeError from error
        raise
    has_missing = any(column.null_count for column in found.columns)
    frame: pd.DataFrame = found.to_pandas(types_mapper=NULLABLE.get if has_missing else None)
    if has_missing:
        complete = [column.name for column in found.schema if not found[column.name].null_count]
        frame = frame.astype({name: kind for name in complete if (kind := _PLAIN.get(str(frame[name].dtype)))})
    return frame if order_by is None else frame.sort_values(order_by, kind="stable", ignore_index=True)


def _errors_of_engines() -> tuple[type[Exception], ...]:
    """Return the errors among which an overflow is; an engine that is not loaded, Spark as a rule, raises none."""
    named = (("duckdb", "OutOfRangeException"), ("pyspark.errors", "PySparkException"))
    loaded = ((sys.modules.get(module), error) for module, error in named)
    return (pa.ArrowInvalid, *(getattr(module, error) for module, error in loaded if module is not None))


def _arrow(table: ir.Table) -> pa.Table:
    engine = ibis.get_backend(table)
    if engine.name != "pyspark":
        return table.to_pyarrow()
    # Ibis leads Spark's rows through NumPy, where a missing value turns đồng into floats; Spark itself need not.
    name = ibis.util.gen_name("collected")
    view = engine.create_view(name, table)
    try:
        return engine.raw_sql(engine.compile(view)).toArrow().cast(table.schema().to_pyarrow())
    finally:
        engine.drop_view(name)
