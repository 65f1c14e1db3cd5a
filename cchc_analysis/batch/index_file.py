"""The index of a source and year as one plain CSV, for other tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from cchc_analysis.batch.output_file import check_folder
from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.index.league import published
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.reference.agencies import agencies_in_force, load_agencies
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.reference.provinces import provinces_in_force
from cchc_analysis.tables.warehouse import build_warehouse
from cchc_analysis.texts import SpokenError, text

# What each holds stands in docs/how-to/index-file.md: `score` is points, as in every table, not an index.
COLUMNS = ("unit", "code", "score")


class NoScoresError(SpokenError, LookupError):
    """The source holds no scores for the year asked for."""

    key = "cli.no_scores"


def write_index(*, source: str, year: int, output: Path, say: Callable[[str], object]) -> None:
    """Write the points (``unit, code, score``) of every dimension and total of a year; missing is empty.

    Points are added exactly and rounded once, to the decimals and by the rule that the framework is
    published with. Raises `NoScoresError` when the source holds no scores of that year.
    """
    period = Period.parse(str(year))
    check_folder(output)
    warehouse = build_warehouse(parse_source(source))
    scores = warehouse.table("scores")
    if scores is None or not scores["year"].eq(year).any():
        known = [] if scores is None else sorted(scores["year"].unique())
        raise NoScoresError(source=source, year=year, known=", ".join(map(str, known)) or "–")
    of_year = scores[scores["year"] == year]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for code in sorted(of_year["framework"].unique()):
        framework = load_framework(code, year)
        nodes = roll_up(of_year, framework, groups=_groups(of_year, period))
        for row in _inner(nodes, framework).to_dict("records"):
            score = published(row["score"], framework)
            writer.writerow([row["agency_code"], row["criterion_code"], "" if score is None else score])
    write_bytes_atomic(output, lines.getvalue().encode("utf-8"))
    say_counts(warehouse.files, "vi", say)
    say(text("cli.written", "vi", file=output))


def _inner(nodes: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    return nodes[~nodes["criterion_code"].isin(framework.leaf_codes)]


def _groups(scores: pd.DataFrame, period: Period) -> dict[str, str]:
    registry = agencies_in_force(load_agencies(), period.end_on)
    provinces = provinces_in_force(period.year)["code"]
    known = dict(zip(registry["agency_code"], registry["group"], strict=True))
    known |= dict.fromkeys(provinces, "province")
    return {code: known.get(code, "") for code in scores["agency_code"].unique()}
