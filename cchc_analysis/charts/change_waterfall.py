"""How last year's index became this year's: what the agency changed, and what the rules changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels, list_criteria
from cchc_analysis.charts.one_agency import agency_name, agency_rows
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.step_rows import Step, draw_steps
from cchc_analysis.charts.wording import focus_absent, join_sentences, signed_number
from cchc_analysis.charts.year_pair import year_pair
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# In the order of the exact split: the agency first, then the rules, then the rounding of what was published.
_RULES = ("dropped", "points", "added", "rounding")
_NOTHING = 1e-9


def change_waterfall(
    index_change: pd.DataFrame,
    change_by_criterion: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 12,
    domains: Mapping[str, str] | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the steps from last year's published index to this year's, ending exactly there.

    First what the agency changed itself, by criterion (or by domain, where `domains` gives the domain's name of
    every criterion), largest first and all after the first `most_rows` in one step; then criteria that left,
    maximum points that changed, criteria that came, and rounding.

    Parameters
    ----------
    index_change
        The ``index_change`` table of one pair of years, in index points.
    change_by_criterion
        The ``change_by_criterion`` table of the same years.
    focus
        Code of the agency shown; not needed where the table holds one agency.

    Raises
    ------
    ValueError
        If the tables mix pairs of years, hold several agencies and no focus, or the parts do not add up to
        the change.
    """
    own = agency_rows(index_change, focus)
    if own.empty or own[["index_from", "index_to"]].isna().any(axis=None):
        return empty_chart(
            "change_waterfall",
            focus_absent(index_change, focus, language) or text("result_charts.change_empty", language),
            title=title or text("result_charts.change_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    first, last = year_pair(index_change)
    total = own.to_dict("records")[0]
    parts = change_by_criterion[
        (change_by_criterion["agency_code"] == total["agency_code"])
        & (change_by_criterion["year_from"] == first)
        & (change_by_criterion["year_to"] == last)
    ]
    changes = _own_changes(parts, domains)
    steps = _own_steps(changes, most_rows=most_rows, is_by_domain=domains is not None, language=language)
    steps += _rule_steps(total, parts, {"dropped": first, "added": last}, language)
    facts = {
        "name": agency_name(own), "first": first, "last": last,
        "before": format_number(total["index_from"], language, decimals),
        "after": format_number(total["index_to"], language, decimals),
        "change": signed_number(total["change"], language, decimals),
        "own": signed_number(total["own_change"], language, decimals),
        "rules": signed_number(sum(total[f"{part}_change"] for part in _RULES[:3]), language, decimals),
    }  # fmt: skip
    title = title or text("result_charts.change_title", language, **facts)
    figure = draw_steps(
        steps, title=title, decimals=decimals, language=language, is_synthetic=is_synthetic,
        start=(text("result_charts.index_of_year", language, year=first), float(total["index_from"])),
        end=(text("result_charts.index_of_year", language, year=last), float(total["index_to"])),
        words=(text("result_charts.raises_index", language), text("result_charts.lowers_index", language)),
    )  # fmt: skip
    caption = join_sentences(
        [
            text("result_charts.change_caption", language, first=first, last=last),
            text("result_charts.steps_cut_axis", language),
            *_named(parts, first, last, language),
            None if total["is_comparable"] else text("result_charts.change_not_comparable", language),
        ]
    )
    alt = join_sentences(
        [
            text("result_charts.change_alt", language, **facts),
            *(_said(label, change, decimals, language) for label, change in list(changes.items())[:3]),
        ]
    )
    return Chart("change_waterfall", figure, title, alt, caption)


def _own_changes(parts: pd.DataFrame, domains: Mapping[str, str] | None) -> dict[str, float]:
    """Return the agency's own changes by label, largest first."""
    own = parts[parts["part"] == "own"]
    names = criterion_labels(own) if domains is None else [domains[code] for code in own["criterion_code"]]
    labelled = own.assign(label=pd.Series(names, index=own.index, dtype="str"))
    sums = labelled.groupby("label", sort=False)["change"].sum()
    found = {str(label): float(change) for label, change in sums.items() if abs(change) > _NOTHING}
    return dict(sorted(found.items(), key=lambda entry: -abs(entry[1])))


def _own_steps(
    changes: Mapping[str, float], *, most_rows: int, is_by_domain: bool, language: Language
) -> list[Step]:
    steps = [Step(label, change) for label, change in changes.items()]
    if len(steps) <= most_rows:
        return steps
    rest = steps[most_rows:]
    key = "result_charts.other_domains" if is_by_domain else "result_charts.other_criteria"
    return [*steps[:most_rows], Step(text(key, language, count=len(rest)), sum(step.change for step in rest))]


def _rule_steps(
    total: Mapping[Hashable, Any], parts: pd.DataFrame, counted_in: Mapping[str, int], language: Language
) -> list[Step]:
    steps = []
    for part in _RULES:
        change, own = float(total[f"{part}_change"]), parts[parts["part"] == part]
        if abs(change) <= _NOTHING:
            continue
        is_otherwise = part in counted_in and own["reason"].ne("framework").any()
        key = "result_charts.change_one_year" if is_otherwise else f"result_charts.change_{part}"
        steps.append(Step(text(key, language, count=len(own), year=counted_in.get(part, "")), change))
    return steps


def _named(parts: pd.DataFrame, first: int, last: int, language: Language) -> Iterator[str]:
    """Name the criteria that counted in one of the two years only, with the reason."""
    found = parts[parts["part"].isin(["dropped", "added"])]
    for part, absent in (("dropped", last), ("added", first)):
        own = found[found["part"] == part]
        for reason, key in (("framework", part), ("no_survey", "no_survey"), ("applicability", "applicability")):
            labels = criterion_labels(own[own["reason"] == reason])
            if labels:
                names = list_criteria(labels, language)
                yield text(f"result_charts.criteria_{key}", language, names=names, year=absent)
    # A turned criterion is among both the dropped and the added ones.
    turned = list(dict.fromkeys(criterion_labels(found[found["reason"] == "direction"])))
    if turned:
        yield text("result_charts.criteria_direction", language, names=list_criteria(turned, language))


def _said(label: str, change: float, decimals: int, language: Language) -> str:
    return text(
        "result_charts.change_alt_row", language, label=label, change=signed_number(change, language, decimals)
    )
