"""What this project chose itself or took from a publication: one form, each value with its day and source."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar, get_type_hints

from pydantic import Field, model_validator

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import Entry, read_entries, reference_file
from cchc_analysis.texts import Language

Said = Annotated[str, Field(pattern=r"\S")]
Value = Annotated[int, Field(gt=0, lt=10**18)] | dt.date | Annotated[tuple[Said, ...], Field(min_length=1)]


class Setting(Entry):
    """One value with what it does, the day it was decided and where it comes from; law stands in other files.

    `kind` says whether a publication sets it (``sourced``, at `address`) or this project does (``setting``: the
    source then says why).
    """

    setting: Said
    kind: Literal["setting", "sourced"]
    value: Value
    decided_on: dt.date
    note_vi: Said
    note_en: Said
    source_vi: Said
    source_en: Said
    address: Annotated[str, Field(pattern=r"^https?://")] | None

    @model_validator(mode="after")
    def _states_what_it_claims(self) -> Self:
        if (self.kind == "sourced") == (self.address is None):
            raise ValueError("an address is stated exactly when the kind is sourced")
        return self

    def note(self, language: Language) -> str:
        """Say what the setting does."""
        return self.note_vi if language == "vi" else self.note_en

    def source(self, language: Language) -> str:
        """Name the publication; of the project's own choice, say why this value."""
        return self.source_vi if language == "vi" else self.source_en


AnyShape = TypeVar("AnyShape")


def load_setting_entries(file: str, *, reference_dir: Path | None = None) -> tuple[Setting, ...]:
    """Return the settings of a file as typed; `ReferenceFileError` with every one that lacks a part."""
    return read_entries(reference_file(file, reference_dir), Setting)


def load_dated_settings(file: str, shape: type[AnyShape], *, reference_dir: Path | None = None) -> AnyShape:
    """Return the settings of a file as the dataclass `shape`, whose fields name them and say of what kind each is.

    A field is an ``int``, a ``dt.date`` or a ``tuple[str, ...]``. Raises `ReferenceFileError` with every setting
    that is missing, unknown, twice, of another kind than its field, or without its day or source.
    """
    kinds = get_type_hints(shape)
    found: dict[str, object] = {}
    faults: list[str] = []
    for entry in load_setting_entries(file, reference_dir=reference_dir):
        # A tuple is written tuple[str, ...] in the dataclass, which no value is an instance of.
        kind = kinds.get(entry.setting, type(None))
        is_of_kind = isinstance(entry.value, getattr(kind, "__origin__", kind))
        if entry.setting in found or not is_of_kind:
            faults.append(f"{entry.setting}: {entry.value}")
        found.setdefault(entry.setting, entry.value)
    faults += [f"{name}: –" for name in kinds if name not in found]
    if faults:
        raise ReferenceFileError(file, tuple(faults))
    return shape(**found)
