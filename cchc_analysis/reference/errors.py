"""Why reference data cannot answer: said in Vietnamese and English, naming what and where."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_analysis.texts import LANGUAGES, Language, text

Said = str | Mapping[Language, str]


class ReferenceDataError(Exception):
    """A question that the reference data cannot answer.

    `str(error)` is the Vietnamese sentence followed by the English one; `message` gives one of them.
    """

    def __init__(self, key: str, values: Mapping[str, Said]) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def message(self, language: Language) -> str:
        """Say in one language what is missing and where it belongs."""
        said = {name: value if isinstance(value, str) else value[language] for name, value in self.values.items()}
        return text(f"reference.{self.key}", language, **said)

    def __str__(self) -> str:
        return "\n".join(self.message(language) for language in LANGUAGES)


class NoRuleError(ReferenceDataError):
    """Nothing is recorded for the day, year or code asked for."""


class UnsourcedRuleError(ReferenceDataError):
    """A rule is known to exist, but its figure was never read from a source."""


class ReferenceFileError(ReferenceDataError):
    """A reference file breaks its own format; `faults` lists every place at once."""

    def __init__(self, file: str, faults: tuple[Said, ...]) -> None:
        super().__init__("faulty_file", {"file": file})
        self.args = (file, faults)
        self.faults = faults

    def message(self, language: Language) -> str:
        """List every fault of the file, one a line."""
        said = [fault if isinstance(fault, str) else fault[language] for fault in self.faults]
        return "\n- ".join([super().message(language), *said])


def in_both(key: str, **values: object) -> dict[Language, str]:
    """Return a phrase of the subject `reference` in every language."""
    return {language: text(f"reference.{key}", language, **values) for language in LANGUAGES}


def no_rule(subject: Said, when: Said, file: str) -> NoRuleError:
    """Build the error for a day, year or code before the first value or after the last."""
    return NoRuleError("no_rule", {"subject": subject, "when": when, "file": file})


def unsourced(figure: Said, *, period: Said, document: Said, file: str) -> UnsourcedRuleError:
    """Build the error for a figure without a source: which, of when, of which document, typed where."""
    values = {"figure": figure, "period": period, "document": document, "file": file}
    return UnsourcedRuleError("unsourced", values)
