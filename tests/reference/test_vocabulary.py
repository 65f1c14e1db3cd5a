import ast
import csv
import shutil
import unicodedata

import pytest

from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError
from cchc_analysis.reference.vocabulary import (
    field_codes,
    field_name,
    form_codes,
    form_name,
    known_codes,
    method_codes,
    word_key,
)
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS


def test_the_codes_are_those_of_the_package_contract():
    assert known_codes("form") == FORMS
    assert known_codes("field") == FIELDS
    assert known_codes("method") == METHODS


def test_every_code_has_a_name_in_both_languages_and_its_name_is_a_known_spelling():
    for code in FORMS:
        assert form_name(code, "en")
        assert form_codes()[word_key(form_name(code, "vi"))] == code
    for code in FIELDS:
        assert field_name(code, "en")
        assert field_codes()[word_key(field_name(code, "vi"))] == code


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("DTRR", "open_bidding"),
        ("Đấu thầu rộng rãi", "open_bidding"),
        (unicodedata.normalize("NFD", "Đấu thầu rộng rãi"), "open_bidding"),
        ("  CHÀO HÀNG  cạnh tranh ", "shopping"),
        ("CHCTRG", "shopping_shortened"),
        ("Chỉ định thầu rút gọn", "direct_appointment_shortened"),
        ("DTHC", "limited_bidding"),
        ("LCNT_DB", "special"),
    ],
)
def test_a_form_is_known_by_word_and_by_code(raw, form):
    assert form_codes()[word_key(raw)] == form


@pytest.mark.parametrize(
    ("raw", "field"), [("HH", "goods"), ("Hàng hoá", "goods"), ("Hàng hóa", "goods"), ("HON_HOP", "mixed")]
)
def test_a_field_is_known_by_word_and_by_code(raw, field):
    assert field_codes()[word_key(raw)] == field


def test_letters_that_differ_are_not_forgiven():
    assert word_key("Dau thau rong rai") not in form_codes()


@pytest.mark.parametrize(
    ("raw", "method"),
    [
        ("1_MTHS", "one_stage_one_envelope"),
        ("Một giai đoạn một túi hồ sơ", "one_stage_one_envelope"),
        ("1_HTHS", "one_stage_two_envelopes"),
        ("Một giai đoạn hai túi hồ sơ", "one_stage_two_envelopes"),
        ("2_MTHS", "two_stage_one_envelope"),
        ("HAI giai đoạn hai túi  hồ sơ", "two_stage_two_envelopes"),
    ],
)
def test_a_method_is_known_by_word_and_by_code(raw, method):
    assert method_codes()[word_key(raw)] == method


def test_what_cannot_be_seen_does_not_make_another_word():
    assert word_key("\ufeffChào\u00a0hàng\u200b cạnh tranh") == word_key("Chào hàng cạnh tranh")


def test_an_unknown_code_has_no_name():
    with pytest.raises(NoRuleError, match="auction"):
        form_name("auction", "vi")


@pytest.mark.parametrize("line", ["vneps,dtrr,shopping,x\n", "vneps,XYZ,auction,x\n"])
def test_a_spelling_with_two_meanings_or_an_unknown_code_is_refused(tmp_path, line):
    shutil.copytree(load_settings().reference_dir / "vocabulary", tmp_path / "vocabulary")
    path = tmp_path / "vocabulary" / "forms.csv"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"forms\.csv"):
        form_codes(reference_dir=tmp_path)


@pytest.mark.real_data
def test_every_word_in_the_real_plans_is_known(shared_data):
    csv.field_size_limit(10**7)
    seen: dict[str, set[str]] = {"field": set(), "form": set(), "method": set()}
    for path in sorted((shared_data / "vneps-2023-03").glob("*/KHLCNT.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for package in ast.literal_eval(row[17]) if len(row) > 17 and row[17].startswith("[[") else ():
                    for name, place in (("field", 1), ("form", 4), ("method", 5)):
                        seen[name].add(word_key(package[place]))
    assert all(seen.values())
    assert seen["field"] <= set(field_codes())
    assert seen["form"] <= set(form_codes())
    assert seen["method"] <= set(method_codes())
