"""What the page of notebook 05 shows: every table, its marks and its limits, of any tree."""

from __future__ import annotations

import functools
import re
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from cchc_analysis.exhibits import year_assessment
from cchc_analysis.exhibits.robustness import sensitivity_section
from cchc_analysis.exhibits.robustness.section import show_intervals, show_method
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import text
from tests.exhibits.robustness_pages import (
    Computed,
    computed,
    own_index,
    own_page,
    own_scores,
    robustness_of,
    show,
    shown,
    with_gaps,
    with_scores,
)
from tests.exhibits.shown import Shown, catch
from tests.index.robustness.odd_trees import (
    CHAIN,
    NO_POINTS,
    ONE_CRITERION,
    ROOT_ALONE,
    Nodes,
    odd_framework,
    odd_scores,
)

pytestmark = pytest.mark.usefixtures("sample")


def test_every_table_is_shown_and_probabilities_add_up() -> None:
    seen = own_page()
    assert {
        "rank_intervals", "class_probabilities", "pairwise", "sensitivity", "leave_one_out", "convergence",
        "alternatives", "alternatives_summary", "statistical_weights", "reliability",
    } == seen.tables.keys() - {"criterion_flags"}  # fmt: skip
    classes = seen.tables["class_probabilities"].dropna(subset=["probability_share"])
    assert classes.groupby("agency_code")["probability_share"].sum().round(9).eq(1).all()
    intervals = seen.tables["rank_intervals"].dropna(subset=["rank"])
    assert (intervals["rank_low"] <= intervals["rank_median"]).all()
    assert (intervals["rank_median"] <= intervals["rank_high"]).all()
    assert len(intervals) == 45
    is_flagged = "criterion_flags" in seen.tables
    assert is_flagged != any(text("choices_section.no_flags", "vi") == sentence for sentence in seen.sentences)
    assert any("128 lần" in sentence for sentence in seen.sentences)


def test_a_share_that_no_quota_judges_is_printed_in_whole_percent() -> None:
    near = {"group": "district", "agency_count": 46, "within_three_count": 45, "within_three_share": 45 / 46}
    empty = pd.DataFrame(columns=["input", "index", "agency_name"])
    found = SimpleNamespace(
        statements=[],
        sensitivity=empty,
        leave_one_out=empty,
        rank_intervals=empty,
        within_three=pd.DataFrame([near]),
    )
    study = SimpleNamespace(language="vi")
    with pytest.MonkeyPatch.context() as patch:
        seen = catch(
            patch,
            lambda: show_method(cast("Any", study), cast("Any", found), weight_spread=0.1, drop_probability=0),
        )
    assert "45 trên 46 đơn vị (98%)" in seen.sentences[-1]


def test_of_one_agency_its_own_group_and_its_own_sensitivity_are_shown() -> None:
    seen = own_page(agency="Q1", language="en")
    assert "rank_intervals_district" in seen.figures
    assert "rank_intervals_department" not in seen.figures
    assert set(seen.tables["sensitivity"]["agency_code"]) == {"", "Q1"}
    assert set(seen.tables["class_probabilities"]["agency_code"]) == {"Q1"}


def test_an_agency_without_index_is_named_as_outside_the_simulation() -> None:
    said = [sentence for sentence in own_page().sentences if "không nằm trong mô phỏng" in sentence]
    assert len(said) == 1
    assert said[0].startswith("1 đơn vị")
    assert "Sở Du lịch" in said[0]


def test_the_page_says_of_how_many_the_top_is(monkeypatch: pytest.MonkeyPatch) -> None:
    study, index = own_index("en")
    for top in (3, 7):
        robustness = robustness_of(study, index, top=top)
        seen = catch(monkeypatch, functools.partial(show_intervals, study, index, robustness))
        assert seen.labels["rank_intervals"]["top_share"] == f"Probability of the first {top}"


def test_ranks_are_printed_as_places_that_exist() -> None:
    ranks = own_page().tables["rank_intervals"][["rank_low", "rank_median", "rank_high"]].dropna()
    assert (ranks % 1 == 0).all(axis=None)


TREES = {"root": ROOT_ALONE, "one": ONE_CRITERION, "chain": CHAIN, "0": NO_POINTS}


def with_tree(patch: pytest.MonkeyPatch, nodes: Nodes) -> None:
    agencies = sorted(set(own_scores()["agency_code"]))
    shares = {code: (1 + place) / 100 for place, code in enumerate(agencies)}
    with_scores(patch, odd_scores(nodes, shares, framework="sample_city"))
    patch.setattr(
        year_assessment, "load_framework", lambda code, year: odd_framework(nodes, like=load_framework(code, year))
    )


