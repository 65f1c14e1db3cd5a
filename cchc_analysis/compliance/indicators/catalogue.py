"""Which function marks packages for which indicator of the registry."""

from __future__ import annotations

from cchc_analysis.compliance.indicators import (
    award_forms,
    award_price,
    bidders,
    bunching,
    cancellation,
    clusters,
    decision_period,
    missing_fields,
    overdue_result,
    petitions,
    saving,
    single_bid,
    tender_period,
)
from cchc_analysis.compliance.indicators.marks import Mark

MARKS: dict[str, Mark] = {
    mark.__name__: mark
    for mark in (
        single_bid.single_bid_rate,
        single_bid.single_bid_value_share,
        bidders.bidders_per_package,
        petitions.petition_share,
        saving.saving_rate,
        saving.mean_saving_rate,
        award_price.award_equals_estimate,
        award_price.award_near_estimate,
        award_price.award_above_estimate,
        tender_period.tender_days,
        tender_period.short_tender_share,
        decision_period.decision_days,
        decision_period.award_publication_days,
        overdue_result.overdue_result_share,
        cancellation.cancellation_rate,
        award_forms.direct_award_share,
        award_forms.direct_award_value_share,
        award_forms.non_open_share,
        award_forms.non_open_value_share,
        clusters.below_ceiling_clusters,
        clusters.supplier_clusters,
        bunching.bunching_below_ceiling,
        missing_fields.missing_field_share,
    )
}
# Indicators that are no quotient of sums over packages, see `concentration`.
HHI, TOP_SHARE = "supplier_hhi", "top_supplier_share"
CONCENTRATION = (HHI, TOP_SHARE)
