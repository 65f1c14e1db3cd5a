"""Tiny OCDS releases and files of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cchc_analysis.intake.findings import Counts, SourceIntake

OcdsReader = Callable[..., SourceIntake]


def release(ocid: str = "ocds-abc123-1", **fields: Any) -> dict[str, Any]:
    """A release that can be used as it stands; None takes a field away."""
    base: dict[str, Any] = {
        "ocid": ocid,
        "id": "1",
        "date": "2024-03-01T09:00:00+07:00",
        "tag": ["tender"],
        "buyer": {"id": "B1", "name": "Sở Y tế"},
        "tender": {"id": "T1", "title": "Mua thuốc", "status": "active"},
    }
    return {key: value for key, value in (base | fields).items() if value is not None}


def compiled(ocid: str = "ocds-abc123-1", **fields: Any) -> dict[str, Any]:
    """A compiled release."""
    return release(ocid, **({"tag": ["compiled"]} | fields))


def award(amount: float = 100, currency: str = "PYG", **fields: Any) -> dict[str, Any]:
    """An award that stands."""
    base = {
        "id": f"A{amount}",
        "status": "active",
        "date": "2024-05-01T00:00:00+07:00",
        "value": {"amount": amount, "currency": currency},
        "suppliers": [{"id": "S1", "name": "Công ty A"}],
    }
    return base | fields


def save_json(path: Path, value: Any) -> Path:
    """Write a value as one document, compressed if the name says so."""
    return save_text(path, json.dumps(value, ensure_ascii=False))


def save_lines(path: Path, *values: Any) -> Path:
    """Write one value a line; a text is written as it stands."""
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in values)
    return save_text(path, "".join(f"{line}\n" for line in lines))


def save_text(path: Path, text: str) -> Path:
    """Write a text, compressed if the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)
    return path


def counted(intake: SourceIntake, unit: str = "release") -> tuple[int, int, int, int, int]:
    """Counts of all files: read, used, repeated, rejected, explained."""
    total = Counts.total([count for file in intake.files for count in file.counts], unit)
    return (total.read, total.used, total.repeated, total.rejected, total.explained)


def codes(intake: SourceIntake) -> list[str]:
    """Codes of the findings, each of which can be said in both languages."""
    assert all(finding.message("vi") and finding.message("en") for finding in intake.findings)
    return sorted(finding.code for finding in intake.findings)
