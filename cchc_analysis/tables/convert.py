"""A source of any size into a warehouse, in bounded memory: a list of packages, or contracting data as OCDS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.ocds.documents import is_json_name, is_ocds_file
from cchc_analysis.intake.packed_files import is_zip
from cchc_analysis.intake.source_files import find_files
from cchc_analysis.tables.convert_ocds import convert_ocds
from cchc_analysis.tables.convert_packages import convert_packages
from cchc_analysis.tables.warehouse import Warehouse


def is_ocds(path: Path) -> bool:
    """Tell whether a file is JSON by its name, or a folder holds a file that speaks of contracting processes."""
    if path.is_dir():
        return any(map(is_ocds_file, find_files(path, adapter="").paths))
    return is_json_name(path.name)


def convert_source(
    path: Path,
    *,
    on_read: Callable[[int], object] = lambda done: None,
    on_ruled: Callable[[int, int], object] = lambda done, total: None,
) -> Warehouse:
    """Convert a list of packages (`convert_packages`), or a file or folder of OCDS (`convert_ocds`).

    Raises as these do, and `IntakeError` for a workbook, whatever it is called: a source reads those.
    """
    if is_ocds(path):
        return convert_ocds(path, on_read=on_read, on_ruled=on_ruled)
    if path.is_file() and is_zip(path):
        raise IntakeError([Finding("stream.is_workbook", Severity.FILE_REJECTED, path.name, raw_value=str(path))])
    return convert_packages(path, on_read=on_read)
