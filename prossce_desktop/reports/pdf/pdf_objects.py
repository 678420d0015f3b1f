"""The objects of one PDF: numbered, filled, written. reportlab's document model does the file around them."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class Raw(pdfdoc.PDFObject):
    """An object written as it stands."""

    def __init__(self, content: str = "null") -> None:
        self.content = content

    def format(self, document: object) -> bytes:
        """The bytes of the object."""
        return self.content.encode("latin-1")


class _NoOutlines(Raw):
    ready = 1

    def prepare(self, document: object, canvas: object) -> None:
        """Asked for by reportlab before it writes; ours are ready."""


class _Stamp:
    """The time of a document in the shape reportlab asks for."""

    def __init__(self, made_at: dt.datetime) -> None:
        moment = made_at.astimezone(dt.UTC)
        self.t = moment.timestamp()
        self.lt = moment.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"


class Objects:
    """Numbers objects as they are asked for; the same calls give the same bytes."""

    def __init__(self, made_at: dt.datetime, language: str) -> None:
        self._doc: Any = _document(language)
        self._doc._timeStamp = _Stamp(made_at)
        self._doc.Outlines = _NoOutlines()
        self._doc.Catalog.Outlines = None
        self._doc.updateSignature(made_at.isoformat())

    def root(self, entry: str, value: str) -> None:
        """An entry of the document's catalogue, such as Pages, as written."""
        setattr(self._doc.Catalog, entry, value)

    def raw(self, content: str = "null") -> tuple[str, Raw]:
        """A new object and how others refer to it ("12 0 R"); its content may be set later."""
        one = Raw(content)
        return self._number(one), one

    def stream(self, content: bytes, entries: str = "") -> str:
        """A new compressed stream with further dictionary entries as written; its reference."""
        return self.packed(zlib.compress(content), entries)

    def packed(self, packed: bytes, entries: str = "") -> str:
        """The same for what is compressed already."""
        self._doc.updateSignature(packed)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n"
        return self._number(Raw((head.encode("latin-1") + packed + b"\nendstream").decode("latin-1")))

    def describe(self, **entries: str) -> None:
        """What the window bar and the file's properties say: title, author, subject, keywords, creator."""
        for name, text in entries.items():
            setattr(self._doc.info, name, text)
        self._doc.info.producer = "ReportLab"

    def written(self) -> bytes:
        """The whole file."""
        data = self._doc.GetPDFData(None)
        return bytes(data if isinstance(data, bytes) else data.encode("latin-1"))

    def _number(self, value: Raw) -> str:
        name = self._doc.Reference(value).name
        number, generation = self._doc.idToObjectNumberAndVersion[name]
        return f"{number} {generation} R"


def string(text: str) -> str:
    """A text as a PDF string: UTF-16 in hexadecimal digits."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def _document(language: str) -> Any:
    """reportlab's document with the attributes its own canvas sets, which its type stubs leave out."""
    return pdfdoc.PDFDocument(dummyoutline=1, compression=1, invariant=1, pdfVersion=(1, 7), lang=language)
