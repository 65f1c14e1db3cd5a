"""Findings of one kind said once, with how many there are and the first places; the count leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# So many places fit a line; whoever mends a file sees from them where the fault runs on.
_PLACES_SAID = 3


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind and severity on one sheet of a file, in the order they were found."""

    findings: tuple[Finding, ...]

    def message(self, language: Language) -> str:
        """Say what was found, naming file, sheet and the first places; a lone finding as it says itself.

        Where the sentences differ by what stands in each place, that of the first is said for it alone.
        """
        first, *others = self.findings
        if not others:
            return first.message(language)
        place = " · ".join(part for part in (first.file, first.sheet, self._places(language)) if part)
        sentences = {finding.sentence(language) for finding in self.findings}
        count, said = format_number(len(self.findings), language), first.sentence(language)
        if len(sentences) == 1:
            return text("findings.alike", language, where=place, count=count, sentence=said)
        at = _place(first, language) or first.file
        return text("findings.as_at_first", language, where=place, count=count, first=at, sentence=said)

    def _places(self, language: Language) -> str:
        # Several faults of one cell name it once.
        named = [place for place in dict.fromkeys(_place(one, language) for one in self.findings) if place]
        said, more = ", ".join(named[:_PLACES_SAID]), len(named) - _PLACES_SAID
        if more <= 0:
            return said
        return text("findings.and_more", language, places=said, count=format_number(more, language))


def group_findings(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Put together findings of one kind, severity, file and sheet; a group stands where its first finding did."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.code, finding.severity, finding.file, finding.sheet)
        groups.setdefault(key, []).append(finding)
    return [FindingGroup(tuple(group)) for group in groups.values()]


def _place(finding: Finding, language: Language) -> str:
    """Name the place of a finding in the language, without its sheet."""
    where = finding.where(language)
    return where.removeprefix(f"{finding.sheet} · ") if finding.sheet else where
