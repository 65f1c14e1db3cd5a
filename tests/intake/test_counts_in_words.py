"""What is said of one row reads right: a number never stands before a word in the plural."""

from __future__ import annotations

import re

import pytest

from cchc_analysis.texts import catalogue

SUBJECTS = ("bid_report", "cli", "ocds", "package_sheet", "papi", "pci", "stream", "vneps")
_PLURALS = (
    "releases|rows|packages|processes|files|findings|notices|results|values|dates|texts|numbers|periods|items"
)
NUMBER_BEFORE_PLURAL = re.compile(rf"\{{\w+\}} (?:[a-z]+ )?(?:{_PLURALS})\b")
# Said only of two or more.
OF_SEVERAL = {"vneps.package_ambiguous", "pci.province_conflict", "papi.province_conflict"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_english_counts_read_right_with_one(subject: str) -> None:
    said = {key: words for key, words in catalogue("en").items() if key.startswith(f"{subject}.")}
    assert said
    wrong = {key for key, words in said.items() if NUMBER_BEFORE_PLURAL.search(words)}
    assert sorted(wrong - OF_SEVERAL) == []
