"""The real files of four countries: every release accounted for, its figures counted again without our code."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.ocds.coverage import coverage_table
from cchc_analysis.intake.ocds.fields import used_fields
from cchc_analysis.intake.ocds.merge import merged
from cchc_analysis.intake.sources import check_path, parse_source, read_source
from cchc_analysis.tables.contracts import check_table
from tests.intake.ocds_packages import counted

pytestmark = pytest.mark.real_data

# Read, used, repeated, rejected, explained.
RELEASES = {
    "canada": (9, 3, 3, 0, 3),
    "mexico": (10, 9, 0, 1, 0),
    "moldova": (162, 51, 9, 0, 102),
    "paraguay": (83, 10, 0, 0, 73),
}
PROCESSES = {
    "canada": (3, 3, 0, 0, 0),
    "mexico": (10, 9, 0, 1, 0),
    "moldova": (60, 51, 9, 0, 0),
    "paraguay": (37, 10, 25, 0, 2),
}
SERIOUS = {
    "canada": {},
    "mexico": {"ocds.buyer_absent": 1},
    "moldova": {},
    "paraguay": {"ocds.later_than_compiled": 1, "ocds.award_gone": 2, "ocds.only_links": 2},
}
DIGITS = {"CAD": 2, "MDL": 2, "MXN": 2, "PYG": 0, "USD": 2}


@pytest.fixture(scope="module")
def intakes(shared_data: Path) -> dict[str, SourceIntake]:
    folder = shared_data / "ocds"
    return {country: read_source(parse_source(f"ocds={folder / country}")) for country in RELEASES}


def all_releases(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every release of a folder as ``(kind, ocid, release)``, by the shape of the files and nothing of ours."""
    for path in sorted(folder.iterdir()):
        whole = json.loads(path.read_text(encoding="utf-8"))
        is_record = "releases" in whole or "compiledRelease" in whole
        for record in whole.get("records", [whole] if is_record else []):
            state = record.get("compiledRelease")
            ocid = record["ocid"] if "ocid" in record else state["ocid"]
            for one in record["releases"]:
                yield ("link" if "url" in one else "part"), ocid, one
            if state is not None:
                yield "state", ocid, state
            if "versionedRelease" in record:
                yield "versions", ocid, record["versionedRelease"]
        if not is_record and "records" not in whole:
            yield ("state" if whole["tag"] == ["compiled"] else "part"), whole["ocid"], whole


def states(folder: Path) -> dict[str, dict[str, Any]]:
    """The latest compiled release of each process that has one."""
    latest: dict[str, dict[str, Any]] = {}
    for kind, ocid, one in all_releases(folder):
        if kind == "state":
            before = latest.get(ocid)
            if before is None or instant(one) > instant(before):
                latest[ocid] = one
    return latest


