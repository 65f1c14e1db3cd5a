import pickle

from cchc_analysis.reference.errors import (
    ReferenceFileError,
    UnsourcedRuleError,
    in_both,
    no_rule,
    unsourced,
)


def test_an_error_speaks_vietnamese_first_and_then_english():
    error = no_rule(in_both("subject_framework", code="papi"), in_both("when_year", year=1999), "frameworks.yml")
    vietnamese, english = str(error).split("\n")
    assert vietnamese == "Không có bộ tiêu chí papi cho năm 1999 trong tệp frameworks.yml."
    assert english == "No criteria framework papi for 1999 in file frameworks.yml."


def test_an_unsourced_figure_is_named_with_its_period_document_and_file():
    error = unsourced(in_both("figure_quota"), period="2023", document="Thông tư 08", file="rules/procurement.yml")
    assert isinstance(error, UnsourcedRuleError)
    for part in ("2023", "Thông tư 08", "rules/procurement.yml"):
        assert part in error.message("vi")
        assert part in error.message("en")


def test_errors_survive_the_way_back_from_a_worker_process():
    for error in (
        no_rule("a", "b", "c.yml"),
        ReferenceFileError("c.yml", ("one", in_both("fault_no_criteria"))),
    ):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
