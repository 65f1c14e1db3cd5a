"""Hand-made lists of packages: a good one, and the same with other cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets

HEADING = ("Dự án/Dự toán mua sắm", "Tên gói thầu", "Chủ đầu tư", "Lĩnh vực", "Hình thức LCNT", "Phương thức LCNT",
           "Qua mạng", "Trong nước/Quốc tế", "Giá gói thầu (triệu đồng)", "Ngày đăng tải")  # fmt: skip
ROW = ("Dự toán mua sắm", "Mua máy tính", "Sở Nội vụ", "Hàng hóa", "Chào hàng cạnh tranh",
       "Một giai đoạn một túi hồ sơ", "Có", "Trong nước", 1250.5, "05/03/2020")  # fmt: skip
COLUMN = {name: place for place, name in enumerate(HEADING)}
RESULTS = ("Số TBMT", "Giá trúng thầu", "Số nhà thầu tham dự", "Ngày phê duyệt kết quả", "Nhà thầu trúng thầu")


def row(**changes: Any) -> tuple[Any, ...]:
    """A good row with other cells, named by a part of their heading."""
    cells = list(ROW)
    for part, value in changes.items():
        (place,) = [place for name, place in COLUMN.items() if part.replace("_", " ").lower() in name.lower()]
        cells[place] = value
    return tuple(cells)


def read(
    folder: Path, *rows: tuple[Any, ...], heading: tuple[Any, ...] = HEADING, above: tuple[Any, ...] = ()
) -> SourceIntake:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (*above, heading, *rows):
        sheet.append(cells)
    path = folder / "goi_thau.xlsx"
    book.save(path)
    return read_package_sheets([path])


def found(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code.removeprefix("package_sheet."), finding.place) for finding in intake.findings]
