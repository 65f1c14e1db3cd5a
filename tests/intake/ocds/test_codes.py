import pytest

from cchc_analysis.intake.ocds.codes import CodeList, ocds_codes
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, PROCEDURE_STATUSES

OURS: dict[CodeList, set[str]] = {
    "method": {"", *FORMS},
    "category": {"", *FIELDS},
    "submission": {"online", "offline"},
    "tender_status": set(PROCEDURE_STATUSES),
    "award_status": {"made", "pending", "cancelled", "unsuccessful"},
    "contract_status": {"made", "cancelled"},
}


@pytest.mark.parametrize("name", OURS)
def test_every_code_means_one_of_ours_or_says_why_not(name: CodeList) -> None:
    rows = read_rows(reference_file("vocabulary/ocds_codes.csv", None), ["list", "raw", "code", "source", "note"])
    own = rows[rows["list"] == name]
    assert set(own["code"]) <= OURS[name]
    assert own["raw"].str.casefold().is_unique
    assert own["source"].ne("").all()
    assert own.loc[own["code"].eq(""), "note"].ne("").all()
    assert len(ocds_codes(name)) == len(own)


def test_the_file_has_no_other_list() -> None:
    rows = read_rows(reference_file("vocabulary/ocds_codes.csv", None), ["list", "raw", "code", "source", "note"])
    assert set(rows["list"]) == set(OURS)
