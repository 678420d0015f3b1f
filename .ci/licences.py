"""Lists the licence of everything the program carries; fails on GPL, AGPL or unknown. Run by `make licences`.

What is looked at are the run-time packages of requirements.lock that are installed here.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

LOOKED_AT = {
    # name: (licence, why the metadata is not enough)
    "sqlcipher3": ("zlib; SQLCipher BSD-3-Clause; OpenSSL Apache-2.0", "metadata names none; read in its LICENSE"),
    "pyside6-essentials": ("LGPL-3.0-only", "offers LGPL, GPL or a commercial licence; used as LGPL: replaceable files of a folder"),
    "shiboken6": ("LGPL-3.0-only", "as Qt"),
    "pyrage": ("MIT", "metadata names none; read in its LICENSE"),
    "secretstorage": ("BSD-3-Clause", "written as free text"),
    "phonenumberslite": ("Apache-2.0", "written as free text"),
}
KNOWN = re.compile(r"Apache|BSD|MIT|ISC|PSF|Python Software Foundation|zlib|Unicode|HPND|MPL|LGPL|CMU", re.IGNORECASE)
FORBIDDEN = re.compile(r"(?<![A-Z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)


def run_time_names() -> list[str]:
    lock = Path(__file__).resolve().parents[1] / "requirements.lock"
    return sorted({line.split("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if re.match(r"[a-z0-9]", line)})


def licence_of(name: str) -> str:
    if name in LOOKED_AT:
        return LOOKED_AT[name][0]
    fields = metadata.metadata(name)
    classified = [one.split(" :: ")[-1] for one in fields.get_all("Classifier") or [] if one.startswith("License ::")]
    expression, text = (next(iter(fields.get_all(key) or []), "") for key in ("License-Expression", "License"))
    return expression or "; ".join(classified) or text.partition("\n")[0]


def main() -> int:
    wrong = 0
    for name in run_time_names():
        try:
            licence = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python
        verdict = "" if KNOWN.search(licence) and not FORBIDDEN.search(licence) else "   <- not allowed or unknown"
        wrong += bool(verdict)
        print(f"{name:24} {metadata.version(name):12} {licence or '?'}{verdict}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
