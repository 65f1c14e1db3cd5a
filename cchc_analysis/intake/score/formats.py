"""How the cells of a score form look, and which of them are open."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Times New Roman"
# A framework is printed to a hundredth; what is typed more finely is shown, not rounded away.
_POINTS_FORMAT, _SCORE_FORMAT = "0.00", "0.00##"
_GREY, _DOMAIN = "#F2F2F2", "#DCE6F1"


def score_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """Register the formats of the score sheet by name; only those of inputs are unlocked."""
    font = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    centre, bold = {"align": "center"}, {"bold": True}
    locked, inner = {**cell, "bg_color": _GREY}, {**cell, **bold, "bg_color": _DOMAIN}
    kinds: dict[str, dict[str, Any]] = {
        "title": {**font, **bold, "font_size": 14},
        "subtitle": {**font, "italic": True},
        "cover_label": font,
        "cover_value": {**font, **bold, "align": "left"},
        "header": {**inner, **centre},
        "locked": locked,
        "locked_serial": {**locked, **centre},
        "locked_code": {**locked, "num_format": "@", "indent": 1},
        "locked_points": {**locked, **centre, "num_format": _POINTS_FORMAT},
        "inner": inner,
        "inner_code": {**inner, "num_format": "@", "indent": 1},
        "inner_points": {**inner, **centre, "num_format": _POINTS_FORMAT},
        "score": {**cell, **centre, "num_format": _SCORE_FORMAT, "locked": False},
        "score_locked": {**locked, **centre, "num_format": _SCORE_FORMAT},
        "applies": {**cell, **centre, "locked": False},
        "note": {**cell, "locked": False},
    }
    return {name: workbook.add_format(kind) for name, kind in kinds.items()}
