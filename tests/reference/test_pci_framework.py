"""The competitiveness index: which sub-indices count in a year, with what weight."""

from decimal import Decimal
from itertools import pairwise

import pytest

from cchc_analysis.reference.errors import NoRuleError
from cchc_analysis.reference.framework_changes import are_comparable
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import LANGUAGES

WEIGHTS = {
    2005: {
        "pci_entry": "17.1", "pci_land": "8.35", "pci_transparency": "16.11", "pci_time": "9.61",
        "pci_informal": "7.55", "pci_implement": "0.21", "pci_soe_bias": "13.11", "pci_proactive": "16.84",
        "pci_support": "11.11",
    },
    2006: {
        "pci_entry": "5", "pci_land": "5", "pci_transparency": "15", "pci_time": "10", "pci_informal": "5",
        "pci_soe_bias": "5", "pci_proactive": "15", "pci_support": "15", "pci_labor": "15", "pci_legal": "10",
    },
    2009: {
        "pci_entry": "10", "pci_land": "5", "pci_transparency": "20", "pci_time": "15", "pci_informal": "10",
        "pci_proactive": "10", "pci_support": "5", "pci_labor": "20", "pci_legal": "5",
    },
    2013: {
        "pci_entry": "5", "pci_land": "5", "pci_transparency": "20", "pci_time": "5", "pci_informal": "10",
        "pci_policy_bias": "5", "pci_proactive": "5", "pci_support": "20", "pci_labor": "20", "pci_legal": "5",
    },
}  # fmt: skip
LAST = {2005: 2005, 2006: 2008, 2009: 2012, 2013: 2016}


@pytest.mark.parametrize(("first", "year"), [(first, year) for first in WEIGHTS for year in (first, LAST[first])])
def test_the_weights_of_a_year_are_those_of_its_version(first: int, year: int) -> None:
    criteria = load_framework("pci", year).criteria.set_index("code")["max_points"]
    expected = {code: float(weight) for code, weight in WEIGHTS[first].items()}
    assert criteria.drop("PCI").to_dict() == expected
    assert Decimal(str(criteria["PCI"])) == sum(Decimal(weight) for weight in WEIGHTS[first].values())


def test_versions_change_in_2006_2009_and_2013_only() -> None:
    frameworks = [load_framework("pci", year) for year in range(2005, 2017)]
    breaks = [after.year for before, after in pairwise(frameworks) if not are_comparable(before, after)]
    assert breaks == [2006, 2009, 2013]


def test_the_pilot_year_is_a_sum_of_points_because_its_weights_do_not_add_up_to_100() -> None:
    pilot, after = load_framework("pci", 2005), load_framework("pci", 2006)
    assert (pilot.index_scale, after.index_scale) == ("points", "share")
    assert pilot.criteria.set_index("code")["max_points"]["PCI"] == 99.99


def test_what_was_derived_and_what_contradicts_itself_is_said_in_both_languages() -> None:
    for language in LANGUAGES:
        assert "99" in load_framework("pci", 2005).notes(language)
        assert "2011" in load_framework("pci", 2011).notes(language)


@pytest.mark.parametrize("year", [2004, 2017])
def test_a_year_without_a_version_has_none(year: int) -> None:
    with pytest.raises(NoRuleError):
        load_framework("pci", year)


def test_every_criterion_names_its_source_and_is_named_in_both_languages() -> None:
    for year in range(2005, 2017):
        criteria = load_framework("pci", year).criteria
        assert criteria[["name_vi", "name_en", "source"]].ne("").all(axis=None)
        assert set(criteria.loc[criteria["code"] != "PCI", "score_source"]) == {"survey"}
