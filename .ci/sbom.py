"""Writes dist/sbom.cdx.json: everything the program carries, as CycloneDX 1.6. Run by `make sbom`.

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

TARGET = facts.ROOT / "dist" / "sbom.cdx.json"
SPDX = re.compile(r"[A-Za-z0-9.-]+( (AND|OR|WITH) [A-Za-z0-9.-]+)*")
LINE = re.compile(r"(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)\s*(;\s*(?P<only>[^\\]+?))?\s*\\?")


def licence(said: str) -> list[dict[str, object]]:
    """An SPDX expression where it is one, else the name."""
    return (
        [{"expression": said}]
        if SPDX.fullmatch(said) and " " in said
        else [{"license": {"id" if SPDX.fullmatch(said) else "name": said}}]
    )


def packages() -> list[dict[str, object]]:
    """Every locked package; one that differs by system stands once for each version, with
    where it is used."""
    found = []
    for line in (facts.ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if one := LINE.fullmatch(line):
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


def others() -> list[dict[str, object]]:
    """Libraries, fonts and pictures that come inside packages, with Python, or with a Linux system the folder
    was built on."""
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
    ]


def bill(seconds: int | None) -> dict[str, object]:
    """The whole document; `seconds` since 1970 is when it was made, which is the commit's date."""
    itself = {
        "type": "application",
        "bom-ref": facts.PROGRAM,
        "name": facts.NAME,
        "version": facts.version(),
        "licenses": licence("Apache-2.0"),
        "publisher": facts.MAKER,
    }
    components = [*packages(), *others()]
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


def main() -> int:
    """Dated by SOURCE_DATE_EPOCH, as `make` sets it."""
    at = os.environ.get("SOURCE_DATE_EPOCH")
    TARGET.parent.mkdir(exist_ok=True)
    made = bill(int(at) if at else None)
    TARGET.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(facts.ROOT)}  {len(made['components'])} parts")  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
