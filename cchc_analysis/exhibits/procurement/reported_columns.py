"""How the columns of reported figures against packages are printed."""

from __future__ import annotations

from cchc_analysis.exhibits.column_format import INTEGER, SHARE, TEXT, VND, ColumnFormat

# In the file only: the page has no room for a third amount.
AWARD = ColumnFormat("vnd", is_shown=False)

FORMATS: dict[str, ColumnFormat] = {
    "sheet_name": TEXT,
    "row_name": TEXT,
    "reported_package_count": INTEGER,
    "own_package_count": INTEGER,
    "package_count_difference": INTEGER,
    "reported_price_vnd": VND,
    "own_price_vnd": VND,
    "price_vnd_difference": VND,
    "reported_award_vnd": AWARD,
    "own_award_vnd": AWARD,
    "award_vnd_difference": AWARD,
    "reported_count_share": SHARE,
    "own_count_share": SHARE,
    "reported_value_share": SHARE,
    "own_value_share": SHARE,
    "different_count": INTEGER,
}
