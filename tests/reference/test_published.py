import shutil

import pandas as pd
import pytest

from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError
from cchc_analysis.reference.published import load_published
from cchc_analysis.settings import load_settings


def test_every_published_figure_has_a_source():
    for name in ("par_index", "papi_totals", "hcmc_index"):
        assert load_published(name)["source"].ne("").all()


def test_the_city_in_the_provincial_index():
    table = load_published("par_index")
    city = table[table["province_code"] == "P50"].set_index("year")
    assert city["index"].dropna().to_dict() == {2012: 83.83, 2021: 86.05, 2022: 84.7, 2023: 86.97}
    assert city["rank"].to_dict() == {2012: 3, 2016: 15, 2021: 43, 2022: 36, 2023: 33, 2024: 21}


def test_figures_to_be_looked_up_again_are_not_passed_off_as_published():
    table = load_published("par_index").set_index(["year", "unit"])
    assert table.loc[(2022, "Quảng Ninh"), "status"] == "recheck"
    assert table.loc[(2012, "Điện Biên"), "status"] == "recheck"
    assert table.loc[(2022, "Hải Phòng"), "status"] == "derived"
    assert table.loc[(2013, "Sơn La"), "status"] == "approximate"
    assert table.loc[table["status"] == "published", "source"].str.startswith("https://").all()


def test_classes_of_2021_agree_with_the_bands_of_2021():
    table = load_published("hcmc_index")
    bands = bands_for("hcmc", 2021)
    for row in table.itertuples():
        assert bands.name(row.class_code, "vi") == row.class_name
    assert table.groupby("group").size().to_dict() == {"department": 13, "district": 19}


def test_an_unknown_table_is_refused():
    with pytest.raises(NoRuleError, match="pci"):
        load_published("pci")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2012,P32,Đà Nẵng,87.14,1,", "2012,P32,Đà Nẵng,871.4,1,"),
        ("2012,P32,Đà Nẵng,87.14,1,", "2012,P32,Đà Nẵng,87.14,first,"),
        ("2012,P32,Đà Nẵng,87.14,1,", "2012,P32,Đà Nẵng,87.14,1.5,"),
        ("2012,P32,Đà Nẵng,87.14,1,", "2012,P99,Đà Nẵng,87.14,1,"),
        ("2012,P32,Đà Nẵng,87.14,1,published", "2012,P32,Đà Nẵng,87.14,1,sure"),
        ("2012,P49,Bà Rịa - Vũng Tàu", "2012,P49,Đà Nẵng"),
    ],
)
def test_a_slip_in_a_published_table_is_refused(tmp_path, old, new):
    shutil.copytree(load_settings().reference_dir, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "published" / "par_index.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"par_index\.csv"):
        load_published("par_index", reference_dir=tmp_path)


@pytest.mark.real_data
def test_no_row_found_for_the_provinces_was_dropped_or_changed(shared_data):
    found = pd.read_csv(shared_data / "par" / "par_index_provinces_found.csv")
    table = load_published("par_index")
    columns = ["year", "unit", "index", "source"]
    expected = found.rename(columns={"par_index": "index"})[columns]
    pd.testing.assert_frame_equal(table[columns], expected, check_dtype=False)
    assert table["rank"].astype("float64").equals(found["rank"].astype("float64"))


@pytest.mark.real_data
def test_papi_totals_are_those_of_the_dimension_file(shared_data):
    found = pd.read_csv(shared_data / "papi" / "papi_dimensions_2011_2024.csv").set_index(
        ["year", "province_code"]
    )["papi_total"]
    table = load_published("papi_totals")
    own = table[table["province_code"] != ""]
    assert len(own) == 35
    for row in own.itertuples():
        # Printed with three decimals; the file has four.
        assert abs(found[row.year, row.province_code] - row.total) <= 0.0005000001


@pytest.mark.real_data
def test_papi_medians_are_those_of_the_provinces_with_all_dimensions(shared_data):
    found = pd.read_csv(shared_data / "papi" / "papi_dimensions_2011_2024.csv")
    complete = found[found["n_dimensions"] == 8].groupby("year")["papi_total"].agg(["median", "size"])
    table = load_published("papi_totals")
    for row in table[table["province_code"] == ""].itertuples():
        assert abs(complete.loc[row.year, "median"] - row.total) <= 0.005
        assert complete.loc[row.year, "size"] == row.province_count


@pytest.mark.real_data
def test_the_citys_2021_rows_are_those_found(shared_data):
    found = pd.read_csv(shared_data / "par" / "hcmc_districts_2021.csv")
    table = load_published("hcmc_index")
    assert table["unit"].tolist() == found["unit"].tolist()
    assert table["class_name"].tolist() == found["class"].tolist()
    assert table["index"].dropna().tolist() == found["par_index"].dropna().tolist()
