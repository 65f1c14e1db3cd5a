"""What is said of one reads right: in English a plural stands after a number only beside its singular."""

from __future__ import annotations

import re

from cchc_analysis.texts import catalogue

_PLURALS = (
    "agencies|amounts|bands|cases|cells|criteria|dates|days|districts|domains|errors|files|findings|items|notices|others|"
    "packages|pairs|periods|processes|provinces|recipes|releases|reports|results|rows|steps|targets|texts|things|"
    "times|units|values|years"
)
# A share is of many whatever it is, a least number is never 1, and the years are written out.
NUMBER_BEFORE_PLURAL = re.compile(rf"\{{(?!\w+_share|least)\w+\}} (?:[a-z-]+ )?(?:(?:{_PLURALS})\b|\{{units\}})")
# Said only of two or more.
OF_SEVERAL = {
    "findings.alike", "findings.as_at_first", "findings.grouped",
    "ocds.crowded", "papi.province_conflict", "pci.province_conflict", "reference.fault_duplicate",
    "sources.file_count", "vneps.package_ambiguous", "vneps.package_conflict",
}  # fmt: skip


def test_a_number_before_a_plural_is_found() -> None:
    assert NUMBER_BEFORE_PLURAL.search("{count} agencies")
    assert NUMBER_BEFORE_PLURAL.search("of {count} {units}")
    assert NUMBER_BEFORE_PLURAL.search("{count} other packages")
    assert not NUMBER_BEFORE_PLURAL.search("{count} {count:agency|agencies}, {count_share} of packages")


def test_english_counts_read_right_with_one() -> None:
    wrong = {key for key, words in catalogue("en").items() if NUMBER_BEFORE_PLURAL.search(words)}
    assert sorted(wrong - OF_SEVERAL) == []
