"""QR codes on pages, as inline SVG."""

from io import BytesIO

from markupsafe import Markup, escape


def svg(address: str, label: str) -> Markup:
    """The address as an inline SVG of class ``qr``; ``label`` is read aloud in its place."""
    import segno  # here, because an idle server needs none of its tables

    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None)
    element = drawn.getvalue().decode().strip()
    return Markup(element.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))  # noqa: S704 (made by segno)
