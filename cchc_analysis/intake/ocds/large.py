"""One JSON document of any size: its entries one after the other, read by the same rules as a small one."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from cchc_analysis.intake.ocds.json_text import DECODER, BrokenJsonError

_WINDOW_BYTES = 1024**2
_LISTS = ("releases", "records")
_SPACE = " \t\r\n"
_ENDLESS = "Unterminated string"
# More letters than any word of JSON has, or any letter written by its numbers (`\\ud83d\\ude00`).
_LONGEST_WORD = 16


class TooLargeError(Exception):
    """A value that memory should not hold, and that is not made of entries."""


class WrongLetterError(Exception):
    """Bytes that are no text of the encoding, in the line `line`."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def outline(stream: BinaryIO, *, limit: int, on_read: Callable[[], object]) -> list[str] | None:
    """Read a document to its end, keep nothing, and return the keys of its object as they stand; None for a list.

    Raises
    ------
    BrokenJsonError, WrongLetterError
        As for a document that is read whole.
    TooLargeError
        If a value beside or inside of its list passes `limit` bytes, or it is neither an object nor a list.
    """
    keys: list[str] = []
    is_list = False
    for key, position, _ in _walk(_Window(stream, limit, on_read)):
        is_list = key is None
        if key is not None and not position:
            keys.append(key)
    return None if is_list else keys


def entries_of(
    stream: BinaryIO, key: str | None, *, limit: int, on_read: Callable[[], object]
) -> Iterator[tuple[int | None, Any]]:
    """Give the entries of the list under a key, or of the document (None), each with its position.

    Without an entry the value itself is given, with None for a position. Raises as `outline` does.
    """
    for name, position, value in _walk(_Window(stream, limit, on_read)):
        if name == key:
            yield position, value


def _walk(text: _Window) -> Iterator[tuple[str | None, int | None, Any]]:
    """Give every entry as (key, position, value), and what is not a list of entries as (key, None, value)."""
    if text.peek() == "[":
        yield from _walk_list(text, None)
    elif text.take("{"):
        is_next = text.peek() != "}"
        while is_next:
            if text.peek() != '"':
                raise text.broken()
            key = text.value()
            if not text.take(":"):
                raise text.broken()
            if key in _LISTS and text.peek() == "[":
                yield from _walk_list(text, key)
            else:
                yield key, None, text.value()
            is_next = text.take(",")
        if not text.take("}"):
            raise text.broken()
    else:
        text.value()
        raise TooLargeError
    if text.peek():
        raise text.broken()


def _walk_list(text: _Window, key: str | None) -> Iterator[tuple[str | None, int | None, Any]]:
    text.take("[")
    if text.take("]"):
        yield key, None, []
        return
    position = 0
    while True:
        yield key, position, text.value()
        position += 1
        if text.take("]"):
            return
        if not text.take(","):
            raise text.broken()


class _Window:
    """A piece of the text of a stream, with the place in it up to which values have been taken."""

    def __init__(self, stream: BinaryIO, limit: int, on_read: Callable[[], object]) -> None:
        self._stream, self._limit, self._on_read = stream, limit, on_read
        self._text, self._at, self._is_end = "", 0, False
        # Lines, and letters of the last line, that were dropped from the front.
        self._lines, self._letters = 0, 0
        start = stream.read(4)
        is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        self._decoder = codecs.getincrementaldecoder("utf-16" if is_utf16 else "utf-8-sig")()
        self._append(start)

    def peek(self) -> str:
        """Return the next letter that is no space; "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_end:
                return ""
            self._more()

    def take(self, letter: str) -> bool:
        """Step over a letter if it is the next."""
        if self.peek() != letter:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """Take the next value."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise BrokenJsonError("ocds.json_deep") from error
            except json.JSONDecodeError as error:
                # What breaks off before the end of the window is broken; what breaks off at it may go on, and so
                # may a text in quotation marks, which breaks off where it begins, however long it is.
                is_inside = error.pos + _LONGEST_WORD < len(self._text) and not error.msg.startswith(_ENDLESS)
                if self._is_end or is_inside:
                    raise self.broken(error.pos) from error
            else:
                # A number at the end of the window may go on behind it.
                if self._is_end or end < len(self._text):
                    self._at = end
                    return value
            if len(self._text) - self._at > self._limit:
                raise TooLargeError
            self._more()

    def broken(self, at: int | None = None) -> BrokenJsonError:
        """Say where the text breaks off, as line and column of the document."""
        before = self._text[: self._at if at is None else at]
        line, newline = self._lines + before.count("\n") + 1, before.rfind("\n")
        column = len(before) - newline if newline >= 0 else self._letters + len(before) + 1
        return BrokenJsonError("ocds.json_broken", f"{line}:{column}")

    def _more(self) -> None:
        """Drop what was taken and read on: as much again, so that a long value is not tried too often."""
        done, self._text = self._text[: self._at], self._text[self._at :]
        newline = done.rfind("\n")
        self._lines += done.count("\n")
        self._letters = len(done) - newline - 1 if newline >= 0 else self._letters + len(done)
        self._at = 0
        self._on_read()
        self._append(self._stream.read(max(_WINDOW_BYTES, len(self._text))))

    def _append(self, data: bytes) -> None:
        self._is_end = not data
        try:
            self._text += self._decoder.decode(data, final=self._is_end)
        except UnicodeDecodeError as error:
            lines = self._lines + self._text.count("\n") + error.object.count(b"\n", 0, error.start)
            raise WrongLetterError(lines + 1) from error
