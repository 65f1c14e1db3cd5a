"""What is shown is recorded: every row, typed, nothing as markup."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.exhibits.cell_text import cell_text, table_html
from cchc_analysis.exhibits.columns import FORMATS, column_payload
from cchc_analysis.exhibits.index import columns as index_columns
from cchc_analysis.exhibits.indicators import columns as indicator_columns
from cchc_analysis.exhibits.procurement import columns as procurement_columns
from cchc_analysis.exhibits.procurement import reported_columns
from cchc_analysis.texts import LANGUAGES


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    bundles: list[dict[str, object]] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_every_column_has_a_label_in_both_languages() -> None:
    for language in LANGUAGES:
        for column in FORMATS:
            assert column_payload(column, language)["label"]


def test_a_table_is_recorded_with_all_rows_and_missing_as_null(shown: list[dict[str, object]]) -> None:
    table = pd.DataFrame(
        {
            "agency_code": ["Q1", "Q3", "Q4"],
            "index": [90.5, float("nan"), 70.0],
            "rank": pd.array([1, pd.NA, 2], dtype="Int64"),
            "is_passed": pd.array([True, pd.NA, False], dtype="boolean"),
            "received_on": pd.to_datetime(["2020-04-01", None, "2020-04-03"]),
        }
    )
    show.show_table(table, name="t", title="T", language="vi", row_limit=1, focus="Q4")
    payload = shown[0][show.TABLE]
    assert payload["rows"] == [  # type: ignore[index]
        ["Q1", 90.5, 1, True, "2020-04-01"],
        ["Q3", None, None, None, None],
        ["Q4", 70.0, 2, False, "2020-04-03"],
    ]
    assert payload["focus_rows"] == [2]  # type: ignore[index]


@pytest.mark.parametrize(
    ("rows", "limit", "printed"),
    [(61, 60, 61), (66, 60, 66), (67, 60, 60), (13, 12, 13), (14, 12, 12), (2, 1, 2), (3, 1, 1), (5, 60, 60)],
)
def test_a_cut_that_would_hide_few_rows_is_none(
    shown: list[dict[str, object]], rows: int, limit: int, printed: int
) -> None:
    table = pd.DataFrame({"rank": range(rows)})
    show.show_table(table, name="t", title="T", language="vi", row_limit=limit)
    assert shown[0][show.TABLE]["row_limit"] == printed  # type: ignore[index]
    assert str(shown[0]["text/html"]).count("<tr>") == 1 + min(rows, printed)


def test_text_from_agencies_is_escaped_in_the_notebook_too(shown: list[dict[str, object]]) -> None:
    hostile = "<script>alert(1)</script>"
    show.show_table(pd.DataFrame({"agency_name": [hostile]}), name="t", title=hostile, language="vi")
    show.show_sentence(hostile)
    for bundle in shown:
        assert "<script>" not in str(bundle["text/html"])


def test_a_column_without_a_label_is_refused() -> None:
    with pytest.raises(KeyError):
        show.show_table(pd.DataFrame({"unheard_of": [1]}), name="t", title="T", language="vi")


@pytest.mark.parametrize(
    ("column", "value", "printed"),
    [
        ("eligible_value_vnd", 1234567, "1.234.567"),
        ("count_share", 0.59955, "59,96%"),
        ("count_share", 0.6, "60,0%"),
        ("index", 84.995, "85,00"),
        ("is_passed", None, "Chưa kết luận"),
        ("is_passed", False, "Không đạt"),
        ("received_on", "2020-10-12", "12/10/2020"),
        ("agency_name", "Quận 1", "Quận 1"),
        ("rank", None, "–"),
    ],
)
def test_values_are_printed_as_vietnamese_officials_write_them(column: str, value: object, printed: str) -> None:
    assert cell_text(value, column_payload(column, "vi"), "vi") == printed


def test_the_html_table_keeps_to_its_row_limit() -> None:
    table = pd.DataFrame({"agency_name": ["A", "B"]})
    assert "<td" in table_html(table, "vi")
    assert "B" not in table_html(table, "vi", row_limit=1)


def test_no_column_is_described_twice() -> None:
    parts = (
        index_columns.FORMATS,
        procurement_columns.FORMATS,
        indicator_columns.FORMATS,
        reported_columns.FORMATS,
    )
    described = [column for part in parts for column in part]
    assert len(set(described)) == len(described)
    # What stands everywhere is the rest: nothing of it is described again by a part.
    assert list(FORMATS)[-len(described) :] == described


@pytest.mark.parametrize(
    ("share", "vi", "en"), [(-0.1507, "-15,1", "-15.1"), (0.25, "+25,0", "+25.0"), (0.0, "0,0", "0.0")]
)
def test_a_change_of_share_is_printed_in_points_as_its_label_says(share: float, vi: str, en: str) -> None:
    for language, printed in (("vi", vi), ("en", en)):
        column = column_payload("value_change_share", language)
        assert cell_text(share, column, language) == printed
    assert "(điểm %)" in str(column_payload("value_change_share", "vi")["label"])


def test_the_code_of_all_together_is_a_word_on_the_page() -> None:
    column = column_payload("agency_code", "vi")
    assert [cell_text(code, column, "vi") for code in ("ALL", "SXD")] == ["Tất cả", "SXD"]


def test_a_code_made_of_a_name_is_in_the_file_only(shown: list[dict[str, object]]) -> None:
    table = pd.DataFrame({"agency_code": ["INV_0809B76165"], "agency_name": ["Bệnh viện"]})
    show.show_table(table, name="t", title="T", language="vi", printed={"agency_name": {"label": "Chủ đầu tư"}})
    code, name = shown[0][show.TABLE]["columns"]  # type: ignore[index]
    assert (code["is_shown"], name["is_shown"], name["label"]) == (False, True, "Chủ đầu tư")


@pytest.mark.parametrize("name", ["value_share", "best_value_share", "worst_count_share", "other_value_share"])
def test_no_share_that_stands_beside_a_result_is_rounded_into_the_quota(name: str) -> None:
    html = table_html(pd.DataFrame({name: [0.24999]}), "vi")
    assert "24,999%" in html
