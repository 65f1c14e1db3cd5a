"""Builders of hand-made notices, awards and cancellations, as the crawler writes them."""

from __future__ import annotations

from typing import Any

_ID = "890db2cb-3260-46ec-b779-000000000000"
_RESULT_ID = "0fa5da43-da25-4d8e-b651-000000000000"


def _facts(nth: int, changes: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "number": f"IB23{nth:08d}", "published": "2023-03-09T08:56:08.394", "version": "00",
        "plan": f"PL23{nth:08d}", "name": f"Gói thầu số {nth}",
        "investor": f"Ủy ban nhân dân Phường {nth}", "field": "HH", "form": "CHCT", "domestic": "1",
        "method": "1_MTHS", "online": "1", "closed": "2023-03-14T09:00:00", "estimate": "228250000",
        "id": _ID[:-8] + f"{nth:08d}", "result_id": _RESULT_ID[:-8] + f"{nth:08d}",
        "decided": "2023-03-15T23:59:59",
        "bidders": [[code, f"CÔNG TY {code}", 220, 0, 220, 30, 0, 0, "7D"] for code in ("vn01", "vn02")],
        "winners": [["vn01", "CÔNG TY A", 226_325_000, 226_325_000, "7D"]],
    }  # fmt: skip
    facts |= changes
    return {"bidder_count": str(facts["bidders"] and len(facts["bidders"])), **facts}


def _plain(facts: dict[str, Any]) -> list[str]:
    """Write the 31 fields that notices, online awards and cancellations begin with."""
    return [
        facts["number"], facts["published"], facts["plan"], "TX", "Kế hoạch", facts["name"], facts["investor"],
        "Bên mời thầu", "Ngân sách", facts["field"], facts["form"], "TG", facts["domestic"], facts["method"], "7D",
        facts["online"], "http://x", "0", "http://x", "Tỉnh Quảng Trị", facts["closed"], facts["closed"],
        "http://x", "30D", "0", "Cam kết", "61/QĐ", "08/03/2023", "Cơ quan", "http://file", f"http://x?id={facts['id']}",
    ]  # fmt: skip


def notice(nth: int = 1, *, width: int = 37, **changes: Any) -> list[str]:
    """Write a notice (TBMT) in one of its four layouts; only 37 and 38 have a version and a price."""
    facts = _facts(nth, changes)
    keys = changes.get("keys", [facts["id"], "notify-contractor-step-1-tbmt", "es-notify-contractor"])
    row = _plain(facts)
    if width >= 37:
        row.insert(2, facts["version"])
        row.insert(26, facts["estimate"])
    row.append(repr(keys))
    return row + [f"x{at}" for at in range(len(row), width)]


def award(nth: int = 1, **changes: Any) -> list[str]:
    """Write the result of an online process (CNTTT), 37 fields."""
    facts = _facts(nth, changes)
    return [
        *_plain(facts), facts["estimate"], facts["bidder_count"], "2023-03-14T09:01:49", repr(facts["bidders"]),
        repr(facts["winners"]), repr(changes.get("keys", _result_keys(facts, "CNTTT", facts["id"], 1))),
    ]  # fmt: skip


def offline_award(nth: int = 1, **changes: Any) -> list[str]:
    """Write the result of a process that was not online (CNTTT_KQM), 18 fields."""
    facts = _facts(nth, {"form": "CDTRG", "published": "2023-03-16T23:48:19", "winners": [], **changes})
    keys = changes.get("keys", _result_keys(facts, "CNTTT", facts["number"], changes.get("online", 0)))
    return [
        facts["number"], facts["published"], facts["investor"], facts["plan"], facts["name"], "0",
        facts["estimate"], "TG", facts["form"], facts["method"], facts["field"], facts["decided"], "Cơ quan",
        "164/QĐ", "0", facts["domestic"], repr(facts["winners"]), repr(keys),
    ]  # fmt: skip


def cancellation(nth: int = 1, **changes: Any) -> list[str]:
    """Write a cancelled notice (DHT), 32 fields."""
    facts = _facts(nth, changes)
    return [*_plain(facts), repr(_result_keys(facts, "DHT", facts["id"], 1, "notify-contractor-step-1-tbmt"))]


def _result_keys(
    facts: dict[str, Any], status: str, first: str, online: object, step: str = "notify-contractor-step-4-kqlcnt"
) -> list[object]:
    return [first, facts["number"], "es-notify-contractor", step, status, facts["result_id"], online]
