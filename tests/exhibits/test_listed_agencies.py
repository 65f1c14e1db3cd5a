"""A list of packages made by hand: its agencies by the registry, and that others are not judged."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.exhibits.listed_agencies import judged_of_list, listed_agencies
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.procurement.section import show_procurement_heading
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.period import Period
from tests.exhibits.shown import catch

LIST = """Tên gói thầu,Chủ đầu tư,Lĩnh vực,Hình thức LCNT,Qua mạng,Giá gói thầu (đồng),Ngày đăng tải
Mua máy tính,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,1250500000,05/03/2020
Sửa trụ sở,Quận 2,Xây lắp,Đấu thầu rộng rãi,Không,4750000000,06/03/2020
"""


def test_names_and_groups_are_those_in_force_on_the_last_day() -> None:
    named = pd.DataFrame(
        [("SNV", "So Noi vu"), ("Q2", "Quận 2 (cũ)"), ("X9", "Ban X9")], columns=["agency_code", "agency_name"]
    )
    of_2020 = listed_agencies(named, Period(2020), "en").set_index("agency_code")
    assert of_2020.loc["Q2"].tolist() == ["District 2", "district"]
    assert of_2020.loc["SNV"].tolist() == ["Department of Home Affairs", "department"]
    of_2021 = listed_agencies(named, Period(2021), "en").set_index("agency_code")
    assert of_2021.loc["Q2"].tolist() == ["Quận 2 (cũ)", "district"]
    assert of_2021.loc["X9"].tolist() == ["Ban X9", "investor"]


def test_an_agency_whose_every_row_was_rejected_is_judged_and_not_concluded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    path = tmp_path / "goi_thau.csv"
    lost = "Mua bàn,Sở Tài chính,Hàng hóa,Chào hàng cạnh tranh,Có,300000000,31/02/2020\n"
    path.write_text(LIST + lost + lost.replace("Sở Tài chính", "Sở Không Có"), encoding="utf-8")
    results = procurement_results(open_study(period="2020", source=f"packages={path}"))
    judged = results.quota.set_index("agency_code")["quota_result"]
    assert judged.index.tolist() == ["Q2", "SNV", "STC"]
    assert judged["STC"] == "not_concluded"


@pytest.mark.parametrize(("language", "start"), [("vi", "Nguồn là danh sách"), ("en", "The source is a list")])
def test_only_agencies_of_the_list_are_judged_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, start: str
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    path = tmp_path / "goi_thau.csv"
    path.write_text(LIST, encoding="utf-8")
    study = open_study(period="2020", source=f"packages={path}", language=language)
    assert dict(zip(study.agencies["agency_code"], study.agencies["group"], strict=True)) == {
        "Q2": "district",
        "SNV": "department",
    }
    results = procurement_results(study)
    assert results.quota["agency_code"].tolist() == ["Q2", "SNV"]
    shown = catch(monkeypatch, lambda: show_procurement_heading(study, results))
    (said,) = [note for note in shown.of_style("note") if note.startswith(start)]
    assert "(2)" in said


@pytest.mark.parametrize(("period", "judged"), [("2020", ["Q2", "SNV"]), ("2021", ["SNV", "TPTHUDUC"])])
def test_an_agency_that_did_not_exist_in_the_year_is_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, period: str, judged: list[str]
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    path = tmp_path / "goi_thau.csv"
    later = "Mua xe,Thành phố Thủ Đức,Hàng hóa,Chào hàng cạnh tranh,Có,900000000,05/03/2021\n"
    path.write_text(LIST + later, encoding="utf-8")
    study = open_study(period=period, source=f"packages={path}")
    assert study.agencies["agency_code"].tolist() == judged


def test_an_abolished_agency_with_a_package_of_the_year_keeps_its_row() -> None:
    named = pd.DataFrame({"agency_code": ["Q2", "Q9", "X9"], "agency_name": ["Quận 2", "Quận 9", "Ban X9"]})
    assert judged_of_list(named, pd.Series(["Q2"]), Period(2021))["agency_code"].tolist() == ["Q2", "X9"]
