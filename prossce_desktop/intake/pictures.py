"""A picture as somebody brings it becomes one of ours: turned upright, shrunk, and nothing in it but what one sees.

Camera, place, time and thumbnails of the original are gone, since the picture is drawn anew. What is read here comes from anywhere, so it
is done in the fenced child.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageOps

from prossce_desktop.intake import pdf_pages

WORK = "pictures"
"""The name of this work in the fenced child."""

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 120_000_000
MOST_PAGES = 60
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


def how_many(content: bytes) -> int:
    """The pages of a PDF or TIFF, 1 of any other picture. Raises ValueError for what is neither."""
    if pdf_pages.is_pdf(content):
        return pdf_pages.how_many(content)
    with _readable(), Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        return int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1


def cleaned(content: bytes, page: int, longest: int | None) -> Picture:
    """A page, from 0, drawn anew, with a small copy beside it.

    `longest`: to how many pixels the longer side is shrunk, None keeps them all (of a PDF 300 to the inch). Raises ValueError for what is
    no picture.
    """
    plain = pdf_pages.drawn(content, page, longest) if pdf_pages.is_pdf(content) else _frame(content, page, longest)
    if longest is not None:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return Picture(_jpeg(plain, _QUALITY if longest is not None else _BEST), _jpeg(small, _QUALITY), plain.width, plain.height)


def _frame(content: bytes, page: int, longest: int | None) -> Image.Image:
    """A page of a scan, or the one picture, upright and on white."""
    with _readable(), Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        if page:
            opened.seek(page)
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("more pixels than any camera has")
        if longest is not None:
            opened.draft("RGB", (longest, longest))
        return _on_white(ImageOps.exif_transpose(opened))


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a stranger's picture makes its reader raise, it is no picture."""
    try:
        yield
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError, KeyError, TypeError, EOFError) as error:
        raise ValueError("no picture") from error


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


def asked(content: bytes, page: int | None, longest: int | None) -> bytes:
    """The question to the fenced child: a page, or how many there are."""
    return json.dumps({"page": page, "longest": longest}).encode() + b"\n" + content


def answer(question: bytes) -> Sequence[bytes]:
    """What the fenced child answers: how many pages, or size, picture and small copy of one; nothing where it is no picture."""
    said, _, content = question.partition(b"\n")
    wanted = json.loads(said)
    try:
        if wanted["page"] is None:
            return [json.dumps(how_many(content)).encode()]
        made = cleaned(content, wanted["page"], wanted["longest"])
    except ValueError:
        return []
    return [json.dumps([made.width, made.height]).encode(), made.content, made.small]


def understood(answered: Sequence[bytes]) -> Picture | None:
    """The picture in the child's answer; None where there is none."""
    if len(answered) != 3:
        return None
    width, height = json.loads(answered[0])
    return Picture(answered[1], answered[2], int(width), int(height))


def number_in(answered: Sequence[bytes]) -> int:
    """How many pages the child's answer names; 0 where it is no picture."""
    return int(answered[0]) if len(answered) == 1 and answered[0].isdigit() else 0
