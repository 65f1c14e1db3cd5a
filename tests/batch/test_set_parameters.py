"""Notebook parameters from the command line: typed as declared, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.batch.reports import load_report_spec
from cchc_analysis.batch.set_parameters import SetParametersError, set_parameters
from cchc_analysis.texts import LANGUAGES

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def parameters(report: str, *typed: str) -> dict[str, object]:
    spec = set_parameters(load_report_spec(report, NOTEBOOKS), typed, notebooks_dir=NOTEBOOKS)
    return dict(spec.parameters)


def test_values_are_read_in_the_type_the_notebook_declares() -> None:
    changed = parameters("robustness", "replications=200", "weight_spread=0,1", "seed = 7")
    assert (changed["replications"], changed["weight_spread"], changed["seed"]) == (200, 0.1, 7)
    what_if = parameters("what_if", "with_survey=true", "changes=3.4: 3,5; 1.1.2: 2")
    assert what_if["with_survey"] is True
    assert what_if["changes"] == "3.4: 3,5; 1.1.2: 2"


def test_nothing_typed_changes_nothing() -> None:
    assert parameters("robustness") == dict(load_report_spec("robustness", NOTEBOOKS).parameters)


def test_every_word_that_does_not_fit_is_named_at_once() -> None:
    with pytest.raises(SetParametersError) as caught:
        parameters("robustness", "replication=5", "seed=x", "period=2020", "top", "weight_spread=true")
    said = caught.value.message("en")
    for word in ("replication=5", "seed=x", "period=2020", "top", "weight_spread=true"):
        assert word in said
    assert len(caught.value.faults) == 5
    assert "replications" in said


@pytest.mark.parametrize("second", ["seed=2", "seed = 1"])
def test_a_parameter_set_twice_is_refused_with_both_values(second: str) -> None:
    with pytest.raises(SetParametersError) as caught:
        parameters("robustness", "seed=1", "top=2", second)
    assert caught.value.faults == (("cli.set_twice", {"first": "seed=1", "second": second}),)
    assert all("seed=1" in caught.value.message(language) for language in LANGUAGES)
    assert all(second in caught.value.message(language) for language in LANGUAGES)
