"""A picture as somebody brings it becomes one of ours: turned upright, shrunk, and nothing in it but what one sees.

Camera, place, time and thumbnails of the original are gone, since the picture is drawn anew. What is read here comes from anywhere, so it
is done in the fenced child.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
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
_TOO_MANY = b"too many pages"
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "MPO")


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned picture, always JPEG, its small copy, and its size in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int


class TooManyPagesError(ValueError):
    """More pages than anybody scans of one activity."""


def cleaned(content: bytes, longest: int | None) -> list[Picture]:
    """Draw it anew, each page of a PDF or TIFF as a picture of its own; a small copy beside each.

    `longest`: to how many pixels the longer side is shrunk, None keeps them all (of a PDF 300 a inch). Raises ValueError for what is no
    picture, TooManyPagesError.
    """
    try:
        pages = pdf_pages.drawn(content, longest, MOST_PAGES) if pdf_pages.is_pdf(content) else _frames(content, longest)
        return [_small_beside(one, longest) for one in pages]
    except pdf_pages.TooManyPages as error:
        raise TooManyPagesError("too many pages") from error
    except TooManyPagesError:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError, KeyError, TypeError, EOFError) as error:
        raise ValueError("no picture") from error


def _frames(content: bytes, longest: int | None) -> Iterator[Image.Image]:
    """The pages of a scan, the one picture of everything else, upright and on white."""
    with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        pages = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
        if pages > MOST_PAGES:
            raise TooManyPagesError("too many pages")
        for page in range(pages):
            if page:
                opened.seek(page)
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("more pixels than any camera has")
            if longest is not None:
                opened.draft("RGB", (longest, longest))
            yield _on_white(ImageOps.exif_transpose(opened))


def _small_beside(plain: Image.Image, longest: int | None) -> Picture:
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
    """What the fenced child answers: sizes, then picture and small copy of each page; nothing where it is no picture."""
    said, _, content = question.partition(b"\n")
    try:
        made = cleaned(content, json.loads(said)["longest"])
    except TooManyPagesError:
        return [_TOO_MANY]
    except ValueError:
        return []
    return [json.dumps([[one.width, one.height] for one in made]).encode(), *(part for one in made for part in (one.content, one.small))]


def understood(answered: Sequence[bytes]) -> list[Picture]:
    """The pictures in the child's answer; none where it is no picture. Raises TooManyPagesError."""
    if list(answered) == [_TOO_MANY]:
        raise TooManyPagesError("too many pages")
    if not answered:
        return []
    sizes, parts = json.loads(answered[0]), answered[1:]
    return [Picture(parts[2 * n], parts[2 * n + 1], int(width), int(height)) for n, (width, height) in enumerate(sizes)]
