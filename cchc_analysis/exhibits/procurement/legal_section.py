"""Exhibits of the law behind the figures: each legal basis of the year, and the open question of the switch."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.compliance.verdict import worst_first
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, with_shares
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.procurement.words import order_sentence, with_result_names
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_SUMS = list(QUOTA_SUMS)
_STRETCH = ["starts_on", "ends_on", "legal_basis", "min_count_pct", "min_value_pct"]
_SPLIT = ["agency_code", "agency_name", *_STRETCH, *_SUMS, "count_share", "value_share"]
_SWITCH = ["agency_code", "agency_name", "count_share", "value_share", "is_passed", "result_name",
           "other_count_share", "other_value_share", "other_is_passed", "other_result_name"]  # fmt: skip
# The result in words says it, with what could not be read and before the year is over.
_TOLD_IN_WORDS = ("is_passed", "other_is_passed")


def show_legal_split(study: Study, results: ProcurementResults) -> None:
    """Show the year to date apart for every legal basis, where there was more than one."""
    split = results.split
    if not results.has_packages or split["starts_on"].nunique() < 2:
        return
    language = study.language
    show_sentence(text("procurement.split_heading", language), style="heading", level=3)
    show_sentence(text("procurement.split", language, count=split["starts_on"].nunique()))
    shown = study.own_rows(split) if study.agency else pd.concat([_everyone(split, study), split])
    is_hidden: dict[str, object] = {"is_shown": False}
    show_table(
        shown[_SPLIT],
        name="legal_split",
        title=text("procurement.split_title", language),
        caption=join_sentences(
            [
                text("procurement.split_rule", language),
                None if study.agency else text("procurement.order_split", language),
            ]
        ),
        language=language,
        row_limit=split["starts_on"].nunique(),
        printed=dict.fromkeys(["eligible_value_vnd", "online_value_vnd", *_told(study)], is_hidden),
    )


def _told(study: Study) -> tuple[str, ...]:
    """Name the columns that the page need not repeat on every row: one agency's own, and the code of all."""
    return ("agency_code", "agency_name") if study.agency else ("agency_code",)


def _everyone(split: pd.DataFrame, study: Study) -> pd.DataFrame:
    sums = split.groupby(_STRETCH, dropna=False, sort=False)[_SUMS].sum(min_count=1).reset_index()
    return (
        with_shares(sums)
        .astype({"count_share": "float64", "value_share": "float64"})
        .assign(agency_code=EVERYONE_CODE, agency_name=text("procurement.everyone", study.language))
    )


def show_switch(study: Study, results: ProcurementResults) -> None:
    """Show both results of the switch for shortened quotation for every agency whose verdict it turns."""
    if results.other_quota is None or results.minimums == NO_MINIMUMS:
        return
    language = study.language
    other = results.other_quota[["agency_code", "count_share", "value_share", "is_passed", "quota_result"]]
    both = results.quota.merge(other.add_prefix("other_").rename(columns={"other_agency_code": "agency_code"}),
                               on="agency_code", validate="1:1")  # fmt: skip
    own = study.own_rows(both)
    turned = worst_first(own[own["quota_result"].ne(own["other_quota_result"])])
    show_sentence(text("procurement.switch_heading", language), style="heading", level=3)
    way = "in" if study.counts_shortened else "out"
    if turned.empty:
        key = "switch_same_one" if study.agency else "switch_same_all"
        show_sentence(text(f"procurement.{key}", language))
        return
    count = format_number(len(turned), language)
    key = "switch_turns_one" if study.agency else "switch_turns_all"
    show_sentence(text(f"procurement.{key}", language, count=count), style="warning")
    is_over = is_year_over(study.period)
    named = with_result_names(turned, language, is_year_over=is_over)
    named = with_result_names(named, language, is_year_over=is_over, prefix="other_")
    show_table(
        named[_SWITCH],
        name="shortened_by_agency",
        title=text("procurement.switch_title", language),
        caption=join_sentences(
            [text(f"procurement.switch_rule_{way}", language), order_sentence("worst", turned, language)]
        ),
        language=language,
        focus=study.focus,
        row_limit=60,
        printed={column: {"is_shown": False} for column in _TOLD_IN_WORDS},
    )
