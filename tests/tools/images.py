"""A small picture, as a phone would send one."""

from io import BytesIO

from PIL import Image


def picture(size: tuple[int, int] = (60, 40), colour: object = "teal", kind: str = "JPEG") -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind)
    drawn.seek(0)
    return drawn