@functools.cache
def of_tree(tree: str) -> Computed:
    with pytest.MonkeyPatch.context() as patch:
        with_tree(patch, TREES[tree])
        return computed(language="en")


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("agency", ["", "Q1"])
def test_every_section_can_be_shown_of_hardly_any_tree(
    monkeypatch: pytest.MonkeyPatch, tree: str, agency: str
) -> None:
    found = of_tree(tree)
    with_tree(monkeypatch, TREES[tree])
    seen = show(monkeypatch, found, agency=agency, language="en")
    assert seen.tables["rank_intervals"]["rank_high"].notna().all()
    said = [sentence for sentence in seen.sentences if "No criterion or domain was left out" in sentence]
    varied = next(sentence for sentence in seen.sentences if sentence.startswith("By how much"))
    has_some_to_drop = TREES[tree] == NO_POINTS
    assert len(said) == (0 if has_some_to_drop else 1)
    assert ("leave_one_out" in seen.tables) == has_some_to_drop
    assert ("one criterion left out" in varied) == has_some_to_drop


@functools.cache
def with_failures() -> Shown:
    """Only 3.1 applies to Q1: where it is left out, the districts have no ranks, the departments do."""
    scores = own_scores()
    other = scores["agency_code"].eq("Q1") & scores["year"].eq(2020) & ~scores["criterion_code"].eq("3.1")
    points = ["self_score", "appraised_score", "survey_score"]
    scores = scores.assign(
        is_applicable=scores["is_applicable"] & ~other, **{name: scores[name].mask(other) for name in points}
    )
    with pytest.MonkeyPatch.context() as patch:
        with_scores(patch, scores)
        return shown(patch, language="en", drop_probability=1.0, replications=256, seed=3)


def test_the_table_of_failures_names_the_options_that_failed() -> None:
    table = with_failures().tables["failures"]
    assert table.columns.tolist() == [
        "failure_name", "normalisation_name", "aggregation_name", "replications", "agencies_count",
    ]  # fmt: skip
    assert set(table["normalisation_name"]) <= {"Published scale", "From the lowest (1) to the highest (100)"}
    assert table["replications"].gt(0).all()


def test_every_chart_of_an_index_with_stand_ins_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with_gaps(monkeypatch)
    seen = shown(monkeypatch, imputation="zero", language="en")
    assert len(seen.figures) > 10
    assert [name for name, figure in seen.figures.items() if "Mark (*): stand-ins" not in figure["caption"]] == []
    for table in ("sensitivity", "alternatives"):
        own = seen.tables[table].drop_duplicates("agency_code").set_index("agency_code")["agency_name"]
        assert own["Q1"].endswith("(*)")
        assert not own["Q3"].endswith("(*)")
    for table in ("sensitivity", "leave_one_out", "alternatives", "alternatives_summary", "statistical_weights",
                  "reliability"):  # fmt: skip
        assert "Mark (*): stand-ins" in seen.captions[table]
    without = shown(monkeypatch, language="en")
    assert not any("Mark (*)" in figure["caption"] for figure in without.figures.values())


def test_captions_of_a_group_count_its_own_failures_and_add_up_to_what_was_tried() -> None:
    seen = with_failures()
    counts = seen.tables["rank_intervals"].dropna(subset=["rank"]).set_index("agency_code")
    failed = int(counts.loc["Q1", "failed_replications"])
    assert 0 < failed < 256
    assert counts.loc["STP", ["replications", "failed_replications"]].tolist() == [256, 0]
    for chart in ("rank_intervals", "league_intervals", "pairwise"):
        district, department = (
            seen.figures[f"{chart}_{group}"]["caption"] for group in ("district", "department")
        )
        assert f"Based on {256 - failed} replications" in district
        assert f"A further {failed} replications" in district
        assert "Based on 256 replications" in department
        assert "further" not in department
    # Classes are read on the index's own scale only, and only Q1 fails there.
    classes = seen.tables["class_probabilities"].drop_duplicates("agency_code").set_index("agency_code")
    on_scale = int(classes.loc["STP", "replications"])
    assert classes.loc["Q1", ["replications", "failed_replications"]].sum() == on_scale
    assert classes.loc["Q1", "failed_replications"] > 0
    caption = seen.figures["class_probabilities_district"]["caption"]
    assert f"Based on {classes.loc['Q1', 'replications']}–{on_scale} replications" in caption
    assert f"A further 0–{classes.loc['Q1', 'failed_replications']} replications" in caption
    assert "further" not in seen.figures["class_probabilities_department"]["caption"]
    whole = f"tried: 256; of these {failed} gave"
    assert whole in seen.figures["convergence_lines"]["caption"]
    assert any(sentence.startswith(f"{failed} of 256 computations") for sentence in seen.sentences)


def test_the_limits_of_convergence_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    captions: dict[str, str] = {}
    monkeypatch.setattr(
        sensitivity_section, "show_table", lambda table, **said: captions.update({said["name"]: said["caption"]})
    )
    study, index = own_index("en")
    robustness = robustness_of(study, index)
    seen = catch(monkeypatch, lambda: sensitivity_section.show_convergence(study, index, robustness))
    for caption in (captions["convergence"], seen.figures["convergence_lines"]["caption"]):
        assert re.search(r"by more than 1 and no mean rank has a standard error above 0\.25", caption)
