"""Builders of hand-made selection-plan exports, as the crawler writes them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any


def package(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Describe one sound package; `changes` replace single facts of it."""
    facts: dict[str, Any] = {
        "name": f"Gói thầu số {number}",
        "field": "HH",
        "price": 100_000_000 + number,
        "form": "Đấu thầu rộng rãi",
        "method": "Một giai đoạn một túi hồ sơ",
        "id": f"00000000-0000-0000-0000-{number:012d}",
        "is_domestic": "Trong nước",
        "is_online": "Qua mạng",
        "location": "Quận 1, TP. Hồ Chí Minh",
        "start": "Quý I, 2023",
        "detail": {},
    }
    return facts | changes


def listed(facts: dict[str, Any]) -> list[Any]:
    """Write a package as its 13 items of the package list."""
    return [
        facts["name"], facts["field"], facts["price"], "Ngân sách", facts["form"], facts["method"],
        facts["start"], "Trọn gói", "30D", facts["id"], facts["is_domestic"], facts["is_online"],
        "Không sơ tuyển",
    ]  # fmt: skip


def detailed(facts: dict[str, Any]) -> list[Any]:
    """Write a package as its 16 items of the details; ``detail`` replaces facts there only."""
    other = facts | facts["detail"]
    return [
        "LDT", other["name"], other["is_online"], other["is_domestic"], other["field"], "Không",
        other["form"], other["method"], "Trọn gói", "Ngân sách", "Không", other["start"], "30 ngày",
        other["price"], other["location"], "BP2300000001",
    ]  # fmt: skip


def plan(number: int = 1, *packages: dict[str, Any], **changes: str) -> list[str]:
    """Write one plan as its 24 fields; `changes` replace fields by name."""
    facts = packages or (package(number),)
    cells = {
        "plan_id": f"PL23{number:08d}", "name": f"Kế hoạch {number}", "version": "00", "pname": "",
        "target": "", "investor": f"Ủy ban nhân dân Phường {number}", "count": str(len(facts)), "period": "",
        "group": "", "form": "", "oda": "", "location": "", "total": "1", "decision": "35/QĐ",
        "decided": "2023/03/10 00:00:00", "decider": "Chủ tịch", "a": "0",
        "packages": repr([listed(one) for one in facts]), "details": repr([detailed(one) for one in facts]),
        "keys": "[]", "published": "2023-03-14 22:15:36", "type": "TX", "file": "qd.pdf", "link": "http://x",
    }  # fmt: skip
    return list((cells | changes).values())


def export(*rows: list[str], line_end: str = "\r\r\n") -> bytes:
    """Write rows as the export's bytes."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator=line_end).writerows(rows)
    return stream.getvalue().encode()


def save(path: Path, *rows: list[str], line_end: str = "\r\r\n") -> Path:
    """Save an export file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(export(*rows, line_end=line_end))
    return path
