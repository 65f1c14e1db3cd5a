import datetime as dt
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError, UnsourcedRuleError
from cchc_analysis.reference.procurement_rules import (
    load_rules,
    rule_on,
)
from cchc_analysis.settings import load_settings

BN = 10**9
RULES = load_rules()


@pytest.mark.parametrize(
    ("on", "quota"),
    [
        ("2017-01-01", (30, None)),
        ("2017-12-31", (30, None)),
        ("2019-01-01", (50, 15)),
        ("2020-01-31", (50, 15)),
        ("2020-02-01", (60, 25)),
        ("2020-12-31", (60, 25)),
        ("2021-01-01", (70, 35)),
        ("2021-12-31", (70, 35)),
        ("2022-01-01", (70, None)),
        ("2022-07-31", (70, None)),
        ("2024-02-27", (95, 90)),
        ("2024-12-31", (95, 90)),
        ("2025-01-01", (None, None)),
        ("2025-08-03", (None, None)),
        ("2025-08-04", (None, None)),
        ("2030-01-01", (None, None)),
    ],
)
def test_the_quota_changes_on_the_day_its_document_comes_into_force(on, quota):
    assert rule_on(dt.date.fromisoformat(on)).require_quota() == quota


@pytest.mark.parametrize(
    ("on", "document"),
    [
        ("2016-01-01", "07/2015/TTLT-BKHĐT-BTC"),
        ("2016-12-31", "07/2015/TTLT-BKHĐT-BTC"),
        ("2018-01-01", "07/2015/TTLT-BKHĐT-BTC"),
        ("2018-12-31", "07/2015/TTLT-BKHĐT-BTC"),
        ("2022-08-01", "08/2022/TT-BKHĐT"),
        ("2022-12-31", "08/2022/TT-BKHĐT"),
        ("2023-01-01", "08/2022/TT-BKHĐT"),
        ("2023-12-31", "08/2022/TT-BKHĐT"),
        ("2024-01-01", "22/2023/QH15"),
        ("2024-02-26", "22/2023/QH15"),
    ],
)
def test_an_unsourced_quota_is_refused_naming_document_year_and_file(on, document):
    with pytest.raises(UnsourcedRuleError) as error:
        rule_on(dt.date.fromisoformat(on)).require_quota()
    for language in ("vi", "en"):
        message = error.value.message(language)
        assert document in message
        assert on[:4] in message
        assert "rules/procurement.yml" in message
    assert "tỷ lệ tối thiểu" in error.value.message("vi")


def test_a_day_before_the_first_rule_is_refused():
    with pytest.raises(NoRuleError, match="31/12/2015"):
        rule_on(dt.date(2015, 12, 31))


@given(st.dates(dt.date(2016, 1, 1), dt.date(2035, 12, 31)))
def test_exactly_one_rule_is_in_force_on_any_day(on):
    in_force = [rule for rule in RULES if rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to)]
    assert len(in_force) == 1


def test_a_year_is_judged_by_the_document_that_sets_its_ratios():
    ends = {year: rule_on(dt.date(year, 12, 31)).minimums(year) for year in (2017, 2019, 2020, 2021)}
    assert ends == {2017: (30, None), 2019: (50, 15), 2020: (60, 25), 2021: (70, 35)}


def test_a_circular_whose_effect_was_ceased_until_an_unknown_day_judges_nothing_and_says_why():
    rule = rule_on(dt.date(2022, 8, 1))
    assert rule.minimums(2022) == (None, None)
    assert rule.mandatory_share_pct is None
    for language in ("vi", "en"):
        assert "16/2022/TT-BKHĐT" in rule.notes(language)
        assert "80%" in rule.notes(language)


def test_the_first_quarter_of_2020_is_judged_by_the_circular_in_force_on_its_last_day():
    assert rule_on(dt.date(2020, 3, 31)).minimums(2020) == (60, 25)


def test_a_rule_that_came_during_a_year_judges_only_its_own_years():
    decree_24 = rule_on(dt.date(2024, 12, 31))
    assert decree_24.require_quota() == (95, 90)
    assert decree_24.minimums(2024) == (None, None)


def test_no_ratio_in_force_is_told_apart_from_a_ratio_not_found():
    assert rule_on(dt.date(2025, 6, 1)).quota_status == "none"
    assert rule_on(dt.date(2023, 6, 1)).quota_status == "unknown"


def test_limited_bidding_and_exclusions_follow_their_dates():
    rule_2020, rule_2022, rule_2024 = (rule_on(dt.date(year, 12, 31)) for year in (2020, 2022, 2024))
    assert rule_2020.eligible_forms == ("open_bidding", "shopping")
    assert rule_2020.excluded_fields == ()
    assert rule_2022.excluded_fields == ("mixed",)
    assert not rule_2022.excludes_international
    assert rule_2024.eligible_forms == ("open_bidding", "limited_bidding", "shopping")
    assert rule_2024.excludes_international


def test_excluded_methods_are_codes():
    assert rule_on(dt.date(2020, 12, 31)).excluded_methods == ()
    assert rule_on(dt.date(2023, 12, 31)).excluded_methods == ("two_stage_one_envelope", "two_stage_two_envelopes")


