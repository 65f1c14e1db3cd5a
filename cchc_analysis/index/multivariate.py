"""Do the criteria say what their weights claim: relations between them, within domains and with the index."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.hierarchy import Hierarchy
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.correlation import LEAST_COUNT, Method, correlations
from cchc_analysis.stats.normalise import min_max, share_of_maximum
from cchc_analysis.stats.reliability import Cases, cronbach_alpha

# Siblings above the first say the same; a criterion under the second leaves no trace in its parent.
REDUNDANT, SILENT = 0.92, 0.3

CORRELATION_COLUMNS = ["criterion_code", "rival_code", "relation", "correlation", "count"]
FLAG_COLUMNS = ["criterion_code", "criterion_name", "rival_code", "rival_name", "flag", "correlation", "count"]
RELIABILITY_COLUMNS = [
    "criterion_code", "criterion_name", "criterion_count", "agency_count", "alpha", "alpha_low", "alpha_high",
]  # fmt: skip


def node_figures(matrix: ScoreMatrix) -> pd.DataFrame:
    """Return every node's figure of every agency on one scale: agencies × codes, NaN where it does not apply.

    The scale is the share of maximum points (0-100); where maxima are not stated, min-max over the agencies.
    """
    kept = np.where(matrix.applicable, matrix.values, np.nan)
    has_maxima = bool((matrix.maxima > 0).all())
    figures = share_of_maximum(kept, maxima=matrix.maxima) if has_maxima else min_max(kept)
    nodes = aggregate(figures, matrix.hierarchy, applicable=matrix.applicable)
    return pd.DataFrame(nodes, index=list(matrix.agency_codes), columns=list(matrix.hierarchy.codes))


def related_correlations(nodes: pd.DataFrame, hierarchy: Hierarchy, *, method: Method = "pearson") -> pd.DataFrame:
    """Return how closely each node goes with its parent and with each of its siblings.

    Parameters
    ----------
    nodes
        From `node_figures`.

    Returns
    -------
    The ``correlations`` table: criterion_code, rival_code, relation (``parent`` or ``sibling``; of two siblings
    the one printed first is `criterion_code`), correlation (-1 to 1, NaN where one does not vary), count (agencies
    that have both).
    """
    found = correlations(nodes, method=method)
    pairs: list[tuple[int, int, str]] = []
    for branch in reversed(hierarchy.branches):
        pairs += [(part, branch.node, "parent") for part in branch.parts]
        pairs += [
            (part, other, "sibling")
            for place, part in enumerate(branch.parts)
            for other in branch.parts[place + 1 :]
        ]
    values, counts = found.values.to_numpy(), found.counts.to_numpy()
    rows = [
        (hierarchy.codes[one], hierarchy.codes[other], relation, values[one, other], counts[one, other])
        for one, other, relation in pairs
    ]
    return pd.DataFrame(rows, columns=CORRELATION_COLUMNS).astype({"correlation": "float64", "count": "int64"})


def criterion_flags(
    nodes: pd.DataFrame,
    hierarchy: Hierarchy,
    *,
    names: Mapping[str, str],
    method: Method = "pearson",
    redundant: float = REDUNDANT,
    silent: float = SILENT,
) -> pd.DataFrame:
    """List criteria that do not do the work their place in the tree promises.

    ``redundant``: it goes with a sibling more closely than `redundant`, in either direction. ``constant``: all
    agencies have the same figure, so it tells nobody apart. ``silent``: its correlation with its parent is from 0
    to below `silent`. ``negative``: it runs against its parent, so that a better figure goes with a worse sum.
    ``too_few``: fewer than three agencies have it, so nothing can be said. Criteria that none of the agencies has,
    as where they apply to another group, are not listed.

    Parameters
    ----------
    nodes
        From `node_figures`.
    names
        Criterion name by code.

    Returns
    -------
    criterion_code, criterion_name, rival_code, rival_name (the sibling, or the parent), flag, correlation, count.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4; limits as in the Joint Research
    Centre's audits.
    """
    related = related_correlations(nodes, hierarchy, method=method)
    strength, is_parent = related["correlation"], related["relation"] == "parent"
    known = related["criterion_code"].map(nodes.notna().sum())
    distinct = related["criterion_code"].map(nodes.nunique())
    flags = pd.Series("", index=related.index)
    flags[~is_parent & (strength.abs() > redundant)] = "redundant"
    flags[is_parent & strength.between(0, silent, inclusive="left")] = "silent"
    flags[is_parent & (strength < 0)] = "negative"
    flags[is_parent & (distinct <= 1)] = "constant"
    flags[is_parent & (known < LEAST_COUNT)] = "too_few"
    flags[known == 0] = ""
    table = related.assign(
        flag=flags,
        criterion_name=related["criterion_code"].map(names),
        rival_name=related["rival_code"].map(names),
    )
    return table.loc[flags != "", FLAG_COLUMNS].reset_index(drop=True)


def reliability_by_domain(
    nodes: pd.DataFrame, hierarchy: Hierarchy, *, names: Mapping[str, str], cases: Cases = "pairwise"
) -> pd.DataFrame:
    """Return whether the scored criteria of each domain, and of the whole, measure one thing (Cronbach's alpha).

    Parameters
    ----------
    nodes
        From `node_figures`; agencies of one group where criteria differ between groups. Criteria that none of them
        has are left out and not counted.
    cases
        See `cchc_analysis.stats.reliability.cronbach_alpha`.

    Returns
    -------
    The ``reliability`` table: criterion_code (the root first, then the domains), criterion_name, criterion_count,
    agency_count, alpha, alpha_low, alpha_high (95%); NaN below two criteria or two agencies.
    """
    leaves = _leaves_below(hierarchy)
    rows = []
    for position in (0, *hierarchy.domains):
        own = nodes[[hierarchy.codes[leaf] for leaf in leaves[position]]].dropna(axis=1, how="all")
        found = cronbach_alpha(own.to_numpy("float64"), cases=cases)
        code = hierarchy.codes[position]
        counts = (found.item_count, found.unit_count)
        rows.append((code, names[code], *counts, found.alpha, found.low, found.high))
    return pd.DataFrame(rows, columns=RELIABILITY_COLUMNS)


def _leaves_below(hierarchy: Hierarchy) -> dict[int, list[int]]:
    leaves = {int(leaf): [int(leaf)] for leaf in hierarchy.leaves}
    for branch in hierarchy.branches:
        leaves[branch.node] = [leaf for part in branch.parts for leaf in leaves[int(part)]]
    return leaves
