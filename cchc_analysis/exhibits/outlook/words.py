"""What the outlook says in words that a head of unit can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share, format_vnd_scaled


def outlook_sentence(own: Mapping[Any, Any], language: Language) -> str:
    """Say how many packages remain, how many of them must go online, and whether the plan is enough."""
    return text(
        f"outlook.standing_{own['standing']}",
        language,
        year=own["year"],
        remaining=format_number(own["remaining_count"], language),
        planned=format_number(own["remaining_online_count"], language),
        fewest=format_number(own["fewest_count"], language),
        switch=format_number(own["switch_count"], language),
    )


def leg_sentences(own: Mapping[Any, Any], language: Language) -> list[str]:
    """Say what each leg asks of what remains; nothing for a leg that the rule does not set."""
    amounts = {
        "count": (own["least_count"], own["remaining_count"], format_number),
        "value": (own["least_value_vnd"], own["remaining_value_vnd"], format_vnd_scaled),
    }
    said = []
    for leg, (least, remaining, printed) in amounts.items():
        if pd.isna(least):
            continue
        is_met, is_lost = least == 0, least > remaining
        key = "met" if is_met else "lost" if is_lost else "needed"
        values = {
            "pct": own[f"min_{leg}_pct"],
            "least": printed(least, language),
            "remaining": printed(remaining, language),
            "share": format_share(own[f"least_{leg}_share"], language, guards_quota=False),
        }
        said.append(text(f"outlook.leg_{leg}_{key}", language, **values))
    return said


def projection_sentence(row: Mapping[Any, Any], language: Language) -> str:
    """Say where a share may stand at the year's end, from which years, and how the interval lies to the quota."""
    leg = text(f"outlook.leg_{row['leg']}", language)
    if pd.isna(row["share_to_date"]):
        return text("outlook.projection_nothing", language, leg=leg)
    if row["method"] == "none":
        known = {"years": row["year_count"], "least": row["least_years"]}
        return text("outlook.projection_none", language, leg=leg, **known)
    is_all = row["method"] == "own" and row.get("agency_code") == EVERYONE_CODE
    said = text(
        "outlook.projection_own_all" if is_all else f"outlook.projection_{row['method']}",
        language,
        leg=leg,
        now=format_share(row["share_to_date"], language),
        end=format_share(row["projected_share"], language),
        low=format_share(row["low_share"], language),
        high=format_share(row["high_share"], language),
        level=format_share(row["level_share"], language, 0),
        years=row["year_count"],
        cases=row["case_count"],
        least=row["least_years"],
    )
    reading = text(f"outlook.reading_{row['reading']}", language, pct=format_number(row["min_pct"], language))
    edges = [edge for edge in (0.0, 1.0) if row["low_share"] == row["high_share"] == edge]
    cut = [text("outlook.interval_cut", language, edge=format_share(edge, language, 0)) for edge in edges]
    return " ".join([said, *cut, reading])
