"""Index per agency and domain, taken from the nodes of the criteria tree."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.wording import one_year


def domain_indices(nodes: pd.DataFrame) -> pd.DataFrame:
    """Return the domains (level 1) as columns in the framework's order, one row per agency.

    Columns are criterion codes; a domain that does not apply to an agency or is incomplete is missing.
    Raises `ValueError` when the nodes mix years.
    """
    domains = nodes[nodes["level"] == 1]
    if len(domains):
        one_year(domains)
    order = list(dict.fromkeys(domains["criterion_code"]))
    return domains.pivot(index="agency_code", columns="criterion_code", values="index").reindex(columns=order)


def domain_names(nodes: pd.DataFrame) -> dict[str, str]:
    """Return the name of each domain by criterion code, in the framework's order."""
    domains = nodes[nodes["level"] == 1].drop_duplicates("criterion_code")
    return dict(zip(domains["criterion_code"], domains["criterion_name"], strict=True))


def agency_names(nodes: pd.DataFrame) -> dict[str, str]:
    """Return the name of each agency by code."""
    agencies = nodes.drop_duplicates("agency_code")
    return dict(zip(agencies["agency_code"], agencies["agency_name"], strict=True))
