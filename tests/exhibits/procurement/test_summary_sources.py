"""What a first screen says of lists made by hand: their files, and no rating but by the city of its own heads."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from cchc_analysis.exhibits.procurement.results import ProcurementResults, procurement_results
from cchc_analysis.exhibits.procurement.section import show_reporting
from cchc_analysis.exhibits.procurement.summary import show_procurement_summary
from cchc_analysis.exhibits.procurement.verdict_section import show_verdicts
from cchc_analysis.exhibits.source_name import file_names, source_name
from cchc_analysis.exhibits.study import Study, UnknownInvestorError, open_study
from cchc_analysis.texts import LANGUAGES, Language
from tests.exhibits.procurement_pages import show

LIST = """Tên gói thầu,Chủ đầu tư,Lĩnh vực,Hình thức LCNT,Qua mạng,Giá gói thầu (đồng),Ngày đăng tải
Mua máy tính,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Không,1250500000,05/03/2020
Sửa trụ sở,Quận 2,Xây lắp,Đấu thầu rộng rãi,Không,4750000000,06/03/2020
"""
# The two pages that show verdicts, each with its first screen.
_PAGES = ((show_procurement_summary, show_verdicts), (show_procurement_summary, show_reporting))
Judged = tuple[Study, ProcurementResults]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("listed")
    path = folder / "<b>ke hoach.csv"
    path.write_text(LIST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_WAREHOUSE_DIR", str(folder / "warehouse"))
        study = open_study(period="2020", source=f"packages={path}")
        return study, procurement_results(study)


def test_the_first_screen_names_the_files_of_a_list(listed: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    said = show(monkeypatch, *listed, show_procurement_summary).sentences[-1]
    assert "(tệp: <b>ke hoach.csv); các gói thầu thuộc kỳ (tính từ đầu năm) đăng tải" in said


def test_of_many_files_it_is_said_how_many_there_are(listed: Judged) -> None:
    assert file_names(["a", "b", "c"], "vi") == "a, b, c"
    assert file_names(["a", "b", "c", "d"], "vi") == "4 tệp"
    files = [SimpleNamespace(file=name) for name in "abcd"]
    many = replace(listed[0].warehouse, files=cast("Any", files))
    assert source_name(replace(listed[0], warehouse=many)).endswith(" (4 tệp)")


@pytest.fixture(scope="module")
def unrated(listed: Judged) -> Judged:
    """The same packages as of a source whose agencies are not those of the city's registry."""
    warehouse = listed[0].warehouse
    study = replace(listed[0], warehouse=replace(warehouse, key=warehouse.key.replace("packages", "vneps", 1)))
    return study, procurement_results(study)


@pytest.mark.parametrize("agency", ["", "SNV"])
def test_heads_that_the_city_does_not_rate_get_no_rating(
    listed: Judged, unrated: Judged, monkeypatch: pytest.MonkeyPatch, agency: str
) -> None:
    study, results = listed
    for pages in _PAGES:
        own = show(monkeypatch, replace(study, agency=agency), results, *pages)
        assert "rating_name" in own.on_page["verdicts"]
        assert any("Người đứng đầu" in said for said in own.sentences) == bool(agency)
        assert "xuất sắc" in own.captions["verdicts"]
    study, results = unrated
    assert results.verdicts["is_excellent_allowed"].isna().all()
    assert results.verdicts["quota_result"].eq("failed").all()
    for pages in _PAGES:
        other = show(monkeypatch, replace(study, agency=agency), results, *pages)
        assert "rating_name" not in other.on_page["verdicts"]
        assert other.tables["verdicts"]["rating_name"].isna().all()
        read = [*other.sentences, other.captions["verdicts"], *other.titles.values()]
        assert not any("đứng đầu" in said or "xuất sắc" in said for said in read)


def test_of_a_list_only_agencies_of_the_registry_are_rated(listed: Judged) -> None:
    study = listed[0]
    more = pd.DataFrame([("X9", "Ban X9", "investor")], columns=list(study.agencies))
    mixed = replace(study, agencies=pd.concat([study.agencies, more], ignore_index=True))
    assert mixed.rated_agencies == {"SNV", "Q2"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_for_an_unknown_code_is_told_how_to_get_the_codes(language: Language) -> None:
    said = UnknownInvestorError(agency="X", source="vneps").message(language)
    assert all(word in said for word in ("report", "--agency", "agency_code", "tables"))
