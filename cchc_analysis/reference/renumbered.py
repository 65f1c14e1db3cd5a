"""Criteria that went on under another code from one year's framework version to the next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.strict_files import read_rows, reference_file

RENUMBERED_FILE = "criteria_renumbered.csv"
_COLUMNS = ("framework", "year", "old_code", "new_code", "source")


def renumbered_criteria(
    before: Framework, after: Framework, *, reference_dir: Path | None = None
) -> dict[str, str]:
    """Return the new code by old code of criteria that equal codes would match wrongly.

    The file states each step, from the version of the year before to that of `year`; between versions further
    apart the steps are joined. ``""``: the criterion ended, although its code is used again.

    Returns
    -------
    For `cchc_analysis.reference.criterion_match.match_criteria`; empty where every code kept its meaning.

    Raises
    ------
    ReferenceFileError
        If the file breaks its format: a year that is none, a row without old code or source, an old code twice.
    """
    steps = _steps(before.code, reference_dir)
    if after.year - before.year == 1:
        return steps.get(after.year, {})
    known: dict[str, str] = {}
    for year in sorted(steps):
        if before.year < year <= after.year:
            known = _joined(known, steps[year])
    # A code of a version between these two says nothing of either.
    codes, old = set(after.criteria["code"]), set(before.criteria["code"])
    return {code: new if new in codes else "" for code, new in known.items() if code in old}


def _joined(known: Mapping[str, str], step: Mapping[str, str]) -> dict[str, str]:
    """Follow codes one version further; a code that another criterion takes over has ended."""
    taken = set(step.values())
    joined = {code: step.get(new, "" if new in taken else new) for code, new in known.items()}
    reached = set(known.values())
    for code in dict.fromkeys([*step, *filter(None, taken)]):
        if code not in known and code not in reached:
            joined[code] = step.get(code, "")
    return joined


def _steps(framework: str, reference_dir: Path | None) -> dict[int, dict[str, str]]:
    path = reference_file(RENUMBERED_FILE, reference_dir)
    rows = read_rows(path, _COLUMNS)
    is_bad_year = ~rows["year"].str.fullmatch(r"\d{4}")
    is_bare = rows["old_code"].eq("") | rows["source"].eq("")
    is_faulty = is_bad_year | is_bare | rows.duplicated(["framework", "year", "old_code"])
    if is_faulty.any():
        raise ReferenceFileError(path.name, tuple(f"row {place + 2}" for place in rows.index[is_faulty]))
    own = rows[rows["framework"] == framework]
    return {
        int(str(year)): dict(zip(part["old_code"], part["new_code"], strict=True))
        for year, part in own.groupby("year")
    }
