"""Content codings undone (RFC 9110 §8.4): gzip, deflate, br (RFC 7932), zstd (RFC 8878), each within a limit. Pure."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

from bot.errors import Phrase
from bot.sources.answers import UnusableAnswerError, too_large

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED_CODINGS = "gzip, deflate, br, zstd"
_NOT_OFFERED = frozenset({"compress", "dcb", "dcz"})
_MOST_CODINGS = 3
# Of each the rest is copied: of the 250,000 empty ones that fit into a body, for half a minute.
_MOST_MEMBERS = 1_000
_GZIP, _ZLIB, _RAW_DEFLATE = 31, 15, -15  # zlib's `wbits`
_ZLIB_METHOD = 8
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
"""8 MB, the most that a site may ask of its readers (RFC 9659 §3)."""


class _Stream(Protocol):
    """What zlib's, zstd's and `_Brotli`'s decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, packed: bytes, most: int, /) -> bytes: ...


class _Brotli:
    """A brotli stream, in the form of the others; nothing follows its end, or brotli itself complains."""

    unused_data = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    def decompress(self, packed: bytes, most: int, /) -> bytes:
        pieces: list[bytes] = []
        while most > 0 and (piece := self._stream.process(packed, output_buffer_limit=most)):
            pieces.append(piece)
            most -= len(piece)
            packed = b""
        return b"".join(pieces)


_STREAMS: dict[str, Callable[[], _Stream]] = {
    "gzip": lambda: zlib.decompressobj(_GZIP),
    "deflate": lambda: zlib.decompressobj(_ZLIB),
    "bare deflate": lambda: zlib.decompressobj(_RAW_DEFLATE),
    "br": _Brotli,
    "zstd": lambda: zstd.ZstdDecompressor(options=_ZSTD_WINDOW),
}


def unpacked(body: bytes, codings: str, *, max_bytes: int) -> bytes:
    """The body without its content codings, each undone only up to `max_bytes`.

    Names that are no codings ("identity", "none", a charset, as some servers send) change nothing.

    Raises:
        UnusableAnswerError: Too large, damaged, or packed in a way that was not offered.
    """
    names = [name.strip().lower().removeprefix("x-") for name in codings.split(",") if name.strip()]
    if len(names) > _MOST_CODINGS:
        raise UnusableAnswerError(_too_often())
    for name in reversed(names):
        if name in _NOT_OFFERED:
            why = Phrase("the answer is packed in a way that was not asked for ({coding})", coding=name)
            raise UnusableAnswerError(why)
        if name in _STREAMS:
            # RFC 9110 §8.4.1.2 means zlib's format; some servers send the bare stream.
            is_bare = name == "deflate" and not _is_zlib(body)
            body = _undone(body, _STREAMS["bare deflate" if is_bare else name], max_bytes)
    return body


def _is_zlib(packed: bytes) -> bool:
    """RFC 1950 §2.2: the method in the low half of the first byte, and a check on the first two."""
    return len(packed) > 1 and packed[0] & 15 == _ZLIB_METHOD and not int.from_bytes(packed[:2], "big") % 31


def _undone(packed: bytes, stream_of: Callable[[], _Stream], max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    left = max_bytes
    members = 0
    while packed.strip(b"\0"):  # gzip and zstd allow several members in a row, and gzip padding
        members += 1
        if members > _MOST_MEMBERS:
            raise UnusableAnswerError(_too_often())
        stream = stream_of()
        try:
            piece = stream.decompress(packed, left + 1)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise UnusableAnswerError(Phrase("the answer is packed, and damaged")) from error
        left -= len(piece)
        if left < 0:
            raise UnusableAnswerError(too_large(max_bytes))
        if not stream.eof:
            raise UnusableAnswerError(Phrase("the answer broke off before its end"))
        pieces.append(piece)
        packed = stream.unused_data
    return b"".join(pieces)


def _too_often() -> Phrase:
    return Phrase("the answer is packed more often than any answer should be")