def test_ceilings_follow_their_dates():
    works = {on: rule_on(dt.date(on, 12, 31)).mandatory_ceilings_vnd["works"] for on in range(2019, 2025)}
    assert works == {2019: 20 * BN} | {
        2020: 10 * BN,
        2021: 20 * BN,
        2022: 20 * BN,
        2023: 200 * BN,
        2024: 500 * BN,
    }
    assert rule_on(dt.date(2020, 12, 31)).mandatory_ceilings_vnd["consulting"] == 5 * BN


def test_reports_go_to_the_office_of_their_time():
    receivers = {
        on: rule_on(dt.date.fromisoformat(on)).reporting
        for on in ("2020-09-30", "2021-06-30", "2025-02-28", "2025-03-01")
    }
    assert receivers["2020-09-30"].frequency == "quarterly"
    assert receivers["2020-09-30"].receiver("vi") == "Sở Kế hoạch và Đầu tư"
    assert receivers["2021-06-30"].status == "unknown"
    assert receivers["2025-02-28"].receiver("en") == "Department of Planning and Investment"
    assert receivers["2025-03-01"].receiver("en") == "Department of Finance"


def test_a_missed_quota_bars_excellent_only_where_a_source_says_so():
    bars = {year: rule_on(dt.date(year, 12, 31)).rating_consequence.bars_on for year in (2019, 2020, 2021, 2022)}
    assert bars == {2019: (), 2020: ("quota", "report"), 2021: ("quota",), 2022: ()}


def test_a_citation_goes_as_deep_as_the_source():
    assert rule_on(dt.date(2020, 6, 1)).citation("vi") == "Thông tư 11/2019/TT-BKHĐT, khoản 1 Điều 29"
    assert rule_on(dt.date(2021, 6, 1)).citation("vi") == "Thông tư 11/2019/TT-BKHĐT, điểm a khoản 2 Điều 29"
    assert rule_on(dt.date(2024, 6, 1)).citation("en") == "Decree 24/2024/NĐ-CP, Article 97, clause 8"


def test_the_open_question_on_shortened_quotation_stands_in_the_notes():
    assert "rút gọn" in rule_on(dt.date(2020, 6, 1)).notes("vi")
    assert "hortened" in rule_on(dt.date(2020, 6, 1)).notes("en")
    assert rule_on(dt.date(2022, 6, 1)).shortened_shopping == "counted"


def test_shortened_quotation_has_to_be_online_whatever_the_switch_only_where_a_source_says_so():
    said = [rule.valid_from.isoformat() for rule in load_rules() if rule.is_shortened_mandatory]
    assert said == ["2023-01-01"]


def test_the_spring_of_2024_is_left_open_and_says_that_the_circular_before_it_had_ended():
    rule = rule_on(dt.date(2024, 1, 15))
    assert (rule.quota_status, rule.minimums(2024)) == ("unknown", (None, None))
    assert "khoản 2 Điều 32 Thông tư 01/2024/TT-BKHĐT" in rule.notes("vi")
    assert "article 32, clause 2" in rule.notes("en")


def _edited(tmp_path, change):
    shutil.copytree(load_settings().reference_dir, tmp_path / "reference")
    path = tmp_path / "reference" / "rules" / "procurement.yml"
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return tmp_path / "reference"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('valid_to: "2020-01-31"', 'valid_to: "2020-02-01"'),
        ('eligible_forms: ["open_bidding", "shopping"]', 'eligible_forms: ["open_biding", "shopping"]'),
        ('excluded_fields: ["mixed"]', 'excluded_fields: ["mixt"]'),
        ('excluded_methods: ["two_stage_one_envelope"', 'excluded_methods: ["two_stages"'),
        ("min_count_pct: 60", "min_count_pct: null"),
        ("min_count_pct: 60", "min_count_pct: 600"),
        ("min_value_pct: 25", "min_value_pct: 25.5"),
        ('quota_status: "none"', 'quota_status: "sourced"'),
        ("works: 10000000000", "work: 10000000000"),
        ('frequency: "quarterly"', "frequency: null"),
        ("quota_years: [2022]\n", "quota_years: [2022]\n  is_shortened_mandatory: true\n"),
    ],
)
def test_a_slip_in_the_rules_is_refused(tmp_path, old, new):
    reference_dir = _edited(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(ReferenceFileError, match=r"procurement\.yml"):
        load_rules(reference_dir=reference_dir)


def test_a_quota_typed_in_later_is_found(tmp_path):
    def type_in(text):
        head, tail = text.split('- valid_from: "2023-01-01"')
        tail = tail.replace('"unknown"', '"sourced"', 1).replace("min_count_pct: null", "min_count_pct: 11", 1)
        return f'{head}- valid_from: "2023-01-01"{tail.replace("min_value_pct: null", "min_value_pct: 12", 1)}'

    rule = rule_on(dt.date(2023, 7, 1), reference_dir=_edited(tmp_path, type_in))
    assert rule.require_quota() == (11, 12)


def test_of_a_part_of_the_packages_the_rule_sets_no_ratio_and_counts_the_same() -> None:
    rule = rule_on(dt.date(2020, 12, 31))
    shares_only = rule.without_quota()
    assert shares_only.minimums(2020) == (None, None)
    assert rule.minimums(2020) == (60, 25)
    assert shares_only.eligible_forms == rule.eligible_forms


def test_only_the_weeks_before_the_decree_of_2024_have_no_known_forms() -> None:
    assert [str(rule.valid_from) for rule in load_rules() if not rule.knows_its_forms] == ["2024-01-01"]
