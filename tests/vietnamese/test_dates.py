import datetime as dt

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.vietnamese.dates import format_date, format_period, period_in_sentence


def test_dates_are_day_month_year_in_both_languages():
    for date in (dt.date(2020, 9, 3), dt.datetime(2020, 9, 3, 17, 5), pd.Timestamp("2020-09-03")):
        assert format_date(date, "vi") == format_date(date, "en") == "03/09/2020"


def test_a_missing_date_is_a_dash():
    assert format_date(None, "vi") == format_date(pd.NaT, "vi") == "–"


def test_periods_read_as_officials_write_them():
    assert format_period(Period.parse("2020-Q4"), "vi") == "Quý IV/2020"
    assert format_period(Period.parse("2020-Q4"), "en") == "Q4 2020"
    assert format_period(Period.parse("2020"), "vi") == "Năm 2020"
    assert format_period(Period.parse("2020"), "en") == "2020"
    assert format_period(Period.parse("2016-2020"), "vi") == "2016-2020"


def test_within_a_sentence_a_period_begins_small_in_vietnamese():
    assert period_in_sentence(Period.parse("2020-Q2"), "vi") == "quý II/2020"
    assert period_in_sentence(Period.parse("2020"), "vi") == "năm 2020"
    assert period_in_sentence(Period.parse("2016-2020"), "vi") == "2016-2020"
    assert period_in_sentence(Period.parse("2020-Q2"), "en") == "Q2 2020"
