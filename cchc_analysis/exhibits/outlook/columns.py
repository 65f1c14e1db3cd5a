"""Which columns of the outlook a page has room for."""

from __future__ import annotations

from cchc_analysis.exhibits.study import Study

# In the CSV, but not on the page, which is too narrow for all.
_CSV_ONLY = ("overdue_count", "least_value_share", "published_on", "stage_name", "form_name", "case_count",
             "source_file", "source_row")  # fmt: skip


def page_columns(study: Study, *shown: str) -> dict[str, dict[str, bool]]:
    """Say which columns only the CSV holds: codes, for the name stands beside them.

    On the page of one agency its name is said once, in the title.
    """
    own = ("agency_code", "agency_name") if study.agency else ("agency_code",)
    return {column: {"is_shown": False} for column in (*_CSV_ONLY, *own) if column not in shown}
