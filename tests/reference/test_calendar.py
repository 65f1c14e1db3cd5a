import datetime as dt

import pytest

from cchc_analysis.period import Period
from cchc_analysis.reference.calendar import report_due_on
from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError, UnsourcedRuleError
from cchc_analysis.settings import load_settings


@pytest.mark.parametrize("year", range(2016, 2027))
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_sample_city_is_due_15_days_after_each_quarter(year, quarter):
    assert report_due_on(year, quarter, "sample_city") == Period(year, quarter).end_on + dt.timedelta(days=15)


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_citys_real_calendar_is_refused_until_it_is_typed_in(quarter):
    with pytest.raises(UnsourcedRuleError) as error:
        report_due_on(2020, quarter, "hcmc")
    for language in ("vi", "en"):
        assert f" {quarter} " in error.value.message(language)
        assert "calendar.csv" in error.value.message(language)


def test_a_quarter_without_a_row_is_refused():
    for year, quarter, calendar in ((2015, 1, "sample_city"), (2020, 5, "sample_city"), (2021, 1, "hcmc")):
        with pytest.raises(NoRuleError, match=calendar):
            report_due_on(year, quarter, calendar)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2020-04-15,assumption", "15/4/2020,assumption"),
        ("2020-04-15,assumption", ",assumption"),
        ("2020-04-15,assumption", "2020-04-15,guess"),
        ("sample_city,2020,1,", "sample_city,2020,2,"),
    ],
)
def test_a_slip_in_the_calendar_is_refused(tmp_path, old, new):
    text = (load_settings().reference_dir / "calendar.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "calendar.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"calendar\.csv"):
        report_due_on(2020, 3, "sample_city", reference_dir=tmp_path)
