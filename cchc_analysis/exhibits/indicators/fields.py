"""Which fields of contracting data the publisher fills in: why some indicators cannot be counted."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.columns import column_label
from cchc_analysis.exhibits.indicators.results import IndicatorResults
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.ocds.coverage import coverage_table
from cchc_analysis.reference.indicators import load_source_fields
from cchc_analysis.texts import text

# The intake counts whether a supplier, a buyer is there; readers and indicators ask who it is.
_NAMED_AS = {"supplier_count": "supplier", "agency_code": "agency_name"}


def show_source_fields(study: Study, results: IndicatorResults) -> None:
    """Show of how many processes each OCDS field is filled in, and usably; nothing for a source of another kind.

    The table ``indicator_source_fields`` is about every process that was read, whatever its period, with the
    number of indicators that need the field.
    """
    counts = study.warehouse.table("ocds_coverage")
    if counts is None:
        return
    language = study.language
    known = load_source_fields()
    fields = coverage_table(counts)
    needed = fields["column_name"].replace(_NAMED_AS)
    show_sentence(text("indicators.source_fields_heading", language), style="heading")
    show_table(
        pd.DataFrame(
            {
                "ocds_field": fields["ocds_field"],
                "fills_name": [
                    _capital(known[column].name(language)) if column in known else column_label(column, language)
                    for column in needed
                ],
                "process_count": fields["process_count"],
                "present_share": fields["present_share"],
                "usable_share": fields["usable_share"],
                "needed_count": [
                    sum(column in (*one.needs, *one.may_need) for one in results.indicators) for column in needed
                ],
            }
        ),
        name="indicator_source_fields",
        title=text("indicators.source_fields_title", language),
        caption=text("indicators.source_fields_rule", language),
        language=language,
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
