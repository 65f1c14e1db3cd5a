import csv
import datetime as dt

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import Entry, check_no_overlap, read_entries, read_rows


class _Dated(Entry):
    day: dt.date
    pct: int


def _read(tmp_path, text):
    path = tmp_path / "values.yml"
    path.write_text(text, encoding="utf-8")
    return read_entries(path, _Dated)


def test_a_list_of_entries_is_read(tmp_path):
    assert _read(tmp_path, '- {day: "2020-02-01", pct: 60}') == (_Dated(day=dt.date(2020, 2, 1), pct=60),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('- day: "2020-02-01"\n  pct: 60\n  pct: 70', "duplicate key 'pct'"),
        ('- {day: "2020-02-01", pct: "60"}', "1 / pct"),
        ('- {day: "2020-02-01", pct: 60.0}', "1 / pct"),
        ('- {day: "2020-02-01", pct: yes}', "1 / pct"),
        ('- {day: "2020-02-01", pct: 060}', "1 / pct"),
        ('- {day: "2020-02-01", pct: 0x3C}', "1 / pct"),
        ('- {day: "2020-02-01", pct: 1:00}', "1 / pct"),
        ('- {day: "01/02/2020", pct: 60}', "1 / day"),
        ('- {day: "2020-02-01", pct: 60, pctt: 70}', "1 / pctt"),
        ('- {day: "2020-02-01"}', "1 / pct"),
        ("day: [", "expected"),
    ],
)
def test_a_slip_in_a_yaml_file_is_refused_with_its_place(tmp_path, text, place):
    with pytest.raises(ReferenceFileError) as error:
        _read(tmp_path, text)
    assert place in str(error.value)
    assert "values.yml" in str(error.value)


def test_every_fault_of_a_yaml_file_is_listed_at_once(tmp_path):
    with pytest.raises(ReferenceFileError) as error:
        _read(tmp_path, '- {day: "x", pct: 60}\n- {day: "2020-02-01", pct: "y"}')
    assert len(error.value.faults) == 2


def _rows(tmp_path, text):
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(path, ["code", "name"])


def test_cells_stay_text_and_empty_stays_empty(tmp_path):
    rows = _rows(tmp_path, "code,name\n007,NA\n8,\n")
    assert rows["code"].tolist() == ["007", "8"]
    assert rows["name"].tolist() == ["NA", ""]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "code;name\n1;a\n",
        "name,code\na,1\n",
        "code,name\n1\n",
        "code,name\n1,a,b\n",
        "code,name\n1, a\n",
        "code,name\n1,Quâ\u0323n 1\n",
    ],
)
def test_a_slip_in_a_csv_file_is_refused(tmp_path, text):
    with pytest.raises(ReferenceFileError):
        _rows(tmp_path, text)


@pytest.mark.parametrize("spans", [[(2019, 2020), (2020, None)], [(2019, None), (2020, 2021)], [(2020, 2019)]])
def test_overlapping_and_backward_spans_are_refused(spans):
    with pytest.raises(ReferenceFileError):
        check_no_overlap("rules.yml", spans)


def test_spans_that_follow_each_other_are_accepted():
    check_no_overlap("rules.yml", [(2018, 2019), (2020, 2020), (2022, None)])


def test_a_file_of_rows_is_parsed_again_only_once_it_has_changed(tmp_path, monkeypatch):
    first = _rows(tmp_path, "code,name\n1,a\n")
    with monkeypatch.context() as patch:
        patch.setattr(csv, "reader", lambda *asked, **options: pytest.fail("parsed again"))
        assert read_rows(tmp_path / "rows.csv", ["code", "name"]).equals(first)
    assert _rows(tmp_path, "code,name\n1,a\n2,b\n")["name"].tolist() == ["a", "b"]


def test_what_a_reader_writes_into_its_rows_nobody_else_sees(tmp_path):
    rows = _rows(tmp_path, "code,name\n1,a\n")
    rows.loc[0, "name"] = "changed"
    rows["more"] = "x"
    again = read_rows(tmp_path / "rows.csv", ["code", "name"])
    assert again.to_dict("list") == {"code": ["1"], "name": ["a"]}
