"""The sheet that holds what agencies reported against what their packages add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format

from cchc_analysis.compliance.bid_report_figures import AMOUNTS
from cchc_analysis.compliance.reported_totals import ALL_SHEETS
from cchc_analysis.reference.bid_report_form import ReportSheet, row_words
from cchc_analysis.texts import Language, text

_KEYS = ("agency", "sheet", "row", "mark", "place")
_SIDES = {"reported": "reported_{}", "own": "own_{}", "difference": "{}_difference"}


def write_comparison(
    workbook: xlsxwriter.Workbook,
    comparison: pd.DataFrame,
    sheets: Sequence[ReportSheet],
    formats: Mapping[str, Format],
    language: Language,
) -> None:
    """Add the table of `reported_against_packages`, rows that differ first and marked; money in đồng, exact."""
    target = workbook.add_worksheet(text("bid_report.sheet_compare", language))
    labels = {(sheet.sheet, line.block, line.code): line.label for sheet in sheets for line in sheet.lines}
    labels |= {(ALL_SHEETS, block, code): label for (_, block, code), label in labels.items()}
    columns = [(amount, side) for amount in AMOUNTS for side in _SIDES]
    heads = [text(f"bid_report.compare_{key}", language) for key in (*_KEYS, "differs")]
    heads += [
        "\n".join((text(f"bid_report.check_{amount}", language), text(f"bid_report.compare_{side}", language)))
        for amount, side in columns
    ]
    target.write_string(0, 0, text("bid_report.compare_title", language), formats["subtitle"])
    for column, head in enumerate(heads):
        target.write_string(2, column, head, formats["head"])
    ordered = comparison.sort_values("is_different", ascending=False, kind="stable")
    for row, one in enumerate(ordered.to_dict("records"), start=3):
        words = [
            one["agency_code"],
            one["sheet"] or text("reported.all_sheets", language),
            labels.get((one["sheet"], one["block"], one["row_code"]), one["row_code"]),
            "" if pd.isna(one["is_online"]) else row_words("is_online")[bool(one["is_online"])],
            "" if pd.isna(one["is_domestic"]) else row_words("is_domestic")[bool(one["is_domestic"])],
            "X" if one["is_different"] else "",
        ]
        for column, word in enumerate(words):
            if word:
                target.write_string(row, column, word, formats["label" if column else "words"])
            else:
                target.write_blank(row, column, None, formats["label"])
        for column, (amount, side) in enumerate(columns, start=len(words)):
            value = one[_SIDES[side].format(amount)]
            if not pd.isna(value):
                target.write_number(row, column, int(value), formats["number"])
    target.set_column(0, len(heads) - 1, 16)
    target.set_column(2, 2, 30)
    target.freeze_panes(3, 3)
