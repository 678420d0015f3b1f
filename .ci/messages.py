"""Collects every text shown to people, brings catalogues up to date and compiles the complete ones. Run by
`make messages`.

    resources/locale/prossce_desktop.pot              all texts, made anew
    resources/locale/LANGUAGE/LC_MESSAGES/*.po        translations; to begin one, make its folder with an
    empty .po resources/locale/LANGUAGE/LC_MESSAGES/*.mo        compiled only when nothing is left
    untranslated

    .ci/texts_read.csv                                which texts were read, and when .ci/texts_unclear.csv
    what a reader who saw only the catalogue found unclear, and a better text for each

A text is read before it lands by somebody who sees only the catalogue, and mended where it is unclear.
`make messages` names those that are new since the last reading; `make messages-read` says that they were
read.

Khmer, Lao and Thai have no spaces between words and Qt breaks no line of theirs, so compiling puts a
zero-width space at each word break, outside placeholders and markup. Fails where a text is untranslated or
lost a placeholder.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import inspect
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from icu4py.breakers import LineBreaker

from prossce_desktop import errors

sys.path.insert(0, str(Path(__file__).parent))
from texts import PLACES, comments, texts_in

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "prossce_desktop"
READ = ROOT / ".ci" / "texts_read.csv"
NAMED_LISTS = ("isco08", "isced2011", "isic4", "sdg_targets", "themes", "youth_bands")
BROKEN_BY_US = {"km", "lo", "th"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
SPACELESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
"""Thai, Lao and Khmer."""
KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&\w+;)")


def collected() -> Catalog:
    """Texts marked in the program, the sentences of errors, and the names in code lists."""
    found = Catalog(project="ProSSCE Desktop", charset="utf-8")
    for path in sorted((ROOT / DOMAIN).rglob("*.py")):
        for text in texts_in(path):
            known = found.get(text.id)
            told = text.comments if known is None or len(known.locations) < PLACES else ()
            found.add(text.id, None, [(str(path.relative_to(ROOT)), text.line)], auto_comments=told)
    for sentence, written in error_sentences():
        told = comments((sentence,), written=written)
        found.add(sentence, None, [("prossce_desktop/errors/__init__.py", 1)], auto_comments=told)
    for name in NAMED_LISTS:
        with (ROOT / "resources" / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as text_file:
            for row in csv.DictReader(text_file):
                found.add(row["name"], None, [(f"resources/codes/{name}.csv", 1)])
    return found


def error_sentences() -> list[tuple[str, str]]:
    """The sentence of each class of errors, and what is written for translators above it."""
    classes = [
        one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.ProssceError)
    ]
    notes = {
        one.sentence: written[1]
        for one in classes
        if (written := re.search(r"# Translators:\s*(.*)\n\s*sentence", inspect.getsource(one)))
    }
    return [(one, notes.get(one, "")) for one in sorted({one.sentence for one in classes} - {"{message}"})]


def broken(text: str) -> str:
    """The text with a zero-width space where a line may break between two letters of a
    script without spaces."""
    parts = KEPT.split(text)
    for number in range(0, len(parts), 2):
        piece = parts[number]
        pieces = [piece[start:end] for start, end in LineBreaker(piece, "th").segments()] if piece else []
        for place in range(len(pieces) - 1):
            if SPACELESS.match(pieces[place][-1]) and SPACELESS.match(pieces[place + 1]):
                pieces[place] += "\u200b"
        parts[number] = "".join(pieces)
    return "".join(parts)


def compile_one(po: Path, template: Catalog) -> list[str]:
    """Bring one catalogue up to date; give what keeps it from being compiled."""
    with po.open("rb") as file:
        catalogue = read_po(file, locale=po.parts[-3])
    catalogue.update(template, no_fuzzy_matching=True)
    with po.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_by_file=True)
    wrong = [
        problem
        for one in catalogue
        if one.id
        for problem in problems(forms_of(one.id), forms_of(one.string), one.fuzzy)
    ]
    compiled = po.with_suffix(".mo")
    if wrong:
        compiled.unlink(missing_ok=True)
        return [f"{po.parts[-3]}: {one}" for one in wrong]
    if po.parts[-3] in BROKEN_BY_US:
        for one in catalogue:
            if one.id:
                broken_forms = tuple(broken(form) for form in forms_of(one.string))
                one.string = broken_forms if one.pluralizable else broken_forms[0]
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return []


def forms_of(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """The plural forms of a text; one form for most, an empty one for none."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def problems(sources: tuple[str, ...], forms: tuple[str, ...], is_doubtful: bool) -> list[str]:
    if is_doubtful or not all(forms):
        return [f"not translated: {sources[0]}"]
    wanted = set(PLACEHOLDER.findall(sources[-1]))
    return [
        f"placeholders differ: {sources[0]}"
        for form in forms[-1:]
        if set(PLACEHOLDER.findall(form)) != wanted
    ]


def name_of(text: str | Sequence[str]) -> str:
    """A short name of a text that changes with every letter of it."""
    return hashlib.sha256("\0".join(forms_of(text)).encode()).hexdigest()[:12]


def read_texts() -> dict[str, str]:
    """The names of the texts that were read, with the day of it."""
    with READ.open(encoding="utf-8", newline="") as table:
        return {row["text"]: row["read"] for row in csv.DictReader(table)}


def not_read(template: Catalog, known: Mapping[str, str]) -> list[str]:
    """Texts of the program that nobody read since they were written, with their place. Code lists keep the
    words of their source."""
    return [
        f"{message.locations[0][0]}:{message.locations[0][1]}: {' | '.join(forms_of(message.id))}"
        for message in template
        if message.id
        and name_of(message.id) not in known
        and not message.locations[0][0].startswith("resources/codes/")
    ]


def mark_read(template: Catalog, day: dt.date) -> None:
    """Say of all texts that they were read, today where they are new."""
    known = read_texts()
    names = sorted({name_of(message.id) for message in template if message.id})
    with READ.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(("text", "read"))
        rows.writerows((name, known.get(name, day.isoformat())) for name in names)


def main() -> int:
    template = collected()
    if "--read" in sys.argv[1:]:
        mark_read(template, dt.date.today())
    LOCALE.mkdir(exist_ok=True)
    with (LOCALE / f"{DOMAIN}.pot").open("wb") as file:
        write_po(file, template, width=120, omit_header=True, sort_by_file=True)
    print(f"{len(template)} texts")
    if new := not_read(template, read_texts()):
        print(
            f"{len(new)} not read yet: read them without the code, mend what is unclear, then `make "
            "messages-read`"
        )
        print("\n".join(f"  {one}" for one in new))
    wrong = [
        one for po in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")) for one in compile_one(po, template)
    ]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
