"""The packages of the compliance benchmark, made from a seed: as they come, and as the warehouse lays them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.reference.procurement_rules import load_rules
from cchc_analysis.tables.contracts import CONTRACTS
from cchc_analysis.tables.engine import open_engine
from cchc_analysis.tables.kept import write_expression
from cchc_analysis.tables.layout import open_parts, table_parts, write_layout

AGENCIES, YEARS = 1000, range(2017, 2025)
SEED = 4
# Shares in percent, about those of the four days of the national export that we hold.
_SHARES: dict[str, tuple[tuple[str, int], ...]] = {
    "field": (("goods", 34), ("works", 25), ("consulting", 26), ("non_consulting", 14), ("mixed", 1)),
    "form": (
        ("shopping_shortened", 18), ("open_bidding", 22), ("shopping", 12), ("direct_appointment_shortened", 36),
        ("direct_appointment", 7), ("self_execution", 2), ("direct_procurement", 1), ("special", 1),
        ("limited_bidding", 1),
    ),
    "method": (
        ("one_stage_one_envelope", 88), ("one_stage_two_envelopes", 11), ("two_stage_two_envelopes", 1),
    ),
    "plan_type": (("project", 55), ("purchase", 45)),
}  # fmt: skip
_DRAWS = (*_SHARES, "agency", "online", "domestic", "value")


def write_plain(folder: Path, *, rows: int, memory: str) -> None:
    """Write packages in the order of their publication into one Parquet file, as a source would hand them over.

    Every cell follows from the number of its row and the seed, so that the same rows come out in any number of
    pieces. Prices run from 1 million to 100 billion đồng, evenly on a logarithmic scale; a few agencies have most.
    """
    folder.mkdir(parents=True, exist_ok=True)
    first, last = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
    days = (last - first).days + 1
    cells = {
        "package_id": "printf('IB%09d', i)",
        "plan_id": "printf('PL%08d', i // 7)",
        "plan_version": "'00'",
        "agency_code": f"printf('A%03d', {_agency()})",
        "agency_name": f"printf('Ban quản lý dự án số %d', {_agency()})",
        "name": "printf('Gói thầu số %d: mua sắm, sửa chữa', i % 5000)",
        **{column: _drawn(column) for column in _SHARES},
        "is_online": f"{_unit('online')} < 0.35 + 0.08 * (i * 8 // {rows})",
        "is_domestic": f"{_unit('domestic')} < 0.995",
        "value_vnd": f"CAST(pow(10, 6 + 5 * {_unit('value')}) AS BIGINT)",
        "published_on": f"TIMESTAMP '{first}' + to_days(CAST(i * {days} // {rows} AS INTEGER))",
        "district": "printf('Quận %d', i % 24)",
        "province": f"printf('Tỉnh %d', {_agency()} % 63)",
        "planned_start_on": "NULL::TIMESTAMP",
        "source_file": "'benchmark'",
        "source_row": "i + 1",
    }
    columns = ", ".join(f"{cells[column]} AS {column}" for column in CONTRACTS["packages"].columns)
    with open_engine("duckdb", memory=memory, spill=folder) as engine:
        engine.raw_sql(
            f"COPY (SELECT {columns} FROM range({rows}) AS numbers(i)) TO '{folder / 'packages.parquet'}'"  # noqa: S608 - ours
            " (FORMAT parquet, COMPRESSION zstd)"
        )


def write_warehouse(plain: Path, folder: Path, *, memory: str) -> None:
    """Lay the plain packages out as the warehouse does, and add them up into cells."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_engine("duckdb", memory=memory, spill=folder / "spill") as engine:
        write_layout(engine, f"read_parquet('{plain / 'packages.parquet'}')", name="packages", folder=folder)
        packages = open_parts(engine, table_parts(folder, "packages"))
        write_expression(engine, package_cells(packages, load_rules()), "package_cells", folder)


def _unit(word: str) -> str:
    """Return SQL for a number in [0, 1) that follows from the row, the seed and what is drawn."""
    return f"({_hashed(word)} % 1000003) / 1000003.0"


def _agency() -> str:
    return f"CAST(floor({AGENCIES} * pow({_unit('agency')}, 1.5)) AS INTEGER)"


def _drawn(column: str) -> str:
    cases, reached = [], 0
    for code, share in _SHARES[column]:
        reached += share
        cases.append(f"WHEN {_hashed(column)} % 100 < {reached} THEN '{code}'")
    return f"CASE {' '.join(cases)} END"


def _hashed(word: str) -> str:
    # One number per row and draw: DuckDB's hash of several values would tie the draws of a row together.
    return f"hash((i * {len(_DRAWS)} + {_DRAWS.index(word)}) * 1000 + {SEED})"
