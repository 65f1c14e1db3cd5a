"""What the first screen must not leave out: other periods, packages of nobody, files not read, heads barred."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.exhibits.procurement import evidence, summary
from cchc_analysis.exhibits.procurement.exclusions_section import show_exclusions
from cchc_analysis.exhibits.procurement.other_periods import packages_outside
from cchc_analysis.exhibits.procurement.packages_section import show_mandatory
from cchc_analysis.exhibits.procurement.rating_words import barred_ratings
from cchc_analysis.exhibits.procurement.results import ProcurementResults, procurement_results
from cchc_analysis.exhibits.procurement.summary import show_procurement_summary
from cchc_analysis.exhibits.study import Study, open_study
from tests.exhibits.held_packages import held_package, hold
from tests.exhibits.procurement_pages import asked, show

_DAYS = ("05/03/2020", "06/03/2020", "05/09/2020", "05/03/2021", "05/03/2019", "06/03/2019", "05/03/2010")
_HEAD = "Tên gói thầu,Chủ đầu tư,Lĩnh vực,Hình thức LCNT,Qua mạng,Giá gói thầu (đồng),Ngày đăng tải"
Judged = tuple[Study, ProcurementResults]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Seven packages of one agency, two of them of the first half of 2020."""
    folder = tmp_path_factory.mktemp("periods")
    path = folder / "list.csv"
    rows = [
        f"Mua máy {at},Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,{at + 1}00000000,{day}"
        for at, day in enumerate(_DAYS)
    ]
    path.write_text("\n".join([_HEAD, *rows]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_WAREHOUSE_DIR", str(folder / "warehouse"))
        study = open_study(period="2020-Q2", source=f"packages={path}")
        return study, procurement_results(study)


def test_packages_of_other_periods_are_counted_by_year_beside_the_source(
    listed: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = show(monkeypatch, *listed, show_procurement_summary).sentences[-1]
    assert "các gói thầu thuộc kỳ (tính từ đầu năm) đăng tải từ ngày 05/03/2020 đến ngày 06/03/2020." in said
    years = "năm 2021: 1; sau kỳ, trong năm 2020: 1; năm 2019: 2; năm 2010: 1"
    assert f"Nguồn còn 5 gói thầu đăng tải ngoài kỳ báo cáo ({years}); các gói này không tính vào" in said


def test_the_rows_of_the_exclusions_are_all_packages_of_the_source(
    listed: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, results = listed
    shown = show(monkeypatch, study, results, show_exclusions)
    table = shown.tables["quota_exclusions"]
    assert table["package_count"].sum() == len(_DAYS)
    assert table["value_vnd"].sum() == sum(range(1, len(_DAYS) + 1)) * 100_000_000
    assert results.package_count == table.loc[table["reason"].ne("outside"), "package_count"].sum() == 2
    assert "2 gói thầu từ đầu năm; cùng 5 gói" in shown.captions["quota_exclusions"]
    assert "bằng đủ 7 gói của nguồn" in shown.captions["quota_exclusions"]


def test_a_list_without_a_package_of_the_period_says_so_and_what_it_holds(
    listed: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, results = listed
    later = replace(study, period=replace(study.period, year=2018))
    said = show(monkeypatch, later, results, show_procurement_summary).sentences[-1]
    assert "không có gói thầu nào đăng tải từ đầu năm" in said
    assert "Nguồn còn 7 gói thầu" in said


def test_years_beyond_those_named_are_added_up(listed: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_analysis.exhibits.procurement.other_periods._MOST_NAMED", 2)
    said = show(monkeypatch, *listed, show_procurement_summary).sentences[-1]
    assert "(năm 2021: 1; sau kỳ, trong năm 2020: 1; các năm trước đó: 3)" in said


@pytest.mark.usefixtures("sample")
def test_the_sample_accounts_for_its_packages_of_every_year() -> None:
    study, results = asked(period="2020-Q2")
    packages = study.open("packages")
    assert packages is not None
    assert results.package_count + packages_outside(study)["package_count"].sum() == len(as_frame(packages))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("agency", ["", "SXD"])
def test_the_first_screen_says_that_packages_of_nobody_and_files_not_read_may_change_it(
    agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = show(monkeypatch, *asked(agency=agency), show_procurement_summary).sentences
    assert not any("kết quả trên có thể thay đổi" in said for said in sound)
    hold(monkeypatch, held_package(agency_code=""))
    monkeypatch.setattr(summary, "unread_files", lambda _: ["a.csv", "b.csv"])
    shown = show(monkeypatch, *asked(agency=agency), show_procurement_summary)
    doubts = [said for said in shown.of_style("summary") if "kết quả trên có thể thay đổi" in said]
    assert doubts == shown.sentences[1:3]
    assert [said.split(" bị ")[0] for said in doubts] == ["1 gói", "2 tệp"]


def test_heads_who_may_not_be_rated_excellent_are_counted_and_five_agencies_named() -> None:
    names = [f"Sở {at}" for at in range(9)]
    marks = pd.Series([False] * 7 + [True, None], dtype="boolean")
    verdicts = pd.DataFrame({"agency_name": names, "is_excellent_allowed": marks})
    (said,) = barred_ratings(verdicts, "en")
    assert said.endswith(": 7 (Sở 0; Sở 1; Sở 2; Sở 3; Sở 4; and 2 more).")
    (said,) = barred_ratings(verdicts[5:], "en")
    assert said.endswith(": 2 (Sở 5; Sở 6).")
    assert barred_ratings(verdicts[7:], "en") == []


@pytest.mark.usefixtures("sample")
def test_the_first_screen_names_the_barred_before_those_not_concluded(monkeypatch: pytest.MonkeyPatch) -> None:
    city, results = asked(period="2020-Q2")
    marked = results.verdicts.copy()
    first = marked.index[marked["agency_code"].isin(city.rated_agencies)][0]
    marked.loc[first, "is_excellent_allowed"] = False
    said = show(monkeypatch, city, replace(results, verdicts=marked), show_procurement_summary).sentences
    barred = next(at for at, one in enumerate(said) if "không được đánh giá, xếp loại" in one)
    assert marked.loc[first, "agency_name"] in said[barred] or " cơ quan khác" in said[barred]
    assert barred < min(at for at, one in enumerate(said) if "chưa kết luận được xếp loại" in one)


@pytest.mark.usefixtures("sample")
def test_a_list_cut_in_the_file_says_how_many_of_how_many_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    city, results = asked(language="en")
    offline = int(results.mandatory["mandatory_offline_count"].sum())
    assert evidence.MOST_OFFLINE >= 22_736  # those of a list of 50,000 packages
    whole = show(monkeypatch, city, results, show_mandatory)
    assert len(whole.tables["mandatory_offline"]) == offline > 2
    assert "the file holds" not in whole.captions["mandatory_offline"]
    monkeypatch.setattr(evidence, "MOST_OFFLINE", 2)
    cut = show(monkeypatch, city, results, show_mandatory)
    assert len(cut.tables["mandatory_offline"]) == 2
    assert f"There are {offline}; the file holds the dearest 2." in cut.captions["mandatory_offline"]
