"""A picture as somebody brings it becomes one of ours: turned upright, shrunk, and nothing in it but what one sees.

Camera, place, time and thumbnails of the original are gone, since the picture is drawn anew. What is read here comes from anywhere, so it
is done in the fenced child.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps

WORK = "pictures"
"""The name of this work in the fenced child."""

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 120_000_000
THUMB = 240
"""Longest side of the small picture for lists."""
_QUALITY, _BEST = 85, 95
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "MPO")


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned picture, always JPEG, its small copy, and its size in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int


def cleaned(content: bytes, longest: int | None) -> Picture:
    """Draw it anew; `longest`: to how many pixels its longer side is shrunk, None keeps them all.

    Raises ValueError for what is no picture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("more pixels than any camera has")
            if longest is not None:
                opened.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(opened)
            plain = _on_white(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError, KeyError, TypeError) as error:
        raise ValueError("no picture") from error
    if longest is not None:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return Picture(_jpeg(plain, _QUALITY if longest is not None else _BEST), _jpeg(small, _QUALITY), plain.width, plain.height)


def _on_white(picture: Image.Image) -> Image.Image:
    """What is see-through stands on paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGB", clear.size, (255, 255, 255))
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
    return made.getvalue()


def asked(content: bytes, longest: int | None) -> bytes:
    """The question to the fenced child."""
    return json.dumps({"longest": longest}).encode() + b"\n" + content


def answer(question: bytes) -> Sequence[bytes]:
    """What the fenced child answers: size, picture, small copy; nothing where it is no picture."""
    said, _, content = question.partition(b"\n")
    try:
        made = cleaned(content, json.loads(said)["longest"])
    except ValueError:
        return []
    return [json.dumps([made.width, made.height]).encode(), made.content, made.small]


def understood(answered: Sequence[bytes]) -> Picture | None:
    """The picture in the child's answer; None where there is none."""
    if len(answered) != 3:
        return None
    width, height = json.loads(answered[0])
    return Picture(answered[1], answered[2], int(width), int(height))
