"""Tries the built program. Run by `make build`, and with `--bare` by a test.

bundle_check.py FOLDER          makes a workspace, loads the sample, checks it and writes both exports, by
                                the command line
bundle_check.py FOLDER --wine   the same with the program for Windows, in Wine
bundle_check.py FOLDER --bare   the same in an empty root, where there is no Python and nothing but what a
                                .deb depends on, then the window
bundle_check.py FOLDER --time   how long until the first window stands, beside that of this checkout (needs
                                Xvfb and xdotool)
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import bundle_facts as facts
import windows
import wine
from linux_needs import ALWAYS
from x_screen import x_screen

DATA = ("/usr/share/X11/xkb", "/etc/fonts", "/usr/share/fontconfig")
"""What the packages xkb-data and fontconfig-config hold."""
DRIVERS = "/usr/share/glvnd/egl_vendor.d"
TIMES = 9
Run = Callable[..., str]
"""Runs the program with these words and gives what it said; raises where it failed."""


def caller(before: Sequence[str | Path], environment: Mapping[str, str]) -> Run:
    """How to run the program: `before` are the words in front of what it is asked."""

    def run(*words: str) -> str:
        done = subprocess.run(
            [*map(str, before), *words],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode != 0 or "Traceback" in done.stderr:
            raise AssertionError(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    return run


def work(run: Run, inside: Path | str, seen: Path) -> None:
    """A workspace from nothing to both exports. `inside` is the folder as the program names it, `seen` the
    same as we name it."""
    (seen / "passphrase").write_text("a long one for trying\n", encoding="utf-8")
    key = ("--passphrase-file", f"{inside}/passphrase")
    workspace = f"{inside}/workspace"
    assert facts.version() in run("--version")
    run("init", workspace, "--country", "KH", "--office", "Office KH", "--officer", "Sok Chantha", *key)
    run("sample", workspace, *key)
    assert "in order" in run("check", workspace, *key)
    span = ("--from", "2024-01-01", "--to", "2025-12-31", "--country", "KH")
    run("export", workspace, "--excel", f"{inside}/report.xlsx", "--pdf", f"{inside}/report.pdf", *span, *key)
    assert (seen / "report.xlsx").read_bytes().startswith(b"PK") and (
        seen / "report.pdf"
    ).read_bytes().startswith(b"%PDF")
    exchange(run, inside, seen)


def exchange(run: Run, inside: Path | str, seen: Path) -> None:
    """A package of a second workspace, read by an office out of its e-mail, which a child of the program
    opens."""
    kh, th, invitation, request = (f"{inside}/{name}" for name in ("kh", "th", "invitation", "request"))
    run("init", kh, "--country", "KH", "--office", "Office KH", "--officer", "Sok Chantha", "--no-encryption")
    run("init", th, "--country", "TH", "--office", "Region", "--officer", "Bo", "--no-encryption")
    run("office", th, "invite", "--out", invitation)
    run("device-request", kh, "--invitation", invitation, "--out", request)
    run("office", th, "accept", request)
    run("add", kh, "training", "title=CV writing", "start=2025-05-01")
    (seen / "out").mkdir()
    run("package", kh, "make", "--out", f"{inside}/out")
    [email] = (seen / "out").glob("*.eml")
    assert "Imported" in run("package", th, "read", f"{inside}/out/{email.name}")


def bare_root(bundle: Path, root: Path) -> None:
    """An empty root with the bundle, the C library, and what the packages hold that a .deb depends on; no
    Python, no shell."""
    shutil.copytree(bundle, root / "opt" / facts.PROGRAM, symlinks=True)
    for name in ("tmp", "root", "etc", "proc"):
        (root / name).mkdir(exist_ok=True)
    (root / "etc" / "passwd").write_text("root:x:0:0:root:/root:/none\n", encoding="utf-8")
    outside = (
        *ALWAYS,
        "ld-linux",
        "libc.so",
        "libm.so",
        "libdl.so",
        "librt.so",
        "libpthread.so",
        "libresolv.so",
        "libutil.so",
    )
    files = [
        one for one in bundle.rglob("*") if one.is_file() and (".so" in one.name or one.parent == bundle)
    ]
    wanted = {place for file in files for name, place in _linked(file) if name.startswith(outside)}
    for place in sorted(wanted | {further for one in wanted for _name, further in _linked(Path(one))}):
        _into(root, Path(place))
    for folder in DATA:
        if Path(folder).is_dir():
            shutil.copytree(
                folder,
                root / folder.lstrip("/"),
                symlinks=False,
                dirs_exist_ok=True,
                ignore_dangling_symlinks=True,
            )


def _linked(file: Path) -> Iterator[tuple[str, str]]:
    """Name and place of each library that the system's loader finds for it."""
    said = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
    for line in said.splitlines():
        words = line.split()
        if len(words) >= 3 and words[1] == "=>" and words[2].startswith("/"):
            yield words[0], words[2]
        elif words and words[0].startswith("/"):  # the loader itself
            yield Path(words[0]).name, words[0]


def _into(root: Path, place: Path) -> None:
    target = root / str(place).lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(place, target)
    target.chmod(0o755)


