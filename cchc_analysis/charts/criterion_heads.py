"""What stands above the columns of a heatmap of criteria: their codes, and the domains they belong to."""

from __future__ import annotations

import itertools

from matplotlib.axes import Axes

from cchc_analysis.charts.criterion_cells import CriterionCells
from cchc_analysis.charts.criterion_names import criterion_label
from cchc_analysis.charts.cut_words import cut_words
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.style import INK, MUTED_INK, REST
from cchc_analysis.reference.criterion_words import is_printed_code

_DOMAIN_SIZE, _DOMAIN_LINES = 6.8, 5
_NARROW = 0.115


def _is_staggered(column: float) -> bool:
    return column < _NARROW


def _code_size(column: float) -> float:
    # In two tiers every other code has the room of two columns.
    return min(8.0, 6.8 if _is_staggered(column) else column * 72 / 1.1)


def _code(cells: CriterionCells, leaf: str) -> str:
    """Return what stands over a column; nothing where the domain above has said it and the code is only a key."""
    return leaf if is_printed_code(leaf) or leaf not in cells.tree.domains else ""


def _tier_height(cells: CriterionCells, column: float) -> float:
    size = _code_size(column)
    widest = max(
        text_width(code, size=size) if code else 0.0 for code in (_code(cells, leaf) for leaf in cells.leaves)
    )
    return 0.05 + widest


def _codes_height(cells: CriterionCells, column: float) -> float:
    return 0.04 + _tier_height(cells, column) * (2 if _is_staggered(column) else 1)


def heads_height(cells: CriterionCells, column: float) -> float:
    """Return the inches that codes and domains take above columns of `column` inches."""
    lines = max(label.count("\n") + 1 for label in _domain_labels(cells, column).values())
    return _codes_height(cells, column) + 0.12 + lines * _DOMAIN_SIZE * 1.15 / 72


def _domain_labels(cells: CriterionCells, column: float) -> dict[str, str]:
    """Return what stands above the codes of each domain: its name where there is room, else its code."""
    labels = {}
    for domain in cells.tree.domains:
        width = column * len(cells.tree.leaves(domain)) - 0.05
        name = criterion_label(domain, cells.tree.names[domain])
        words = cut_words(name, width=width, lines=_DOMAIN_LINES, size=_DOMAIN_SIZE)
        labels[domain] = words if len(words) > len(domain) + 2 else domain
    return labels


def draw_heads(axes: Axes, cells: CriterionCells, column: float) -> None:
    """Write the codes above the columns and, above a line, the domains; part the domains by a white stripe."""
    codes, tier = _codes_height(cells, column), _tier_height(cells, column)
    for place, leaf in enumerate(cells.leaves):
        code = _code(cells, leaf)
        if not code:
            continue
        lift = tier if _is_staggered(column) and place % 2 else 0.0
        if lift:
            _draw_line(axes, (place + 0.5, place + 0.5), (0.02, lift + 0.02), colour=REST, gid="stem")
        axes.annotate(
            code, (place + 0.5, 1), xycoords=("data", "axes fraction"), xytext=(0, 3 + lift * 72),
            textcoords="offset points", ha="center", va="bottom", rotation=90, fontsize=_code_size(column),
            annotation_clip=False, gid="code",
        )  # fmt: skip
    ends = list(itertools.accumulate((len(cells.tree.leaves(code)) for code in cells.tree.domains), initial=0))
    labels = _domain_labels(cells, column)
    margin = 0.025 / column
    for domain, (start, end) in zip(cells.tree.domains, itertools.pairwise(ends), strict=True):
        _draw_line(axes, (start + margin, end - margin), (codes + 0.02,) * 2, colour=INK, gid="bracket")
        axes.annotate(
            labels[domain], ((start + end) / 2, 1), xycoords=("data", "axes fraction"),
            xytext=(0, (codes + 0.06) * 72), textcoords="offset points", ha="center", va="bottom",
            fontsize=_DOMAIN_SIZE, color=MUTED_INK, linespacing=1.05, annotation_clip=False, gid="domain",
        )  # fmt: skip
    for end in ends[1:-1]:
        axes.axvline(end, color="white", linewidth=min(3.2, column * 25), gid="separator")


def _draw_line(
    axes: Axes, across: tuple[float, float], above: tuple[float, float], *, colour: str, gid: str
) -> None:
    """Draw a thin line, `across` in columns and `above` in inches over the plot."""
    height = axes.get_window_extent().height / axes.figure.dpi
    axes.plot(
        across, [1 + lift / height for lift in above], transform=axes.get_xaxis_transform(), color=colour,
        linewidth=0.8 if gid == "bracket" else 0.5, clip_on=False, gid=gid,
    )  # fmt: skip
