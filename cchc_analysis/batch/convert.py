"""Convert a source of any size into the warehouse, saying how far it is and what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from cchc_analysis.batch.check import CLEAN, FAULTY
from cchc_analysis.batch.disk_errors import check_outputs
from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.source_files import find_files
from cchc_analysis.publish.lock import hold_lock
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.convert import convert_source, is_ocds
from cchc_analysis.tables.convert_findings import FINDINGS_FILE
from cchc_analysis.texts import LANGUAGES, text


def convert_file(path: Path, *, say: Callable[[str], object]) -> int:
    """Convert packages (CSV) or contracting data (OCDS) of any size, and say under which key reports find them.

    A run that was stopped goes on where it was when it is asked for again. The packages are added up into cells at
    once, so that the first report need not wait for that. Returns 1 if something was lost or is held for a person,
    as `cchc_analysis.batch.check.check_files` does, else 0. Raises as
    `cchc_analysis.tables.convert.convert_source` does, `LockedError` while another run converts, and `DiskError`
    where the warehouse cannot be written.
    """
    found = find_files(path, adapter="")
    if path.is_dir() and not is_ocds(path):
        raise IntakeError([Finding("stream.is_folder", Severity.FILE_REJECTED, path.name, raw_value=str(path))])
    folder = load_settings().warehouse_dir
    check_outputs(folder)
    byte_count = sum(one.stat().st_size for one in found.paths)
    with (
        hold_lock(folder / ".converting.lock", name=path.name),
        # Silent where nobody watches: the log of a nightly run is no terminal.
        tqdm(total=byte_count, desc=text("stream.reading", "vi"), unit="", unit_scale=True, disable=None) as bar,
    ):
        warehouse = convert_source(
            path,
            on_read=lambda done: bar.update(done - bar.n),
            on_ruled=lambda done, total: go_on(bar, text("stream.ruling", "vi"), done, total),
        )
        bar.update(bar.total - bar.n)
        open_cells(warehouse)
    for language in LANGUAGES:
        say_counts(warehouse.files, language, say)
        say(text("stream.findings_in", language, file=warehouse.folder / FINDINGS_FILE))
        say(text("stream.converted", language, warehouse=warehouse.key))
    # Of a long list of findings only the first are at hand, but those that cost something before all others.
    is_lost = any(counts.rejected for file in warehouse.files for counts in file.counts)
    is_held = any(one.severity is not Severity.NOTE for file in warehouse.files for one in file.findings)
    return FAULTY if is_lost or is_held else CLEAN


def go_on(bar: tqdm[object], words: str, done: int, total: int) -> None:
    """Let the bar show another stage from its beginning."""
    if getattr(bar, "desc", "") != words:
        bar.set_description_str(words, refresh=False)
        bar.reset(total)
    bar.update(done - bar.n)
