"""Pictures become ours: upright, smaller, and only what one sees. Files from outside: in the sandbox only.

Camera, place, time and thumbnails of the original are gone, since the picture is drawn anew.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ExifTags, Image

from prossce_desktop.intake import pdf_pages

WORK = "pictures"
"""The name of this work in the fenced child."""

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 120_000_000
MOST_PIXELS_WEBP = 40_000_000
"""Its reader holds several pictures at once."""
MOST_PAGES = 60
THUMB = 240
"""Longest side of the small picture for lists."""
_QUALITY, _BEST = 85, 95
_PAPER = (255, 255, 255)
_STRIP = 4_000_000
"""Pixels of a strip, at least a row."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
"""What makes a picture upright, by how the camera was held (Exif 2.32, tag 0x0112)."""
TOO_LARGE = b"too large"
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "MPO")


@dataclass(frozen=True, slots=True)
class CleanedPicture:
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


def cleaned(content: bytes, page: int, longest: int | None) -> CleanedPicture:
    """A page, from 0, drawn anew, and a thumbnail. Raises ValueError for what is no picture, and TooLarge.

    `longest`: pixels of its longer side, None: all (of a PDF 300 dpi).
    """
    plain = (
        pdf_pages.drawn(content, page, longest)
        if pdf_pages.is_pdf(content)
        else _frame(content, page, longest)
    )
    if longest is not None:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = plain.reduce(max(1, max(plain.size) // (2 * THUMB)))  # a new one in any case
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return CleanedPicture(
        _jpeg(plain, _QUALITY if longest is not None else _BEST),
        _jpeg(small, _QUALITY),
        plain.width,
        plain.height,
    )


def _frame(content: bytes, page: int, longest: int | None) -> Image.Image:
    """A page of a scan, or the one picture, upright and on white."""
    with _readable(), Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        if page:
            opened.seek(page)
        if opened.width * opened.height > (MOST_PIXELS_WEBP if opened.format == "WEBP" else MOST_PIXELS):
            raise TooLarge
        if longest is not None:
            opened.draft("RGB", (longest, longest))
        opened.load()
        turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
        plain = _on_white(opened, _reduction(opened, longest))
    return plain if turn is None else plain.transpose(turn)


class TooLarge(Exception):
    """It is a picture, and takes more memory than there is for one."""


def _reduction(picture: Image.Image, longest: int | None) -> int:
    """How many pixels a side may become one and still leave twice the size asked for, so it stays sharp."""
    return 1 if longest is None else max(1, max(picture.size) // (2 * longest))


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a stranger's picture makes its reader raise, it is no picture."""
    try:
        yield
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        MemoryError,
        KeyError,
        TypeError,
        EOFError,
    ) as error:
        raise ValueError("no picture") from error


def _on_white(picture: Image.Image, reduction: int) -> Image.Image:
    """Made smaller, transparent parts on white. In strips: a second large picture would not fit in memory."""
    width, height = (-(-side // reduction) for side in picture.size)
    drawn = Image.new("RGB", (width, height), _PAPER)
    rows = max(1, _STRIP // (picture.width * reduction)) * reduction
    for top in range(0, picture.height, rows):
        strip = _strip_on_white(
            picture.crop((0, top, picture.width, min(top + rows, picture.height))), picture.info
        )
        drawn.paste(strip if reduction == 1 else strip.reduce(reduction), (0, top // reduction))
    return drawn


def _strip_on_white(strip: Image.Image, info: Mapping[str | tuple[int, int], object]) -> Image.Image:
    if strip.mode not in ("RGBA", "LA", "PA") and "transparency" not in info:
        return strip.convert("RGB")
    clear = strip.convert("RGBA")
    white = Image.new("RGB", clear.size, _PAPER)
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
    return made.getvalue()


def asked(content: bytes, page: int | None, longest: int | None) -> bytes:
    """The question to the fenced child: a page, or how many there are."""
    return json.dumps({"page": page, "longest": longest}).encode() + b"\n" + content


def answer(question: bytes) -> Sequence[bytes]:
    """The sandbox's answer: pages, or size, picture and thumbnail of one; TOO_LARGE; none for no picture."""
    said, _, content = question.partition(b"\n")
    wanted = json.loads(said)
    try:
        if wanted["page"] is None:
            return [json.dumps(how_many(content)).encode()]
        made = cleaned(content, wanted["page"], wanted["longest"])
    except TooLarge:
        return [TOO_LARGE]
    except ValueError:
        return []
    return [json.dumps([made.width, made.height]).encode(), made.content, made.small]


def understood(answered: Sequence[bytes]) -> CleanedPicture | None:
    """The picture in the child's answer; None where there is none."""
    if len(answered) != 3:
        return None
    width, height = json.loads(answered[0])
    return CleanedPicture(answered[1], answered[2], int(width), int(height))


def is_too_large(answered: Sequence[bytes]) -> bool:
    """Whether the child says that it is a picture, and too large a one."""
    return list(answered) == [TOO_LARGE]


def number_in(answered: Sequence[bytes]) -> int:
    """How many pages the child's answer names; 0 where it is no picture."""
    return int(answered[0]) if len(answered) == 1 and answered[0].isdigit() else 0
