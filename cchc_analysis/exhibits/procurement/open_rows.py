"""Which rows of the source leave an agency's result open."""

from __future__ import annotations

from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.procurement.source import listed_unsettled_packages
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_MOST_NAMED = 3


def open_rows_sentence(study: Study, results: ProcurementResults) -> str | None:
    """Name the first rows held or rejected that leave the agency's result open; None where it is not open."""
    own = study.own_rows(results.verdicts)
    if not study.agency or results.possible is None or not own["quota_result"].eq("not_concluded").any():
        return None
    cells = results.possible[results.possible["agency_code"].eq(study.agency)]
    rows = listed_unsettled_packages(study, cells, most=_MOST_NAMED)
    places = [
        text("procurement.open_row", study.language, file=row["source_file"], row=row["source_row"])
        for row in rows[["source_file", "source_row"]].to_dict("records")
    ]
    more = int(own["unsettled_count"].sum()) - len(places)
    if more > 0:
        places.append(text("procurement.open_more", study.language, count=format_number(more, study.language)))
    return text("procurement.open_rows", study.language, rows="; ".join(places))
