"""The guide's pictures, from those that `make shots` takes: the same window in 128 colours, which is a tenth
of the bytes."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

TARGET = Path(__file__).resolve().parents[1] / "resources" / "help" / "pictures"
NAMES = {
    "first-start": "first-start-light",
    "overview": "overview-light",
    "training": "training-details-light",
    "people": "fair-people-light",
    "people-keep": "fair-people-asked-light",
    "head-count": "fair-head_count-light",
    "funnel": "fair-funnel-light",
    "person": "person-light",
    "reports": "reports-light",
    "officers": "officers-light",
    "copies": "copies-light",
    "exchange": "exchange-light",
}
"""Name in the guide, and name of the picture of the window."""
COLOURS = 128


def main() -> int:
    """`guide_pictures FOLDER`: FOLDER is what `make shots` filled."""
    shots = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, taken in NAMES.items():
        with Image.open(shots / f"{taken}.png") as picture:
            small = picture.convert("RGB").quantize(
                COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
            small.save(TARGET / f"{name}.png", optimize=True)
    for path in TARGET.glob("*.png"):
        if path.stem not in NAMES:
            path.unlink()
    print(f"{len(NAMES)} pictures, {sum(path.stat().st_size for path in TARGET.glob('*.png')) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
