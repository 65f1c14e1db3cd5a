"""One invented procedure: what became of a package, before it is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cchc_analysis.sample.suppliers import Supplier


@dataclass(frozen=True)
class Procedure:
    """What became of one package; None and "" stand for what the source does not say. Money is whole đồng."""

    status: str
    planned_on: dt.date
    estimate_vnd: int | None
    award_vnd: int | None = None
    bidder_count: int | None = None
    supplier: Supplier | None = None
    supplier_count: int | None = None
    published_on: dt.date | None = None
    closed_on: dt.date | None = None
    awarded_on: dt.date | None = None
    award_published_on: dt.date | None = None
    cancelled_on: dt.date | None = None
    cancel_reason: str = ""
    has_petition: bool | None = False
    version: str = "00"
