"""Why reference data cannot answer: said in Vietnamese and English, naming what and where."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_analysis.texts import LANGUAGES, Language, SpokenError, text

Said = str | Mapping[Language, str]


class ReferenceDataError(SpokenError):
    """A question that the reference data cannot answer.

    `str(error)` is the Vietnamese sentence followed by the English one; `message` gives one of them.
    """

    def message(self, language: Language) -> str:
        """Say in one language what is missing and where it belongs."""
        said = {name: _said(value, language) for name, value in self.values.items()}
        return text(self.key, language, **said)

    def __str__(self) -> str:
        return "\n".join(self.message(language) for language in LANGUAGES)


class NoRuleError(ReferenceDataError):
    """Nothing is recorded for the day, year or code asked for."""

    key = "reference.no_rule"


class UnsourcedRuleError(ReferenceDataError):
    """A rule is known to exist, but its figure was never read from a source."""

    key = "reference.unsourced"


class ReferenceFileError(ReferenceDataError):
    """A reference file breaks its own format; `faults` lists every place at once."""

    key = "reference.faulty_file"

    def __init__(self, file: str, faults: tuple[Said, ...]) -> None:
        self.faults = faults
        super().__init__(file=file, faults=faults)

    def message(self, language: Language) -> str:
        """List every fault of the file, one a line."""
        first = text(self.key, language, file=self.values["file"])
        return "\n- ".join([first, *(_said(fault, language) for fault in self.faults)])


def in_both(key: str, **values: object) -> dict[Language, str]:
    """Return a phrase of the subject `reference` in every language."""
    return {language: text(f"reference.{key}", language, **values) for language in LANGUAGES}


def no_rule(subject: Said, when: Said, file: str) -> NoRuleError:
    """Build the error for a day, year or code before the first value or after the last."""
    return NoRuleError(subject=subject, when=when, file=file)


def unsourced(figure: Said, *, period: Said, document: Said, file: str) -> UnsourcedRuleError:
    """Build the error for a figure without a source: which, of when, of which document, typed where."""
    return UnsourcedRuleError(figure=figure, period=period, document=document, file=file)


def _said(value: Said, language: Language) -> str:
    return value if isinstance(value, str) else value[language]
