"""Freezes a workspace of this release with what it shows: `python -m tests.old.freeze` makes tests/old/VERSION.

Run once for each release, on the day it is released, and never again for that release.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from prossce_desktop import __version__
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
from tests.store.random_work import Officer

HERE = Path(__file__).parent
SECRET = "river lotus seven"
SEED, ACTIONS = 20_26, 60
SHOWN: dict[str, tuple[str, ...]] = {
    "people": ("people",),
    "figures": ("figures",),
    "figures-2024-kh": ("figures", "--from", "2024-01-01", "--to", "2024-12-31", "--country", "KH"),
    "history": ("history",),
    "digest": ("digest",),
}
"""Name of the answer: the command and its options."""
OFFICE_SHOWN: dict[str, tuple[str, ...]] = {
    "office-people": ("people", "--country", "KH"),
    "office-figures": ("figures", "--country", "KH"),
    "office-digest": ("digest", "--country", "KH"),
}
"""The same of the regional office once it has read the frozen packages."""

RECORDS = (
    ("programme", "title=Employment services 2024", "country=KH", "tier=Foundation/in_person", "tier=Advanced/online_live"),
    (
        "training", "code=KH-T1", "title=គោលការណ៍ណែនាំ ការងារ", "start=2024-03-04", "end=2024-03-06", "province=KH-12", "pillar=1",
        "session=2024-03-04/6", "session=2024-03-05/6.5", "threshold=60", "count=41", "women=22", "youth=9", "persons_with_disabilities=2",
    ),
    ("career_fair", "code=KH-F1", "title=National Career Fair", "start=2024-06-01", "channel=both", "count=41000", "count_qualifier=more_than", "hired_on_spot=310"),
    ("training", "code=LA-T1", "title=ການຝຶກອົບຮົມ", "start=2023-11-20", "held_in=LA", "part_of=KH-T1"),
    ("organisation", "name=Sok & Sons <Co>", "constituent=employers"),
    ("person", "name=ចាន់ ដារ៉ា", "latin_name=Chan Dara", "sex=male", "birth=1974-07-21", "phone=070920425", "province=KH-12", "disability=no"),
    ("person", "name=ຄຳ ສຸກ", "sex=female", "birth=2001", "national_id=1-5460-90184-82-9"),
    ("person", "name=မောင် မောင်", "sex=not_recorded", "wg_seeing=3"),
    ("person", "name=Chan Dara", "sex=male", "birth=1974"),
    ("headcount", "activity=KH-F1", "channel=on_site", "counted_on=2024-06-01", "basis=persons_organiser", "count=120", "cell=female/18_24/no:30", "cell=male/not_recorded/yes:2"),
    ("headcount", "activity=KH-F1", "channel=on_site", "counted_on=2024-06-02", "basis=persons_organiser", "count=70", "women=40", "door=1"),
    ("headcount", "activity=KH-F1", "channel=on_site", "counted_on=2024-06-02", "basis=persons_organiser", "count=55", "women=20", "door=2"),
)  # fmt: skip


def command(*words: object) -> dict[str, Any]:
    """What a command of the program answers."""
    done = subprocess.run([sys.executable, "-m", "prossce_desktop", *map(str, words), "--json"], stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def main() -> int:
    target = HERE / __version__
    if target.exists():
        print(f"{__version__} is frozen already; an old version never changes.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as made:
        aside = Path(made) / __version__
        aside.mkdir()
        secret, workspace = aside / "passphrase.txt", aside / "workspace"
        secret.write_text(SECRET + "\n", encoding="utf-8")
        key = ("--passphrase-file", secret)
        command("init", workspace, "--country", "KH", "--office", "Office KH", "--officer", "Sok Dara", *key, "--recovery-out", aside / "recovery.txt")
        command("sample", workspace, "--people", *key)
        ids = [command("add", workspace, *words, *key)["id"] for words in RECORDS]
        command("add", workspace, "participation", f"person={ids[5]}", "activity=KH-T1", "stage=completed", "pre=40", "post=72.5", *key)
        command("add", workspace, "participation", f"person={ids[6]}", "activity=KH-F1", "stage=hired", *key)
        command("add", workspace, "follow_up", f"person={ids[6]}", "activity=KH-F1", "due=6", "reached=yes", "working=yes", *key)
        command("add", workspace, "fair_employer", "activity=KH-F1", f"organisation={ids[4]}", "posts_local=12", "hired=3", *key)
        again = command("add", workspace, "organisation", "name=Sok and Sons Co., Ltd", *key)["id"]
        command("join", workspace, ids[4], again, *key)
        command("join", workspace, ids[5], ids[8], *key)
        command("change", workspace, ids[6], "birth=2001-05-09", "wg_walking=2", *key)
        with open_workspace(workspace, Passphrase(SECRET), writing=True, wait=0) as store:
            _work_on(store)
        command("backup", workspace, "--out", aside / "copy.prossce-backup", *key)
        (aside / "shown").mkdir()
        for name, words in SHOWN.items():
            answer = command(words[0], workspace, *words[1:], *key)
            (aside / "shown" / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
        office = _mail(aside, workspace, key)
        assert command("check", workspace, *key)["ok"]
        for one in (workspace, office):
            shutil.rmtree(one / "backups", ignore_errors=True)
            (one / "writer.lock").unlink(missing_ok=True)
        shutil.copytree(aside, target)
    print(target.relative_to(HERE.parents[1]))
    return 0


def _mail(aside: Path, workspace: Path, key: tuple[object, ...]) -> Path:
    """A regional office that knows the laptop, with its packages unread in `packages`, and what it shows when they are read."""
    office, read = aside / "office", aside / "read"
    (aside / "packages").mkdir()
    command("init", office, "--country", "TH", "--office", "Office TH", "--officer", "Anong Srisai", *key)
    command("office", office, "invite", "--out", aside / "office.prossce-invitation", *key)
    request = aside / "laptop.prossce-request"
    words = command("device-request", workspace, "--invitation", aside / "office.prossce-invitation", "--out", request, *key)["fingerprint"]
    command("office", office, "accept", request, "--fingerprint", words, *key)
    command("device", workspace, "approve", "office", "--fingerprint", words, *key)  # before that nothing personal is sealed
    command("package", workspace, "make", "--out", aside / "packages", "--max-bytes", 30_000, *key)
    shutil.copytree(office, read)
    command("package", read, "read", aside / "packages", *key)
    for name, words in OFFICE_SHOWN.items():
        answer = command(words[0], read, *words[1:], *key)
        (aside / "shown" / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.rmtree(read)
    return office


def _work_on(store: Store) -> None:
    """Edits, pairs, undo and redo, and a draft that waits."""
    Officer(store, SEED).work(ACTIONS)
    store.drafts.save("new-training", "training", None, {"title": "Half a title"}, dt.datetime(2026, 11, 27, 8, 0, tzinfo=dt.UTC))


if __name__ == "__main__":
    sys.exit(main())
