"""A zip whose members bear no date: of a computer whose battery is dead they could not be written, and nobody reads them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day a zip knows."""


class UndatedZip(ZipFile):
    """Used where another library writes the members."""

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, compress_type: int | None = None, compresslevel: int | None = None
    ) -> None:
        """One member from memory."""
        del compress_type, compresslevel
        info = zinfo_or_arcname if isinstance(zinfo_or_arcname, ZipInfo) else ZipInfo(zinfo_or_arcname, NO_DATE)
        info.date_time, info.compress_type = NO_DATE, ZIP_DEFLATED
        super().writestr(info, data)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """One member from a file."""
        del compress_type, compresslevel
        self.writestr(str(arcname or filename), Path(filename).read_bytes())
