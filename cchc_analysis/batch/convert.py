"""Convert a large list of packages into the warehouse, saying how far it is and what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from cchc_analysis.batch.check import CLEAN, FAULTY
from cchc_analysis.batch.disk_errors import check_outputs
from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.publish.lock import hold_lock
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.convert import FINDINGS_FILE, convert_packages
from cchc_analysis.texts import LANGUAGES, text


def convert_file(path: Path, *, say: Callable[[str], object]) -> int:
    """Convert one CSV of packages of any size into a warehouse, and say under which key reports find it.

    A run that was stopped goes on where it was when it is asked for again. The packages are added up into cells at
    once, so that the first report need not wait for that. Returns 1 if a row was lost, as
    `cchc_analysis.batch.check.check_files` does, else 0. Raises as
    `cchc_analysis.tables.convert.convert_packages` does, `LockedError` while another run converts, and `DiskError`
    where the warehouse cannot be written.
    """
    if not path.is_file():
        code = "stream.is_folder" if path.is_dir() else "intake.path_missing"
        raise IntakeError([Finding(code, Severity.FILE_REJECTED, path.name, raw_value=str(path))])
    folder = load_settings().warehouse_dir
    check_outputs(folder)
    with (
        hold_lock(folder / ".converting.lock", name=path.name),
        # Silent where nobody watches: the log of a nightly run is no terminal.
        tqdm(
            total=path.stat().st_size, desc=text("stream.reading", "vi"), unit="B", unit_scale=True, disable=None
        ) as bar,
    ):
        warehouse = convert_packages(path, on_read=lambda done: bar.update(done - bar.n))
        bar.update(bar.total - bar.n)
        open_cells(warehouse)
    for language in LANGUAGES:
        say_counts(warehouse.files, language, say)
        say(text("stream.findings_in", language, file=warehouse.folder / FINDINGS_FILE))
        say(text("stream.converted", language, warehouse=warehouse.key))
    # By the counts: of a long list of findings only the first are at hand.
    return FAULTY if any(counts.rejected for file in warehouse.files for counts in file.counts) else CLEAN
