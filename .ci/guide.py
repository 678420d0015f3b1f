"""The user's guide as PDF, printed by the program's own pages. Run by `make guide`: `guide.py FILE`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from prossce_desktop import __version__
from prossce_desktop.reference import guide
from tests.tools.guide_book import guide_book


def main() -> int:
    """Write the file and say how many pages it has; of one commit always the same bytes."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    made_at = datetime.fromtimestamp(int(stamp), UTC) if stamp else datetime.now(UTC)
    book = guide_book(guide.topics(), __version__, made_at)
    book.write(target)
    print(f"{target}: {book.pages} pages, {len(book.data) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
