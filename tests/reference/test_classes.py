from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError, UnsourcedRuleError
from cchc_analysis.settings import load_settings

CITY_2021 = bands_for("hcmc", 2021)
PROVINCES_2015 = bands_for("par_province", 2015)


def class_of(bands, index):
    band = bands.find(Decimal(index))
    return None if band is None else band.code


def above(bands, index):
    band = bands.next_above(Decimal(index))
    return None if band is None else band.code


@pytest.mark.parametrize(
    ("index", "code"),
    [
        ("100", "good"),
        ("85.00", "good"),
        ("85", "good"),
        ("84.999999999999999999", "fair"),
        ("84.995", "fair"),
        ("84.99", "fair"),
        ("70", "fair"),
        ("69.99", "average"),
        ("0", "average"),
    ],
)
def test_a_class_is_decided_on_the_exact_decimal(index, code):
    assert class_of(CITY_2021, index) == code


def test_class_names_are_bilingual():
    assert [CITY_2021.name(code, "vi") for code in ("good", "fair", "average")] == [
        "Tốt",
        "Khá",
        "Trung bình",
    ]
    assert CITY_2021.name("good", "en") == "Good"
    with pytest.raises(NoRuleError):
        CITY_2021.name("excellent", "vi")


@given(st.decimals(0, 100, places=4))
def test_every_index_falls_in_exactly_one_class(index):
    assert sum(band.holds(index) for band in CITY_2021.bands) == 1


def test_an_index_outside_every_band_is_in_no_class():
    assert class_of(CITY_2021, "100.01") is None
    assert class_of(PROVINCES_2015, "69.99") is None


@pytest.mark.parametrize(
    ("index", "code"),
    [("69.99", "C"), ("0", "C"), ("70", "B"), ("79.99", "B"), ("80", "A"), ("89.995", "A"), ("90", None)],
)
def test_the_next_class_is_the_nearest_not_reached_even_from_below_all_named(index, code):
    assert above(PROVINCES_2015, index) == code


def test_above_the_best_class_there_is_none():
    assert above(CITY_2021, "100.01") is None
    assert above(CITY_2021, "84.999") == "good"


@pytest.mark.parametrize("is_closed", [True, False])
@pytest.mark.parametrize(("bound", "decimals"), [("85", 0), ("85", 2), ("84.995", 2), ("84.995", 3)])
def test_the_lowest_and_highest_published_index_are_the_ends_of_the_class(bound, decimals, is_closed):
    unit = Decimal(1).scaleb(-decimals)
    upper = CITY_2021.bands[0].model_copy(update={"low": bound, "low_closed": is_closed})
    lower = CITY_2021.bands[1].model_copy(update={"high": bound, "high_closed": not is_closed})
    assert upper.is_reached(upper.lowest(decimals))
    assert not upper.is_reached(upper.lowest(decimals) - unit)
    assert lower.highest(decimals) == upper.lowest(decimals) - unit


def test_a_class_without_a_bound_has_no_end():
    assert CITY_2021.bands[-1].lowest(2) == Decimal("-Infinity")
    assert CITY_2021.bands[-1].is_reached(Decimal(-5))
    assert PROVINCES_2015.bands[0].highest(2) == Decimal("Infinity")
    assert PROVINCES_2015.bands[0].holds(Decimal(1000))


@pytest.mark.parametrize(
    ("index", "code"), [("93.31", "A"), ("90", "A"), ("89.99", "B"), ("80", "B"), ("74.99", "C")]
)
def test_provinces_of_2015_are_grouped_by_90_80_70(index, code):
    assert class_of(PROVINCES_2015, index) == code


@pytest.mark.parametrize("year", [2015, 2017, 2018, 2019, 2020, 2022, 2025])
def test_years_whose_cut_offs_were_not_found_are_refused(year):
    with pytest.raises(UnsourcedRuleError) as error:
        bands_for("hcmc", year)
    for language in ("vi", "en"):
        assert str(year) in error.value.message(language)
        assert "classes.yml" in error.value.message(language)


@pytest.mark.parametrize(("framework", "year"), [("hcmc", 2016), ("hcmc", 2014), ("papi", 2020)])
def test_where_nothing_is_recorded_there_is_no_rule(framework, year):
    with pytest.raises(NoRuleError, match=framework):
        bands_for(framework, year)


@pytest.mark.parametrize("framework", ["sample_city", "sample_ward"])
def test_the_sample_city_declares_its_bands_an_assumption(framework):
    bands = bands_for(framework, 2020)
    assert bands.status == "assumption"
    assert bands.bands == CITY_2021.bands


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('low: "85"', 'low: "86"'),
        ('low: "85"', "low: 85"),
        ('high: "85", high_closed: false', 'high: "85", high_closed: true'),
        ('code: "fair"', 'code: "good"'),
    ],
)
def test_bands_with_a_hole_an_overlap_or_a_slip_are_refused(tmp_path, old, new):
    text = (load_settings().reference_dir / "classes.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "classes.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"classes\.yml"):
        bands_for("hcmc", 2021, reference_dir=tmp_path)
