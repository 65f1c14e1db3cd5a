"""Parameters on the page: those that decide a figure come first, in words, and none is left without them."""

from __future__ import annotations

import pytest

from cchc_analysis.batch.parameters import NONCE, notebook_parameters
from cchc_analysis.publish.page_parameters import DECIDING, printed_parameters
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.texts import LANGUAGES, Language

NOTEBOOKS = sorted((PROJECT_DIR / "notebooks").glob("*.ipynb"))
# Said elsewhere on the page: in its title, subtitle, opening or language.
SAID_ELSEWHERE = {"period", "agency", "source", "language", "place", "counts_shortened", NONCE}


def test_every_parameter_of_a_notebook_is_printed_in_words_and_no_other() -> None:
    taken = {name for path in NOTEBOOKS for name in notebook_parameters(path)}
    assert taken - SAID_ELSEWHERE == set(DECIDING)


def test_those_that_decide_a_figure_come_first_in_their_order_and_the_rest_by_name() -> None:
    deciding, others = printed_parameters({"seed": 7, "period": "2020", "imputation": "none", "agency": ""}, "vi")
    assert [one.name for one in deciding] == ["imputation", "seed"]
    assert [one.name for one in others] == ["agency", "period"]
    assert all(one.label for one in deciding)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.25, "0,25"), (90.0, "90"), (2020, "2020"), (1000, "1000"), ("none", "none"), ("", "–"), (None, "–"),
     (True, "Có"), (False, "Không"), (0, "0")],
)  # fmt: skip
def test_a_value_is_printed_as_it_would_be_typed_in_the_language(value: str | float | None, said: str) -> None:
    ((printed,), _) = printed_parameters({"top": value}, "vi")
    assert printed.value == said


def test_how_a_report_was_made_is_said_in_words_and_an_indicator_by_its_name() -> None:
    deciding, others = printed_parameters({"indicator": "single_bid_rate", "place": "", "own": 1}, "vi")
    assert deciding[0].value == "Tỷ lệ gói thầu có một nhà thầu tham dự (single_bid_rate)"
    assert [(one.name, one.label) for one in others] == [("own", ""), ("place", "Nơi thực hiện gói thầu")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_slides_were_asked_for_is_said_in_words(language: Language) -> None:
    (_, (printed,)) = printed_parameters({"briefing": True}, language)
    assert printed.label == {"vi": "Kèm bản trình chiếu", "en": "With slides"}[language]