def instant(one: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(one["date"])


@pytest.mark.parametrize("country", RELEASES)
def test_every_release_is_used_repeated_rejected_or_explained(
    intakes: dict[str, SourceIntake], shared_data: Path, country: str
) -> None:
    found = list(all_releases(shared_data / "ocds" / country))
    assert counted(intakes[country])[0] == len(found) == RELEASES[country][0]
    assert counted(intakes[country]) == RELEASES[country]
    files = {(path.name, ocid) for path in (shared_data / "ocds" / country).iterdir() for ocid in _ocids(path)}
    assert counted(intakes[country], "process")[0] == len(files)
    assert counted(intakes[country], "process") == PROCESSES[country]


def _ocids(path: Path) -> set[str]:
    # An ocid is written as a value of that key and nowhere else.
    text = path.read_text(encoding="utf-8")
    return {part.split('"')[0] for part in text.split('"ocid":"')[1:]}


@pytest.mark.parametrize("country", RELEASES)
def test_every_process_with_a_release_has_a_row_or_is_rejected(
    intakes: dict[str, SourceIntake], shared_data: Path, country: str
) -> None:
    known = {ocid for kind, ocid, _ in all_releases(shared_data / "ocds" / country) if kind in ("part", "state")}
    table = intakes[country].tables["procedures"]
    assert set(table["procedure_id"]) <= known
    assert len(known) - len(table) == PROCESSES[country][3]
    for name in ("procedures", "ocds_coverage"):
        check_table(name, intakes[country].tables[name])


@pytest.mark.parametrize("country", RELEASES)
def test_money_is_that_of_the_files(intakes: dict[str, SourceIntake], shared_data: Path, country: str) -> None:
    expected: Counter[str] = Counter()
    for state in states(shared_data / "ocds" / country).values():
        awards = state.get("awards") or state.get("contracts") or []
        for one in awards:
            if one.get("status") in ("", "active") and (one.get("value") or {}).get("amount"):
                currency = one["value"]["currency"].upper()
                expected[currency] += int(Decimal(str(one["value"]["amount"])).scaleb(DIGITS[currency]))
    table = intakes[country].tables["procedures"].dropna(subset="award_value")
    assert table.groupby("currency")["award_value"].sum().to_dict() == dict(expected)


@pytest.mark.parametrize("country", RELEASES)
def test_what_a_person_has_to_look_at(intakes: dict[str, SourceIntake], country: str) -> None:
    serious = Counter(one.code for one in intakes[country].findings if one.severity is not Severity.NOTE)
    assert dict(serious) == SERIOUS[country]
    assert all(one.message("vi") and one.message("en") for one in intakes[country].findings)


def test_the_totals_of_the_four_countries(intakes: dict[str, SourceIntake]) -> None:
    totals: Counter[str] = Counter()
    for intake in intakes.values():
        table = intake.tables["procedures"].dropna(subset="award_value")
        totals.update(table.groupby("currency")["award_value"].sum().to_dict())
    assert totals == {"CAD": 20_859_500, "MDL": 452_634_436, "PYG": 8_519_051_322, "USD": 4_523_375_700}


def test_moldova_names_its_methods_in_its_own_words_so_no_form_is_concluded(
    intakes: dict[str, SourceIntake], shared_data: Path
) -> None:
    intake = intakes["moldova"]
    table = intake.tables["procedures"]
    assert set(table["form"]) == {""}
    assert Counter(table["is_online"].fillna("–")) == {False: 51}
    words = Counter(
        one.raw_value for one in intake.findings if one.values.get("path") == "tender.procurementMethod"
    )
    methods = Counter(
        one["tender"]["procurementMethod"] for one in states(shared_data / "ocds" / "moldova").values()
    )
    assert words == methods == {"Cerere a ofertelor de preţuri": 24, "Licitaţie publică": 27}
    assert table["bidder_count"].isna().all()
    shares = coverage_table(intake.tables["ocds_coverage"]).set_index("ocds_field")
    assert shares.loc["tender.procurementMethod", ["present_share", "usable_share"]].tolist() == [1.0, 0.0]
    assert shares.loc["tender.tenderPeriod.startDate", "usable_share"] == 1.0


def test_paraguay_dates_are_days_of_its_own_place(intakes: dict[str, SourceIntake], shared_data: Path) -> None:
    table = intakes["paraguay"].tables["procedures"].set_index("procedure_id")
    for ocid, state in states(shared_data / "ocds" / "paraguay").items():
        days = [one["date"][:10] for one in state["awards"]]
        awarded = table.loc[ocid, "awarded_on"]
        assert ([] if str(awarded) == "NaT" else [f"{awarded:%Y-%m-%d}"]) == sorted(days)[-1:]
    ways = Counter(
        state["tender"]["submissionMethod"][0] for state in states(shared_data / "ocds" / "paraguay").values()
    )
    assert ways == {"electronicAuction": 3, "written": 7}
    assert Counter(table["is_online"]) == {True: 3, False: 7}


def test_mexico_buyers_have_the_codes_of_its_register(intakes: dict[str, SourceIntake]) -> None:
    table = intakes["mexico"].tables["procedures"]
    assert Counter(table["agency_code"]) == {
        "MX-CPA-20147": 5,
        "MX-CPA-06E00": 2,
        "MX-CPA-20135": 1,
        "MX-CPA-16B00": 1,
    }
    # Its amounts stand in an extension (valueWithTax), which no figure is made of.
    assert table["award_value"].isna().all()


def test_leaving_out_the_other_fields_changes_nothing_of_the_merge(shared_data: Path) -> None:
    by_process: dict[str, list[dict[str, Any]]] = {}
    for country in RELEASES:
        for kind, ocid, one in all_releases(shared_data / "ocds" / country):
            if kind == "part":
                by_process.setdefault(ocid, []).append(one)
    assert len(by_process) == 59
    for parts in by_process.values():
        parts.sort(key=instant)
        assert used_fields(merged(parts)[0]) == merged([used_fields(one) for one in parts])[0]


def test_the_four_countries_together_are_one_source_too(shared_data: Path) -> None:
    intake = check_path(shared_data / "ocds")
    assert intake.source == "ocds"
    assert counted(intake) == tuple(map(sum, zip(*RELEASES.values(), strict=True)))
    assert len(intake.tables["procedures"]) == 73
