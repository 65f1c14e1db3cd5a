"""Where the rows of a source went, in the lines a command prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cchc_analysis.intake.findings import Counts, FileIntake, Severity, finding_counts, rejected_rows
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number


def say_counts(files: Sequence[FileIntake], language: Language, say: Callable[[str], object]) -> None:
    """Say what was read, used, repeated, rejected and explained, and that something was lost if it was."""
    for unit in dict.fromkeys(counts.unit for file in files for counts in file.counts):
        total = Counts.total((counts for file in files for counts in file.counts), unit)
        say(counts_sentence(total, language))
    findings = [finding for file in files for finding in file.findings]
    found = finding_counts(findings)
    lost = {
        "files": found[Severity.FILE_REJECTED],
        "rows": rejected_rows(findings),
        "held": found[Severity.HELD],
    }
    if any(lost.values()):
        printed = {name: format_number(count, language) for name, count in lost.items()}
        say(text("cli.rejected", language, **printed))


def counts_sentence(counts: Counts, language: Language) -> str:
    """Return the sentence that says what was read of one unit, and where it went, with numbers as in a report."""
    names = ("read", "used", "repeated", "rejected", "explained")
    values = {name: format_number(getattr(counts, name), language) for name in names}
    return text(f"notebooks.counts_{counts.unit}", language, **values)
