"""Papers: a Typst template and plain data in, a tagged PDF (PDF/UA-1) out."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from kortelijn.ui.theming import Theme

HOUSE_THEME = Theme()
FONTS = Path(__file__).parent / "static" / "ui" / "print"


def pdf(template: Path, data: dict[str, Any], *, strict: bool = True, theme: Theme = HOUSE_THEME) -> bytes:
    """Compile a template; `data` reaches it as JSON, so that nothing a person typed is ever read as markup.

    Not `strict` it is tagged all the same, but may hold a sign that no font of ours has.
    """
    made: bytes = typst.compile(
        template, root=template.parents[2], font_paths=[FONTS], ignore_system_fonts=True, format="pdf",
        pdf_standards=["ua-1"] if strict else None, sys_inputs={"data": json.dumps(data), **theme.paper},
    )  # fmt: skip
    return made


def qr(address: str) -> str:
    """A QR code as SVG text for a template."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, dark="#14323A", xmldecl=False)
    return out.getvalue().decode()
