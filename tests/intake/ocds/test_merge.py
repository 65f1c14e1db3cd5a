from typing import Any

import pytest

from cchc_analysis.intake.ocds.merge import CannotMergeError, merge_rules, merged


def release(date: str, **fields: Any) -> dict[str, Any]:
    return {"ocid": "ocds-abc123-1", "id": date, "date": date, "tag": ["tender"], **fields}


def state(*releases: dict[str, Any]) -> dict[str, Any]:
    return merged(releases)[0]


def test_the_later_value_wins_field_by_field() -> None:
    first = release("2024-01-01", tender={"title": "A", "status": "planned"})
    then = release("2024-02-01", tender={"status": "active"})
    assert state(first, then)["tender"] == {"title": "A", "status": "active"}


def test_null_takes_a_field_away_and_an_empty_object_or_list_nothing() -> None:
    first = release("2024-01-01", tender={"title": "A", "status": "active"}, awards=[{"id": "1", "title": "x"}])
    then = release("2024-02-01", tender={"title": None}, awards=[])
    assert state(first, then)["tender"] == {"status": "active"}
    assert state(first, then)["awards"] == [{"id": "1", "title": "x"}]
    assert state(first, release("2024-02-01", tender={}))["tender"] == first["tender"]


def test_null_takes_a_whole_list_or_object_away_until_a_later_release_says_it_anew() -> None:
    first = release("2024-01-01", tender={"value": {"amount": 5}}, awards=[{"id": "1", "status": "active"}])
    gone = release("2024-02-01", tender={"value": None}, awards=None)
    assert not {"awards", "tender"} & set(state(first, gone))
    anew = release("2024-03-01", awards=[{"id": "2", "status": "active"}])
    assert state(first, gone, anew)["awards"] == [{"id": "2", "status": "active"}]
    assert "awards" not in merged([gone], onto=state(first))[0]


def test_objects_of_a_list_are_matched_by_their_id() -> None:
    first = release("2024-01-01", awards=[{"id": "1", "status": "pending"}, {"id": "2", "status": "active"}])
    then = release("2024-02-01", awards=[{"id": "1", "status": "active"}, {"id": "3", "status": "active"}])
    assert [(one["id"], one["status"]) for one in state(first, then)["awards"]] == [
        ("1", "active"),
        ("2", "active"),
        ("3", "active"),
    ]


def test_lists_of_codes_are_replaced_whole() -> None:
    first = release("2024-01-01", tender={"submissionMethod": ["written", "inPerson"]})
    then = release("2024-02-01", tender={"submissionMethod": ["electronicSubmission"]})
    assert state(first, then)["tender"]["submissionMethod"] == ["electronicSubmission"]


def test_the_state_is_compiled_and_dated_like_the_last_release() -> None:
    whole = state(release("2024-01-01"), release("2024-02-01"))
    assert (whole["tag"], whole["date"], whole["ocid"]) == (["compiled"], "2024-02-01", "ocds-abc123-1")


def test_a_compiled_release_can_be_gone_on_from() -> None:
    before = state(release("2024-01-01", awards=[{"id": "1", "status": "pending"}]))
    later = release("2024-02-01", awards=[{"id": "1", "status": "active"}])
    assert merged([later], onto=before)[0]["awards"] == [{"id": "1", "status": "active"}]


def test_lists_with_one_id_twice_are_named() -> None:
    doubled = release("2024-01-01", awards=[{"id": "1", "title": "x"}, {"id": "1", "title": "y"}])
    assert merged([doubled]) == (
        {
            "tag": ["compiled"],
            "id": "ocds-abc123-1-2024-01-01",
            "date": "2024-01-01",
            "ocid": "ocds-abc123-1",
            "awards": [{"id": "1", "title": "y"}],
        },
        "awards",
    )


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"tender": "x"}, {"tender": {"title": "A"}}),
        ({"awards": {"id": "1", "title": "x"}}, {"awards": [{"id": "1", "title": "x"}]}),
        ({"awards": [{"id": ["1"], "title": "x"}]}, {}),
    ],
)
def test_what_no_rule_can_merge_is_refused(first: dict[str, Any], then: dict[str, Any]) -> None:
    with pytest.raises(CannotMergeError):
        merged([release("2024-01-01", **first), release("2024-02-01", **then)])


def test_the_rules_are_those_of_the_standard() -> None:
    rules = merge_rules()
    assert set(rules.values()) == {"omitWhenMerged", "wholeListMerge"}
    assert [path for path, rule in rules.items() if rule == "omitWhenMerged"] == [("id",), ("date",), ("tag",)]
    assert rules["tender", "submissionMethod"] == "wholeListMerge"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("requests.get", refuse)
    assert state(release("2024-01-01"), release("2024-02-01"))["tag"] == ["compiled"]
