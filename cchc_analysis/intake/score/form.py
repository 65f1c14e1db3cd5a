"""What stands on a score form: the lines of a framework and the scores already known for them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language


@dataclass(frozen=True)
class FormLine:
    """One node of the framework as a line of the form; only criteria with their own points have a serial."""

    serial: int
    code: str
    name: str
    max_points: float
    is_survey: bool

    @property
    def is_scored(self) -> bool:
        """Whether points are entered on the line; on other lines they are sums."""
        return self.serial > 0


def form_lines(framework: Framework, *, group: str | None, language: Language) -> list[FormLine]:
    """List the nodes under the root depth first, in the order of the framework's file.

    With `group`, criteria of other groups of agencies are left out, and domains without any criterion left.
    """
    children: dict[str, list[dict[Any, Any]]] = {}
    for node in framework.criteria.to_dict("records"):
        children.setdefault(str(node["parent_code"]), []).append(dict(node))

    serials = itertools.count(1)

    def below(parent: str) -> Iterator[FormLine]:
        for node in children.get(parent, []):
            is_scored = bool(node["score_source"])
            parts = list(below(node["code"]))
            is_due = group is None or not node["applies_to"] or group in node["applies_to"].split(";")
            if parts or (is_scored and is_due):
                yield FormLine(
                    serial=next(serials) if is_scored else 0,
                    code=node["code"],
                    name=node[f"name_{language}"],
                    max_points=float(node["max_points"]),
                    is_survey=node["score_source"] == "survey",
                )
                yield from parts

    return list(below(framework.root_code))


def form_entries(
    scores: pd.DataFrame | None, lines: Sequence[FormLine], *, agency_code: str, framework: Framework
) -> dict[str, dict[str, Any]]:
    """Return the scores of one agency by criterion code.

    Raises `ValueError` when a score belongs to no line of the form, or a criterion is scored twice: no score
    is dropped.
    """
    if scores is None:
        return {}
    is_own = (
        (scores["agency_code"] == agency_code)
        & (scores["year"] == framework.year)
        & (scores["framework"] == framework.code)
    )
    records = scores[is_own].to_dict("records")
    entries = {str(record["criterion_code"]): {str(k): v for k, v in record.items()} for record in records}
    lost = sorted(set(entries) - {line.code for line in lines if line.is_scored})
    if lost or len(entries) < len(records):
        raise ValueError(f"{agency_code} {framework.year}: {lost or 'a criterion is scored twice'}")
    return entries
