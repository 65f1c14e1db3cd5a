"""What a part of a change is called and why a criterion counted in one year only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cchc_analysis.index.change_split import Part, RulePair
from cchc_analysis.index.exact_points import AgencyScores
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language

Scores = Mapping[str, AgencyScores]


@dataclass(frozen=True)
class PartWording:
    """Names of the criteria of two years, and the reason why each may have counted in one of them only."""

    names_from: Mapping[str, str]
    names_to: Mapping[str, str]
    dropped_reasons: Mapping[str, str]
    added_reasons: Mapping[str, str]

    def of_part(self, part: Part) -> tuple[str, str, str, str]:
        """Return criterion_code and criterion_name (the later year's, if it has it), part and reason."""
        code = part.code_to or part.code_from
        name = self.names_to[code] if part.code_to else self.names_from[code]
        reasons = {"dropped": self.dropped_reasons, "added": self.added_reasons}
        return code, name, part.part, reasons[part.part][code] if part.part in reasons else ""


def part_wording(
    before: Framework,
    after: Framework,
    rules: RulePair,
    *,
    scores_from: Scores,
    scores_to: Scores,
    language: Language,
) -> PartWording:
    """Prepare the words for the parts of a change between two years."""
    later_codes = rules.matched
    earlier_codes = {new: old for old, new in later_codes.items()}
    dropped = {code: _absence(later_codes.get(code), after, scores_to) for code in before.leaf_codes}
    added = {code: _absence(earlier_codes.get(code), before, scores_from) for code in after.leaf_codes}
    return PartWording(
        before.names(language),
        after.names(language),
        dropped | dict.fromkeys(rules.turned, "direction"),
        added | dict.fromkeys(rules.turned.values(), "direction"),
    )


def _absence(code: str | None, other: Framework, scores: Scores) -> str:
    """Say why a criterion, by its code in the other year (None: it has none), did not count there."""
    if code is None:
        return "framework"
    source = other.criteria.set_index("code")["score_source"][code]
    counts_nowhere = not any(code in own for own in scores.values())
    return "no_survey" if source == "survey" and counts_nowhere else "applicability"
