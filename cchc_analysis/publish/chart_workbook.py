"""The workbook inside a native chart: what "Edit data" opens, with nothing that runs or links."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData

from cchc_analysis.publish.deterministic_zip import repack
from cchc_analysis.publish.slides import ChartSlide

FIXED_TIME = dt.datetime(2000, 1, 1)
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class InertChartData(CategoryChartData):
    """Chart data whose embedded workbook keeps every name as text: ``=1+1`` stays three signs.

    python-pptx would write such a name as a live formula and stamp the workbook with the clock.
    """

    @property
    def xlsx_blob(self) -> bytes:
        """Bytes of the embedded workbook: categories in column A, one series per column."""
        file = io.BytesIO()
        workbook = xlsxwriter.Workbook(file, _INERT)
        workbook.set_properties({"created": FIXED_TIME})
        sheet = workbook.add_worksheet("Sheet1")
        for row, category in enumerate(self.categories, start=1):
            sheet.write_string(row, 0, category.label)
        for column, series in enumerate(self, start=1):
            sheet.write_string(0, column, series.name)
            number = workbook.add_format({"num_format": series.number_format})
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
        workbook.close()
        return repack(file.getvalue())


def chart_data(slide: ChartSlide) -> Any:
    """Return a slide's series, then its thresholds as constant series, ready for a native chart."""
    # python-pptx leaves its chart data without types.
    data: Any = InertChartData()  # type: ignore[no-untyped-call]
    data.categories = slide.categories
    for series in slide.series:
        data.add_series(series.name, series.values, series.number_format)
    for label, value in slide.threshold_lines:
        data.add_series(label, [value] * len(slide.categories), slide.series[0].number_format)
    return data
