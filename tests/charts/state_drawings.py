"""Every chart of the index, drawn from the tables of `state_tables`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cchc_analysis.charts.change_waterfall import change_waterfall
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.class_probabilities import class_probabilities
from cchc_analysis.charts.convergence_lines import convergence_lines
from cchc_analysis.charts.correlation_heatmap import correlation_heatmap
from cchc_analysis.charts.criteria_icicle import criteria_icicle
from cchc_analysis.charts.criterion_gap import criterion_gap
from cchc_analysis.charts.criterion_heatmap import criterion_heatmap
from cchc_analysis.charts.distance_steps import distance_steps
from cchc_analysis.charts.domain_heatmap import domain_heatmap
from cchc_analysis.charts.domain_profile import domain_profile
from cchc_analysis.charts.gap_by_criterion import gap_by_criterion
from cchc_analysis.charts.group_trend import group_trend
from cchc_analysis.charts.index_trend import index_trend
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.league_intervals import league_intervals
from cchc_analysis.charts.least_effort_steps import least_effort_steps
from cchc_analysis.charts.leave_one_out_bars import leave_one_out_bars
from cchc_analysis.charts.pairwise_heatmap import pairwise_heatmap
from cchc_analysis.charts.points_lost_pareto import points_lost_pareto
from cchc_analysis.charts.rank_change_parts import rank_change_parts
from cchc_analysis.charts.rank_intervals import rank_intervals
from cchc_analysis.charts.recipe_ranks import recipe_ranks
from cchc_analysis.charts.score_gap import score_gap
from cchc_analysis.charts.sensitivity_bars import sensitivity_bars
from cchc_analysis.charts.strengths_card import strengths_card
from cchc_analysis.charts.what_if_ranking import what_if_ranking
from cchc_analysis.charts.year_slopes import year_slopes

from .state_tables import (
    alternatives,
    change_parts,
    changes,
    convergence,
    correlations,
    criterion_gaps,
    distances,
    gap,
    intervals,
    league,
    least_effort,
    left_out,
    lost,
    nodes,
    pairwise,
    probabilities,
    rank_moves,
    sensitivity,
    strengths,
    what_if,
    years,
)
from .states import STATES, USUAL_COUNT, State

DRAWINGS: dict[str, Callable[[State], Chart]] = {
    "league_bars": lambda s: league_bars(league(s), language=s.language, focus=s.focus, scale=s.scale),
    "index_trend": lambda s: index_trend(years(s), language=s.language, focus=s.focus, scale=s.scale),
    "group_trend": lambda s: group_trend(years(s), language=s.language, scale=s.scale),
    "domain_profile": lambda s: domain_profile(nodes(s), language=s.language, focus=s.focus, scale=s.scale),
    "domain_heatmap": lambda s: domain_heatmap(nodes(s), language=s.language, focus=s.focus, scale=s.scale),
    "criterion_heatmap": lambda s: criterion_heatmap(nodes(s), language=s.language, focus=s.focus),
    "criterion_heatmap_points": lambda s: criterion_heatmap(
        nodes(s).assign(max_points=np.nan), language=s.language, focus=s.focus
    ),
    "criteria_icicle": lambda s: criteria_icicle(nodes(s), language=s.language, focus=s.focus),
    "criteria_icicle_group": lambda s: criteria_icicle(nodes(s), language=s.language),
    "points_lost_pareto": lambda s: points_lost_pareto(lost(s), language=s.language, focus=s.focus),
    "distance_steps": lambda s: distance_steps(distances(s), language=s.language, focus=s.focus),
    "strengths_card": lambda s: strengths_card(strengths(s), language=s.language, focus=s.focus),
    "score_gap": lambda s: score_gap(gap(s), language=s.language, focus=s.focus),
    "criterion_gap": lambda s: criterion_gap(criterion_gaps(s, s.focus), language=s.language, focus=s.focus),
    "gap_by_criterion": lambda s: gap_by_criterion(criterion_gaps(s), language=s.language, focus=s.focus),
    "change_waterfall": lambda s: change_waterfall(
        changes(s), change_parts(s), language=s.language, focus=s.focus
    ),
    "rank_change_parts": lambda s: rank_change_parts(rank_moves(s), language=s.language, focus=s.focus),
    "year_slopes_index": lambda s: year_slopes(changes(s), language=s.language, focus=s.focus),
    "year_slopes_rank": lambda s: year_slopes(
        rank_moves(s).assign(is_comparable=True), language=s.language, focus=s.focus, measure="rank"
    ),
    "league_intervals": lambda s: league_intervals(intervals(s), language=s.language, focus=s.focus),
    "rank_intervals": lambda s: rank_intervals(intervals(s), language=s.language, focus=s.focus),
    "class_probabilities": lambda s: class_probabilities(probabilities(s), language=s.language, focus=s.focus),
    "pairwise_heatmap": lambda s: pairwise_heatmap(
        pairwise(s), league=league(s), language=s.language, focus=s.focus
    ),
    "sensitivity_bars": lambda s: sensitivity_bars(sensitivity(s), language=s.language),
    "leave_one_out_bars": lambda s: leave_one_out_bars(left_out(s), language=s.language),
    "recipe_ranks": lambda s: recipe_ranks(alternatives(s), league=league(s), language=s.language, focus=s.focus),
    "correlation_heatmap": lambda s: correlation_heatmap(correlations(s), language=s.language, focus="2.1"),
    "convergence_lines": lambda s: convergence_lines(
        convergence(s), language=s.language, places=1, mean_error=0.1
    ),
    "what_if_ranking": lambda s: what_if_ranking(what_if(s), language=s.language, focus=s.focus, scale=s.scale),
    "least_effort_steps": lambda s: least_effort_steps(least_effort(s), language=s.language),
}

# Their tables hold one agency, or none: how many there are in all changes nothing.
OF_ONE_AGENCY = frozenset(
    {
        "change_waterfall", "convergence_lines", "correlation_heatmap", "criteria_icicle", "criterion_gap",
        "distance_steps", "leave_one_out_bars", "least_effort_steps", "points_lost_pareto", "sensitivity_bars",
        "strengths_card",
    }
)  # fmt: skip
CASES = [
    (name, state)
    for name in DRAWINGS
    for state in STATES
    if name not in OF_ONE_AGENCY or state.count == USUAL_COUNT
]
