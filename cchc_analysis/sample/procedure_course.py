"""How a sample procedure goes: its notice, bids, prices, decision and publication, drawn for one package."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import LAST_DAY
from cchc_analysis.sample.package import BIDDING_FORMS, Package
from cchc_analysis.sample.procedure import Procedure
from cchc_analysis.sample.suppliers import Supplier

_THOUSAND = 1_000
# Days from the first day of the planned month to the notice, at equal quantiles: some begin months late.
_DAYS_TO_START = (0, 6, 13, 22, 35, 60, 120)
_TENDER_DAYS = {
    "open_bidding": (10, 14, 18, 21, 30),
    "shopping": (5, 6, 7, 9, 12),
    "shopping_shortened": (3, 3, 4, 5),
}
_DECISION_DAYS, _APPOINTMENT_DAYS = (6, 12, 18, 26, 40, 75), (2, 5, 9, 14, 25)
_PUBLISHING_DAYS = {"in_time": (1, 7), "late": (11, 70), "never": (1, 7)}
_PUBLISHING = {"in_time": 845, "late": 130, "never": 25}
_OUTCOMES = {"awarded": 945, "cancelled": 35, "unsuccessful": 20}
_SEVERAL_BIDS = (2, 2, 2, 3, 3, 4, 6)
_CONSORTIUM_PER_MILLE, _PETITION_PER_MILLE, _SECOND_VERSION_PER_MILLE = 30, 14, 90
# What the award saves of the estimate, in ten thousandths at equal quantiles; with one bid less than with several.
_TEN_THOUSAND = 10_000
_SAVINGS_OF_ONE, _SAVINGS_OF_SEVERAL = (5, 30, 60, 110, 190), (40, 130, 260, 440, 800)
_ONE_AT_ESTIMATE_PER_MILLE, _SEVERAL_AT_ESTIMATE_PER_MILLE = 110, 15
_ESTIMATE_AS_PLANNED_PER_MILLE, _LOWEST_ESTIMATE = 700, 9_600
_NO_BIDS = "Không có nhà thầu tham dự"
_CANCEL_REASONS = (
    "Thay đổi mục tiêu, phạm vi đầu tư",
    "Tất cả hồ sơ dự thầu không đáp ứng yêu cầu",
    "Hồ sơ mời thầu không tuân thủ quy định",
)


def draw_procedure(
    draws: Draws, package: Package, year: int, *, single_bid_per_mille: int, panel: dict[Supplier, int]
) -> Procedure | None:
    """Draw what became of a package; None if its selection had not begun on the sample's last day.

    Everything is drawn in one order, whatever is used of it. A package without bidding has no notice, no closing
    day and one bidder.
    """
    has_bids = package.form in BIDDING_FORMS
    planned_on = package.planned_start_on(year)
    starts_on = max(package.on(year), planned_on + dt.timedelta(days=draws.quantile(_DAYS_TO_START)))
    outcome = draws.weighted(_OUTCOMES)
    has_one_bid, several = draws.chance(single_bid_per_mille), draws.quantile(_SEVERAL_BIDS)
    bidder_count = 1 if has_one_bid or not has_bids else several
    estimate_vnd, award_vnd = _prices(draws, package.value_vnd, has_one_bid=bidder_count == 1)
    tender_days = draws.quantile(_TENDER_DAYS.get(package.form, (0, 0)))
    closes_on = starts_on + dt.timedelta(days=tender_days)
    decides_on = closes_on + dt.timedelta(days=draws.quantile(_DECISION_DAYS if has_bids else _APPOINTMENT_DAYS))
    publishing = draws.weighted(_PUBLISHING)
    published_on = decides_on + dt.timedelta(days=draws.between(*_PUBLISHING_DAYS[publishing]))
    supplier = draws.weighted(panel)
    partners = 2 if draws.chance(_CONSORTIUM_PER_MILLE) else 1
    reason = _CANCEL_REASONS[draws.below(len(_CANCEL_REASONS))]
    has_petition = draws.chance(_PETITION_PER_MILLE) and has_bids
    version = "01" if draws.chance(_SECOND_VERSION_PER_MILLE) else "00"
    if starts_on > LAST_DAY:
        return None

    if outcome == "unsuccessful":
        outcome, bidder_count, reason = ("unsuccessful", 0, _NO_BIDS) if has_bids else ("awarded", 1, "")
    begun = Procedure(
        status="open",
        planned_on=planned_on,
        estimate_vnd=estimate_vnd,
        published_on=starts_on if has_bids else None,
        closed_on=closes_on if has_bids else None,
        version=version,
    )
    if decides_on > LAST_DAY:
        is_closed = has_bids and closes_on <= LAST_DAY
        return replace(begun, status="closed", bidder_count=bidder_count) if is_closed else begun
    decided = replace(begun, status=outcome, bidder_count=bidder_count)
    if outcome != "awarded":
        return replace(decided, cancelled_on=decides_on, cancel_reason=reason)
    return replace(
        decided,
        award_vnd=award_vnd,
        supplier=supplier,
        supplier_count=partners,
        awarded_on=decides_on,
        award_published_on=None if publishing == "never" or published_on > LAST_DAY else published_on,
        has_petition=has_petition,
    )


def _prices(draws: Draws, planned_vnd: int, *, has_one_bid: bool) -> tuple[int, int]:
    """Draw the estimate and the award: whole thousands of đồng, the award at the estimate or a little below."""
    is_as_planned, part = (
        draws.chance(_ESTIMATE_AS_PLANNED_PER_MILLE),
        draws.between(_LOWEST_ESTIMATE, _TEN_THOUSAND),
    )
    estimate_vnd = planned_vnd if is_as_planned else _thousands(planned_vnd, part)
    saving = draws.quantile(_SAVINGS_OF_ONE if has_one_bid else _SAVINGS_OF_SEVERAL)
    at_estimate = draws.chance(_ONE_AT_ESTIMATE_PER_MILLE if has_one_bid else _SEVERAL_AT_ESTIMATE_PER_MILLE)
    return estimate_vnd, estimate_vnd if at_estimate else _thousands(estimate_vnd, _TEN_THOUSAND - saving)


def _thousands(value_vnd: int, part: int) -> int:
    return value_vnd * part // _TEN_THOUSAND // _THOUSAND * _THOUSAND
