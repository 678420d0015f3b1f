"""Structure for screen readers: sections, headings, paragraphs, tables, figures, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from prossce_desktop.reports.pdf.pdf_objects import Objects, string


@dataclass(slots=True)
class Element:
    """One element; its kids are elements or marks in a page's content (page, number)."""

    kind: str
    alt: str = ""
    attributes: str = ""
    kids: list[Element | tuple[int, int]] = field(default_factory=list)


def write(root: Element, objects: Objects, pages: list[str], marks: list[int]) -> str:
    """Write the tree; `pages`: their references, `marks`: marks on each. The StructTreeRoot's reference."""
    reference, tree = objects.raw()
    owners: list[list[str]] = [["null"] * count for count in marks]
    top = _write(root, reference, objects, pages, owners)
    arrays = [objects.raw(f"[ {' '.join(row)} ]")[0] for row in owners]
    numbers = " ".join(f"{page} {array}" for page, array in enumerate(arrays))
    parents, _ = objects.raw(f"<< /Nums [ {numbers} ] >>")
    tree.content = (
        f"<< /Type /StructTreeRoot /K {top} /ParentTree {parents} /ParentTreeNextKey {len(pages)} >>"
    )
    return reference


def _write(element: Element, parent: str, objects: Objects, pages: list[str], owners: list[list[str]]) -> str:
    reference, written = objects.raw()
    more = f" /Alt {string(element.alt)}" if element.alt else ""
    more += f" /A {element.attributes}" if element.attributes else ""
    head = f"<< /Type /StructElem /S /{element.kind} /P {parent}{more}"
    # the short form of one mark: most elements of a table
    if len(element.kids) == 1 and not isinstance(element.kids[0], Element):
        page, mark = element.kids[0]
        owners[page][mark] = reference
        written.content = f"{head} /Pg {pages[page]} /K {mark} >>"
        return reference
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_write(kid, reference, objects, pages, owners))
        else:
            page, mark = kid
            owners[page][mark] = reference
            kids.append(f"<< /Type /MCR /Pg {pages[page]} /MCID {mark} >>")
    written.content = f"{head} /K [ {' '.join(kids)} ] >>"
    return reference
