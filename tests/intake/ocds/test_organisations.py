from typing import Any

import pytest

from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.organisations import Organisation, read_agency, read_organisation

OCID = "ocds-abc123-1"
MINISTRY = {"id": "7", "name": "Bộ Y tế", "identifier": {"scheme": "VN-MST", "id": "0100"}, "roles": ["buyer"]}


def read(reference: dict[str, Any], **release: Any) -> Organisation | None:
    return read_organisation(reference, {"ocid": OCID, **release}, Notes())


@pytest.mark.parametrize(
    ("reference", "code", "known_by"),
    [
        ({"identifier": {"scheme": "MX-CPA", "id": "06E00"}, "name": "X"}, "MX-CPA-06E00", "identifier"),
        ({"id": "7"}, "VN-MST-0100", "identifier"),
        ({"id": 7}, "VN-MST-0100", "identifier"),
        ({"id": "8", "name": "X"}, "ocds-abc123-8", "id"),
        ({"id": "8", "identifier": {"scheme": "", "id": "1"}}, "ocds-abc123-8", "id"),
        ({"id": "8", "identifier": "x"}, "ocds-abc123-8", "id"),
    ],
)
def test_the_code_is_the_register_number_or_the_publishers_own(
    reference: dict[str, Any], code: str, known_by: str
) -> None:
    found = read(reference, parties=[MINISTRY])
    assert found is not None
    assert (found.code, found.is_known_by) == (code, known_by)


def test_a_name_alone_gives_one_code_however_it_is_typed_and_another_per_publisher() -> None:
    one, same = read({"name": "Ủy ban nhân dân  Quận 1"}), read({"name": "UBND QUẬN 1"})
    assert one is not None
    assert same is not None
    assert one.code == same.code
    assert one.code.startswith("ORG_")
    other = read_organisation({"name": "UBND QUẬN 1"}, {"ocid": "ocds-zzz999-1"}, Notes())
    assert other is not None
    assert other.code != one.code


@pytest.mark.parametrize("number", ["../../etc", "a b", "x" * 100, "=cmd()", "é"])
def test_a_code_can_always_be_a_file_name(number: str) -> None:
    found = read({"id": number, "name": "X"})
    assert found is not None
    assert found.code.startswith("ORG_")
    assert len(found.code) == 14


@pytest.mark.parametrize("reference", [{}, {"id": "", "name": " "}, {"id": None}, {"id": {"a": 1}}, {"name": 7.5}])
def test_who_has_neither_number_nor_name_is_nobody(reference: dict[str, Any]) -> None:
    assert read(reference) is None


def test_the_name_comes_from_the_parties_where_the_reference_has_none() -> None:
    party = {"id": "01", "name_en": "Agriculture Canada", "name_fr": "Agriculture du Canada", "roles": ["buyer"]}
    found = read({"id": "01", "name": ""}, parties=[party], language="fr")
    assert found is not None
    assert found.name == "Agriculture du Canada"


def agency(**release: Any) -> tuple[str | None, list[str]]:
    notes = Notes()
    found = read_agency({"ocid": OCID, **release}, notes)
    return None if found is None else found.code, [note.code for note in notes.found]


def test_the_buyer_goes_before_the_procuring_entity() -> None:
    entity = {"tender": {"procuringEntity": {"id": "E", "name": "Ban QLDA"}}}
    assert agency(buyer={"id": "B"}, **entity) == ("ocds-abc123-B", [])
    assert agency(**entity) == ("ocds-abc123-E", [])
    assert agency(parties=[MINISTRY], **entity) == ("VN-MST-0100", [])
    assert agency(parties=[{"id": "P", "roles": ["procuringEntity"]}]) == ("ocds-abc123-P", [])


def test_of_several_buyers_none_is_chosen() -> None:
    two = [MINISTRY, {"id": "8", "name": "Sở Y tế", "roles": ["buyer"]}]
    assert agency(parties=two) == (None, ["ocds.several_buyers"])
    assert agency(parties=two, tender={"procuringEntity": {"id": "E"}}) == (
        "ocds-abc123-E",
        ["ocds.several_buyers"],
    )
    assert agency(parties=[MINISTRY, MINISTRY]) == ("VN-MST-0100", [])
