"""The structure a PDF tells people who listen to it."""

import pikepdf

HEADINGS = ("/H1", "/H2", "/H3", "/H4")


def elements(node: pikepdf.Object, found: list[pikepdf.Object] | None = None) -> list:
    """Return every element of the structure tree, in reading order."""
    found = [] if found is None else found
    children = node.get("/K")
    if isinstance(children, pikepdf.Array):
        for child in children:
            if isinstance(child, pikepdf.Dictionary):
                found.append(child)
                elements(child, found)
    elif isinstance(children, pikepdf.Dictionary):
        found.append(children)
        elements(children, found)
    return found


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(it.get("/S")) for it in elements(pdf.Root.StructTreeRoot)]


def heading_levels(pdf: pikepdf.Pdf) -> list[int]:
    """Return the level of each heading, in reading order."""
    return [HEADINGS.index(kind) + 1 for kind in kinds(pdf) if kind in HEADINGS]
