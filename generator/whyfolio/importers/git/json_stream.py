"""The values of a large JSON text, one by one, in little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import field

from whyfolio.dataclass import dataclass

LARGEST = 4 << 20
_CHUNK = 1 << 16
_SPACE = re.compile(r"[ \t\n\r]*")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECODER = json.JSONDecoder()


class BrokenJson(Exception):
    """The text is no JSON from here on.

    Attributes:
        line: where, from 1.
        why: in lower case.
    """

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


@dataclass(slots=True)
class JsonStream:
    """A JSON text that is read while it is used.

    Its values are the members of a list at the top, those of several lists, values a line each, or
    one value alone. PowerShell writes UTF-16 where its output goes to a file; that is read too.

    Attributes:
        read: gives the next bytes, at most so many; none at the end.
        done: how many bytes were read.
    """

    read: Callable[[int], bytes]
    done: int = 0
    _text: str = ""
    _at: int = 0
    _line: int = 1
    _is_whole: bool = False
    _decode: codecs.IncrementalDecoder | None = field(default=None)

    def values(self) -> Iterator[tuple[object, int]]:
        """Each value, and the line on which it begins.

        Raises:
            BrokenJson: reading ended here.
        """
        while self._sign():
            if self._sign() != "[":
                yield self._value()
                continue
            self._at += 1
            while self._sign() != "]":
                yield self._value()
                if self._sign() == ",":
                    self._at += 1
                    if self._sign() == "]":
                        raise BrokenJson(self._line, "a comma stands before the end of a list")
                elif self._sign() != "]":
                    why = "a comma is missing" if self._sign() else "the text ends in a list"
                    raise BrokenJson(self._line, why)
            self._at += 1

    def _sign(self) -> str:
        """The next sign that is no space; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            end = found.end() if found else self._at
            self._pass(end)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK):
                return ""

    def _value(self) -> tuple[object, int]:
        self._sign()
        size = _CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (json.JSONDecodeError, RecursionError, ValueError) as error:
                self._check(error)
                size *= 2
                if not self._more(size):
                    raise self._broken(error) from None
                continue
            if end == len(self._text) and not self._is_whole:
                self._more(_CHUNK)  # a number may go on
                continue
            line = self._line
            self._pass(end)
            return value, line

    def _check(self, error: Exception) -> None:
        """Give up where more text cannot help."""
        kept = len(self._text) - self._at
        if isinstance(error, json.JSONDecodeError):
            is_cut = "Unterminated" in error.msg or error.pos + 16 > len(self._text)
            if is_cut and kept < LARGEST:
                return
            if is_cut and not self._is_whole:
                raise BrokenJson(self._line, "one value is larger than 4 MiB")
        raise self._broken(error)

    def _broken(self, error: Exception) -> BrokenJson:
        if not isinstance(error, json.JSONDecodeError):
            return BrokenJson(self._line, "it is nested too deep, or holds a number too long")
        line = self._line + self._text.count("\n", self._at, error.pos)
        return BrokenJson(line, error.msg.lower())

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self, size: int) -> bool:
        """Read on; false at the end."""
        raw = self.read(size)
        self.done += len(raw)
        if self._decode is None:
            self._decode, raw = _opened(raw)
        try:
            fresh = self._decode.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].count(b"\n")
            line = self._line + self._text.count("\n", self._at) + before
            raise BrokenJson(line, "it is not UTF-8") from None
        self._text = self._text[self._at :] + fresh
        self._at = 0
        self._is_whole = not raw
        return bool(raw)


def _opened(raw: bytes) -> tuple[codecs.IncrementalDecoder, bytes]:
    """What decodes a text that begins so, and the beginning without its mark."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return codecs.getincrementaldecoder(name)(), raw.removeprefix(mark)
    return codecs.getincrementaldecoder("utf-8")(), raw