def window(words: Sequence[str | Path], environment: Mapping[str, str], *, seconds: float = 60) -> float:
    """Start the program and give the seconds until its window stands on the screen; ends it then."""
    looking = dict(os.environ) | {"DISPLAY": environment["DISPLAY"]}
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(
            [*map(str, words)], env=dict(environment), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            while True:
                found = subprocess.run(
                    ["xdotool", "search", "--onlyvisible", "--name", facts.NAME],
                    env=looking,
                    capture_output=True,
                    check=False,
                )
                if found.stdout.strip():
                    return time.monotonic() - began
                if program.poll() is not None or time.monotonic() - began > seconds:
                    said.seek(0)
                    raise AssertionError(f"no window: {said.read().decode('utf-8', 'replace')}")
        finally:
            program.terminate()
            program.wait(30)


def missing(mode: str) -> str:
    """What keeps a check from being made here, in words; "" if nothing."""
    if mode == "--bare" and (not sys.platform.startswith("linux") or os.geteuid() != 0):
        return "an empty root can be entered by root on Linux only"
    tools = {"--bare": ("Xvfb", "xdotool", "chroot", "ldd"), "--time": ("Xvfb", "xdotool")}.get(mode, ())
    absent = [name for name in tools if shutil.which(name) is None]
    return f"not here: {', '.join(absent)}" if absent else ""


def check_bare(bundle: Path, picture: Path | None = None) -> None:
    """The whole check in an empty root; with `picture`, what the screen shows (if ImageMagick's `import` is
    here)."""
    with tempfile.TemporaryDirectory(prefix="prossce-bare-") as made:
        root = Path(made)
        bare_root(bundle, root)
        assert not list(root.rglob("python3*")) or all(
            "_internal" in str(one) for one in root.rglob("python3*")
        )
        words = [shutil.which("chroot") or "chroot", root, f"/opt/{facts.PROGRAM}/{facts.PROGRAM}"]
        plain = {"HOME": "/root", "LC_ALL": "C.UTF-8"}
        work(caller(words, plain), Path("/root"), root / "root")
        with x_screen() as display, _screen_inside(root, display):
            shown = plain | {"DISPLAY": display}
            window(words, shown)
            if picture is not None and shutil.which("import"):
                _photograph(words, shown, picture)


@contextmanager
def _screen_inside(root: Path, display: str) -> Iterator[None]:
    """The screen's socket, reachable from inside the root."""
    socket = Path("/tmp/.X11-unix") / f"X{display.lstrip(':')}"
    inside = root / "tmp" / ".X11-unix" / socket.name
    inside.parent.mkdir(exist_ok=True)
    os.link(socket, inside)
    yield
    inside.unlink()


def _photograph(words: Sequence[str | Path], environment: Mapping[str, str], picture: Path) -> None:
    program = subprocess.Popen([*map(str, words)], env=dict(environment), stdin=subprocess.DEVNULL)
    time.sleep(6)
    subprocess.run(
        ["import", "-window", "root", str(picture)],
        env=dict(os.environ) | {"DISPLAY": environment["DISPLAY"]},
        check=False,
    )
    program.terminate()
    program.wait(30)


def compare(bundle: Path) -> str:
    """Median seconds to the first window, of the bundle and of the checkout, taken in turns."""
    taken: dict[str, list[float]] = {"bundle": [], "checkout": []}
    ways = {"bundle": [bundle / facts.PROGRAM], "checkout": [sys.executable, "-m", "prossce_desktop"]}
    with x_screen() as display, tempfile.TemporaryDirectory(prefix="prossce-time-") as home:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_"))}
        environment = kept | {"DISPLAY": display, "HOME": home}
        for turn in range(TIMES + 1):
            for name, words in ways.items():
                seconds = window(words, environment)
                if turn:  # the first only warms the disk's cache
                    taken[name].append(seconds)
    ours, theirs = (statistics.median(taken[name]) for name in ("bundle", "checkout"))
    return (
        f"first window, median of {TIMES}: bundle {ours:.2f} s, checkout {theirs:.2f} s, "
        f"{ours / theirs:.2f} times"
    )


def main(words: list[str]) -> int:
    """See the top of this file."""
    bundle, mode = Path(words[0]).resolve(), words[1] if len(words) > 1 else ""
    if why := missing(mode):
        print(f"Not tried: {why}", file=sys.stderr)
        return 77
    if mode == "--wine":
        with tempfile.TemporaryDirectory(prefix="prossce-built-") as made:
            words = ["wine", bundle / "prossce.exe"]
            work(caller(words, windows.environment()), wine.path(Path(made)), Path(made))
        print("The program for Windows makes, fills, checks and exports a workspace (Wine).")
    elif mode == "--bare":
        check_bare(bundle, Path(words[2]) if len(words) > 2 else None)
        print("In an empty root without Python: workspace, sample, check, both exports, and the window.")
    elif mode == "--time":
        print(compare(bundle))
    else:
        with tempfile.TemporaryDirectory(prefix="prossce-built-") as made:
            console = "prossce.exe" if sys.platform == "win32" else facts.PROGRAM
            work(caller([bundle / console], os.environ | {"HOME": made}), Path(made), Path(made))
        print("The built program makes, fills, checks and exports a workspace.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
