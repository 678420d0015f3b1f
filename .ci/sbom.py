"""Writes dist/sbom.cdx.json: everything the program carries, as CycloneDX 1.6. Run by `make sbom`.
`sbom.py windows`: dist/sbom-windows.cdx.json, with what is in the program for Windows alone.

Made from the lock and the lists of licences alone, so that one commit gives one file on any machine.
Hashes stand in requirements.lock.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import uuid

import bundle_facts as facts
import licences
import windows
from packaging.markers import Marker

OUT = facts.ROOT / "dist"
WINDOWS = {
    "os_name": "nt", "sys_platform": "win32", "platform_machine": "AMD64", "platform_system": "Windows",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
    "python_version": windows.SERIES, "python_full_version": windows.VERSION,
}  # fmt: skip
"""What the markers of the lock are judged by there."""
SPDX = re.compile(r"[A-Za-z0-9.-]+( (AND|OR|WITH) [A-Za-z0-9.-]+)*")
LINE = re.compile(r"(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)\s*(;\s*(?P<only>[^\\]+?))?\s*\\?")


def licence(said: str) -> list[dict[str, object]]:
    """An SPDX expression where it is one, else the name."""
    return (
        [{"expression": said}]
        if SPDX.fullmatch(said) and " " in said
        else [{"license": {"id" if SPDX.fullmatch(said) else "name": said}}]
    )


def packages(system: dict[str, str] | None = None) -> list[dict[str, object]]:
    """Every locked package; one that differs by system stands once for each version, with
    where it is used. With `system`, only what is for that one."""
    found = []
    for line in (facts.ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        one = LINE.fullmatch(line)
        if one and (system is None or not one["only"] or Marker(one["only"]).evaluate(system)):
            address = f"pkg:pypi/{one['name']}@{one['version']}"
            found.append(
                {
                    "type": "library",
                    "bom-ref": address,
                    "name": one["name"],
                    "version": one["version"],
                    "licenses": licence(licences.licence_of(one["name"])),
                    "purl": address,
                }
                | ({"properties": [{"name": "used where", "value": one["only"]}]} if one["only"] else {})
            )
    return found


def others(system: dict[str, str] | None = None) -> list[dict[str, object]]:
    """Libraries, fonts and pictures that come inside packages, with Python, or with a Linux system the folder
    was built on; with `system`, those of that one."""
    where = ("everywhere", system["sys_platform"]) if system else None
    return [
        {
            "type": "data"
            if not row["libraries"] and ("font" in row["name"] or "icon" in row["name"])
            else "library",
            "bom-ref": f"inside:{row['name'].lower().replace(' ', '-')}",
            "name": row["name"],
            "licenses": licence(row["licence"]),
            "properties": [{"name": "used where", "value": row["where"]}],
        }
        for row in licences.others()
        if where is None or row["where"] in where
    ]


def bill(seconds: int | None, system: dict[str, str] | None = None) -> dict[str, object]:
    """The whole document, or that of one system; `seconds` since 1970 is when it was made, which is the
    commit's date."""
    itself = {
        "type": "application",
        "bom-ref": facts.PROGRAM,
        "name": facts.NAME,
        "version": facts.version(),
        "licenses": licence("Apache-2.0"),
        "publisher": facts.MAKER,
    }
    components = [*packages(system), *others(system)]
    for part in components:
        if system and part["name"] == "Python":
            part["version"] = system["python_full_version"]
    inside = [one["bom-ref"] for one in components]
    made = (
        {}
        if seconds is None
        else {"timestamp": f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"}
    )
    rest = {
        "metadata": {**made, "component": itself},
        "components": components,
        "dependencies": [
            {"ref": facts.PROGRAM, "dependsOn": inside},
            *({"ref": one, "dependsOn": []} for one in inside),
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_DNS, json.dumps(rest, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        **rest,
    }


def main(words: list[str]) -> int:
    """Dated by SOURCE_DATE_EPOCH, as `make` sets it."""
    at = os.environ.get("SOURCE_DATE_EPOCH")
    system, name = (WINDOWS, "sbom-windows.cdx.json") if words == ["windows"] else (None, "sbom.cdx.json")
    target = OUT / name
    target.parent.mkdir(exist_ok=True)
    made = bill(int(at) if at else None, system)
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target.relative_to(facts.ROOT)}  {len(made['components'])} parts")  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
