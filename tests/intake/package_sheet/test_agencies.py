"""Agencies of rows are looked for once between two changes of the registry, with the same answer on every day."""

from __future__ import annotations

import datetime as dt

import pytest

from cchc_analysis.intake.package_sheet import agencies as package_sheet_agencies
from cchc_analysis.intake.package_sheet.agencies import agency_finder, known_agency
from cchc_analysis.reference.agencies import load_agencies


def test_an_agency_is_looked_for_once_between_two_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dt.date] = []

    def counted(registry: object, code: str, name: str, on: dt.date) -> tuple[None, str]:
        asked.append(on)
        return None, ""

    monkeypatch.setattr(package_sheet_agencies, "known_agency", counted)
    find = agency_finder(load_agencies())
    for day in range(300):
        find("SNV", "", dt.date(2020, 1, 1) + dt.timedelta(days=day))
    assert len(asked) == 1


@pytest.mark.parametrize("code", ["Q3", "THUDUC", "SNV"])
def test_the_days_around_every_change_give_what_the_registry_of_the_day_gives(code: str) -> None:
    registry = load_agencies()
    find = agency_finder(registry)
    changes = {day.date() for name in ("valid_from", "valid_to") for day in registry[name].dropna()}
    days = [day + dt.timedelta(days=step) for day in sorted(changes) for step in (-1, 0, 1)]
    answers = [find(code, "", day) for day in days]
    assert answers == [known_agency(registry, code, "", day) for day in days]
    assert code == "SNV" or len(set(answers)) > 1
