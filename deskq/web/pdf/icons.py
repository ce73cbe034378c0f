"""Icons of static/icons.svg as drawings of their own, which a template of a PDF file gives its colour."""

import re
from functools import cache

from deskq.web.assets import STATIC

SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([\d .]+)">(.*?)</symbol>', re.DOTALL)


def drawing(name: str, width: float) -> str:
    """The icon as SVG in ``currentColor``. ``width``: of its lines, where the icon itself is 24 wide."""
    box, shapes = _symbols()[name]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="currentColor"'
        f' stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    )


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    """{name: (view box, shapes)}."""
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    return {name: (box, shapes) for name, box, shapes in SYMBOL.findall(sprite)}
