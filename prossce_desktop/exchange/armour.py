"""A package as text: age's armour or bare base64, also quoted, wrapped anew, or in an HTML e-mail."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MAGIC = b"age-encryption.org/v1"
_MAGIC_BASE64 = base64.b64encode(_MAGIC)
_BARE = re.compile(rb"(?:^|\n)[ \t>|]*(?=" + _MAGIC_BASE64 + rb")")
_COLUMNS = 64
_BEGIN = re.compile(rb"BEGIN[\s>|]{1,9}AGE[\s>|]{1,9}ENCRYPTED[\s>|]{1,9}FILE")
_END = re.compile(rb"END[\s>|]{1,9}AGE[\s>|]{1,9}ENCRYPTED[\s>|]{1,9}FILE")
_TAG = re.compile(rb"<[A-Za-z/][^<>]{0,2000}>")
_ENTITY = re.compile(rb"&[#\w]{1,8};")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_BASE64_LINE = re.compile(rb"(?![-_]+$)[A-Za-z0-9+/_-]+={0,2}")
_OF_URLS = bytes.maketrans(b"-_", b"+/")
"""The letters of base64 as they stand in links, where somebody's program wrote these."""
_UU = re.compile(rb"^begin [0-7]{3,4} [^\n]{1,500}\n", re.MULTILINE)
_UU_LINE = re.compile(rb"[ -`]{1,90}")
_QUOTE = b" \t\r>|"


@dataclass(frozen=True, slots=True)
class Text:
    """The packages in a text. `garbled`: somewhere one begins that cannot be made out."""

    packages: tuple[bytes, ...]
    garbled: bool = False


def is_package(content: bytes) -> bool:
    """Whether it begins as every package does."""
    return content.startswith(_MAGIC)


def armoured(package: bytes) -> bytes:
    """The package as ASCII text in lines of 64, as the age program writes and reads it."""
    text = base64.b64encode(package)
    lines = [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    return b"\n".join(
        [b"-----BEGIN AGE ENCRYPTED FILE-----", *lines, b"-----END AGE ENCRYPTED FILE-----", b""]
    )


def read_text(content: bytes) -> Text:
    """Every package that stands in a text; time grows with its length, no faster."""
    text = _eight_bit(content)
    begins = list(_BEGIN.finditer(text))
    blocks = list(_blocks(text, begins)) if begins else list(_bare(text))
    packages = [one for block in blocks if block is not None and (one := _decoded(block)) is not None]
    return Text(tuple(packages), len(packages) < len(blocks))


def with_line_ends(content: bytes) -> bytes:
    """A text whose lines end in a return alone, as other texts end theirs."""
    return content.replace(b"\r", b"\n") if b"\r" in content and b"\n" not in content else content


def uuencoded(text: bytes) -> Iterator[bytes]:
    """What stands in a text by uuencode; what is cut or damaged ends there."""
    text = text.replace(b"\r\n", b"\n")
    for begin in _UU.finditer(text):
        found: list[bytes] = []
        at = begin.end()
        while (line := _UU_LINE.match(text, at)) is not None and line[0] not in (b"`", b" "):
            try:
                found.append(binascii.a2b_uu(line[0][: ((line[0][0] - 32 & 63) * 4 + 5) // 3]))
            except binascii.Error:
                break
            at = line.end() + 1
        if found:
            yield b"".join(found)


def _eight_bit(content: bytes) -> bytes:
    """UTF-16 as UTF-8; everything else as it is."""
    head = content[:400]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="ignore").encode()
    if head and head[1::2].count(0) * 3 > len(head):
        return content.decode("utf-16-le", errors="ignore").encode()
    return content


def _blocks(text: bytes, begins: list[re.Match[bytes]]) -> Iterator[bytes | None]:
    """What stands between each begin and its end; None where there is no end, as in a text that was cut."""
    ends = [one.start() for one in begins[1:]] + [len(text)]
    for begin, limit in zip(begins, ends, strict=True):
        end = _END.search(text, begin.end(), limit)
        yield text[begin.end() : end.start()] if end else None


def _unmarked(text: bytes, instead: bytes = b"") -> bytes:
    """Without the HTML and quoted-printable between letters of base64; `instead` replaces tags."""
    text = text.replace(b"=3D", b"=")
    if b"<" in text:
        text = _TAG.sub(instead, text)
    if b"&" in text:
        text = _ENTITY.sub(lambda one: html.unescape(one[0].decode()).encode(), text)
    return text


def _decoded(block: bytes) -> bytes | None:
    """Base64 with whatever a mail program put between; None where it is no package."""
    squeezed = _NO_BASE64.sub(b"", _unmarked(block).strip(b"- \t\r\n").translate(_OF_URLS))
    try:
        found = base64.b64decode(squeezed + b"=" * (-len(squeezed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if is_package(found) else None


def _bare(text: bytes) -> Iterator[bytes]:
    """Base64 without begin and end: lines of one length and a last one, so that no footer joins it."""
    if b"YWdl" not in text:
        return
    if _TAG.search(text):
        text = b"\n".join(one for one in _unmarked(text, b"\n").split(b"\n") if one.strip())
    begin = _BARE.search(text)
    if begin is None:
        squeezed = re.sub(rb"[\s>|]+", b"", text)
        if squeezed.startswith(_MAGIC_BASE64):
            yield squeezed
        return
    lines = [one.strip(_QUOTE) for one in text[begin.end() :].split(b"\n")]
    width = len(lines[0])
    spaced = len(lines) > 2 and not lines[1] and len(lines[2]) == width
    taken: list[bytes] = []
    for one in lines[:: 2 if spaced else 1]:
        if len(one) > width or not _BASE64_LINE.fullmatch(one):
            break
        taken.append(one)
        if len(one) < width or one.endswith(b"="):
            break
    yield b"".join(taken)
