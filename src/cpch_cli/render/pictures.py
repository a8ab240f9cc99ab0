"""Drawings as PNG, for files that cannot hold SVG. Typst draws them; they go in as data."""

import json
from collections.abc import Sequence
from typing import Final

import typst

# Fine enough for paper where a drawing is shown at less than its size.
_DOTS_PER_INCH: Final = 144
_TEMPLATE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt)
#for svg in json(bytes(sys.inputs.svgs)) { page(image(bytes(svg), format: "svg")) }
"""


def png(svgs: Sequence[str]) -> list[bytes]:
    """Return drawings, which must be well-formed SVG, as PNG pictures in the same order."""
    if not svgs:
        return []
    pages = typst.compile(
        _TEMPLATE,
        format="png",
        ppi=_DOTS_PER_INCH,
        # Drawings hold no words; looking for fonts would take longer than all the rest.
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False),
        sys_inputs={"svgs": json.dumps(svgs)},
    )
    return [page for page in (pages if isinstance(pages, list) else [pages]) if page]
