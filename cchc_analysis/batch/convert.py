"""Convert a large list of packages into the warehouse, saying how far it is and what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.publish.lock import hold_lock
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.convert import FINDINGS_FILE, convert_packages
from cchc_analysis.texts import text


def convert_file(path: Path, *, say: Callable[[str], object]) -> None:
    """Convert one CSV of packages of any size into a warehouse, and say under which key reports find it.

    A run that was stopped goes on where it was when it is asked for again. The packages are added up into cells at
    once, so that the first report need not wait for that. Raises as
    `cchc_analysis.tables.convert.convert_packages` does, and `LockedError` while another run converts.
    """
    if not path.is_file():
        raise IntakeError([Finding("intake.path_missing", Severity.FILE_REJECTED, path.name, raw_value=str(path))])
    folder = load_settings().warehouse_dir
    folder.mkdir(parents=True, exist_ok=True)
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
    say_counts(warehouse.files, "vi", say)
    say(text("stream.findings_in", "vi", file=warehouse.folder / FINDINGS_FILE))
    say(text("stream.converted", "vi", warehouse=warehouse.key))
