from __future__ import annotations

import base64
import copy
from typing import Any

import pandas as pd
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, reads, writes

from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.publish.recorded import (
    RecordedError,
    RecordedFigure,
    RecordedNarrative,
    RecordedTable,
    read_recorded,
)

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()
NARRATIVE = {"text": "Đạt.", "style": "lead", "level": 1}
FIGURE = {"name": "scatter", "title": "T", "caption": "C", "alt": "Mô tả", "png_base64": PNG}
TABLE = {
    "name": "quota",
    "title": "Tỷ lệ",
    "caption": "",
    "columns": [
        {"name": "agency_code", "label": "Mã", "kind": "text", "decimals": 0, "is_shown": True},
        {"name": "count", "label": "Số gói", "kind": "integer"},
        {"name": "share", "label": "Tỷ lệ", "kind": "share", "decimals": 1},
        {"name": "value_vnd", "label": "Giá trị", "kind": "vnd"},
        {"name": "due_on", "label": "Hạn", "kind": "date"},
        {"name": "is_passed", "label": "Đạt", "kind": "boolean", "true_label": "Đạt"},
    ],
    "rows": [["SNV", 3, 0.5, 10, "2020-12-31", True], ["STP", None, 1, None, None, None]],
    "row_limit": None,
    "focus_rows": [0],
}
SENTINEL = {"nonce": "n", "notebook": "quota", "agency_code": "SNV", "period": "2020", "language": "vi"}


def shown(kind: str, payload: Any) -> NotebookNode:
    return new_output("display_data", data={f"application/vnd.cchc.{kind}+json": payload, "text/html": "x"})


def notebook(*cells: list[NotebookNode]) -> NotebookNode:
    made = new_notebook(cells=[new_markdown_cell("# văn bản")])
    made.cells += [new_code_cell("x", outputs=outputs, execution_count=1) for outputs in cells]
    return made


def with_value(payload: dict[str, Any], path: list[Any], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(payload)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def test_blocks_come_in_the_order_they_were_shown() -> None:
    recorded = read_recorded(
        notebook([shown("table", TABLE), shown("narrative", NARRATIVE)], [], [shown("figure", FIGURE)])
    )
    assert [type(block) for block in recorded.blocks] == [RecordedTable, RecordedNarrative, RecordedFigure]
    assert list(recorded.tables) == ["quota"]
    assert recorded.tables["quota"] is recorded.blocks[0]


def test_a_notebook_saved_and_read_again_records_the_same() -> None:
    made = notebook([shown("table", TABLE), shown("figure", FIGURE)], [shown("sentinel", SENTINEL)])
    assert read_recorded(reads(writes(made))) == read_recorded(made)


def test_the_sentinel_is_read_and_is_no_block() -> None:
    recorded = read_recorded(notebook([shown("sentinel", SENTINEL)]))
    assert recorded.sentinel is not None
    assert recorded.sentinel.nonce == "n"
    assert recorded.blocks == ()


def test_ordinary_outputs_are_not_published() -> None:
    outputs = [
        new_output("stream", text="log"),
        new_output("display_data", data={"text/html": "<b>x</b>"}),
        new_output("error", ename="E", evalue="v", traceback=[]),
    ]
    recorded = read_recorded(notebook(outputs))
    assert recorded.blocks == ()
    assert recorded.sentinel is None


def test_what_exhibits_show_is_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = CapturingDisplayPublisher()
    monkeypatch.setattr(InteractiveShell, "initialized", classmethod(lambda _: True))
    monkeypatch.setattr(
        InteractiveShell,
        "instance",
        classmethod(lambda _: type("Shell", (), {"display_pub": publisher})()),
    )
    show_sentence("Câu dẫn", style="lead")
    frame = pd.DataFrame({"agency_code": ["SNV"], "index": [87.5], "is_passed": pd.array([None], "boolean")})
    show_table(frame, name="league", title="Xếp hạng", language="vi", focus="SNV")
    outputs = [new_output("display_data", data=output["data"]) for output in publisher.outputs]
    recorded = read_recorded(notebook(outputs))
    assert isinstance(recorded.blocks[0], RecordedNarrative)
    assert recorded.tables["league"].rows == (("SNV", 87.5, None),)
    assert recorded.tables["league"].focus_rows == (0,)


@pytest.mark.parametrize(("kind", "payload"), [("table", TABLE), ("figure", FIGURE), ("sentinel", SENTINEL)])
def test_the_same_name_twice_is_refused(kind: str, payload: dict[str, Any]) -> None:
    with pytest.raises(RecordedError, match=r"Cell 3 .* second"):
        read_recorded(notebook([shown(kind, payload)], [shown(kind, payload)]))


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("narrative", with_value(NARRATIVE, ["style"], "shout")),
        ("narrative", with_value(NARRATIVE, ["level"], 4)),
        ("narrative", with_value(NARRATIVE, ["text"], "")),
        ("narrative", with_value(NARRATIVE, ["text"], "\ud800")),
        ("narrative", with_value(NARRATIVE, ["html"], "<b>")),
        ("figure", with_value(FIGURE, ["alt"], "")),
        ("figure", with_value(FIGURE, ["name"], "../x")),
        ("figure", with_value(FIGURE, ["png_base64"], "abc")),
        ("figure", with_value(FIGURE, ["png_base64"], base64.b64encode(b"<svg onload=x>").decode())),
        ("table", with_value(TABLE, ["name"], "Quota")),
        ("table", with_value(TABLE, ["name"], "q" * 41)),
        ("table", with_value(TABLE, ["columns"], [])),
        ("table", with_value(TABLE, ["columns", 0, "name"], "=1+1")),
        ("table", with_value(TABLE, ["columns", 0, "name"], "count")),
        ("table", with_value(TABLE, ["columns", 0, "kind"], "html")),
        ("table", with_value(TABLE, ["focus_rows"], [2])),
        ("table", with_value(TABLE, ["row_limit"], 0)),
        ("table", with_value(TABLE, ["rows", 0], ["SNV"])),
        ("table", with_value(TABLE, ["rows", 0, 0], 3)),
        ("table", with_value(TABLE, ["rows", 0, 1], 3.0)),
        ("table", with_value(TABLE, ["rows", 0, 1], "3")),
        ("table", with_value(TABLE, ["rows", 0, 1], True)),
        ("table", with_value(TABLE, ["rows", 0, 2], float("nan"))),
        ("table", with_value(TABLE, ["rows", 0, 2], float("inf"))),
        ("table", with_value(TABLE, ["rows", 0, 3], 10.5)),
        ("table", with_value(TABLE, ["rows", 0, 4], "31/12/2020")),
        ("table", with_value(TABLE, ["rows", 0, 4], "20201231")),
        ("table", with_value(TABLE, ["rows", 0, 5], 1)),
        ("table", with_value(TABLE, ["rows", 0, 5], {"a": 1})),
        ("sentinel", with_value(SENTINEL, ["language"], "fr")),
        ("video", {}),
    ],
)
def test_a_payload_that_does_not_fit_is_refused(kind: str, payload: dict[str, Any]) -> None:
    with pytest.raises(RecordedError, match="Cell 2 "):
        read_recorded(notebook([shown(kind, payload)]))


def test_the_refusal_is_said_in_vietnamese_too() -> None:
    with pytest.raises(RecordedError) as caught:
        read_recorded(notebook([shown("video", {})]))
    assert "Ô số 2" in caught.value.message("vi")
