"""Layout of a printed ticket: content in, an image with one bit per dot out."""

from PIL import Image

from deskq.printing.canvas import Canvas
from deskq.printing.printed_ticket import PrintedTicket

DOTS_PER_MM = 8
NUMBER_MM = 21  #: old eyes read it at arm's length
GROUPS_MM = 10  #: of a code in groups, which would be pressed out of shape at that height


def draw(ticket: PrintedTicket, width: int = 576) -> Image.Image:
    """The ticket for a printer of ``width`` dots. ``OSError`` when fonts are missing (see ``canvas.missing``)."""
    wide = width > 450
    small, middle, large = (28, 32, 40) if wide else (25, 28, 34)
    paper = Canvas(width, ticket.language, margin=16 if wide else 8)
    paper.space(12)
    paper.text(ticket.office, middle, "heavy")
    paper.space(10)
    paper.rule()
    paper.space(8)
    paper.text(ticket.title, small)
    paper.space(14)
    paper.number(ticket.code, (GROUPS_MM if " " in ticket.code else NUMBER_MM) * DOTS_PER_MM)
    paper.space(18)
    paper.text(ticket.service, large, "heavy")
    if ticket.priority:
        paper.space(12)
        paper.mark(ticket.priority, middle)
    paper.space(14)
    paper.rule()
    paper.space(8)
    paper.facts(ticket.facts, small)
    _directions(paper, ticket, small)
    if ticket.bring:
        paper.space(14)
        paper.box(ticket.bring_title, ticket.bring, small)
    if ticket.qr:
        paper.space(8)
        paper.code(ticket.qr, 300 if wide else 280)
        paper.text(ticket.qr_words, small)
    else:
        paper.space(14)
    paper.text(ticket.foot, small, "heavy")
    if ticket.again:
        paper.space(8)
        paper.text(ticket.again, small)
    paper.space(16)
    return paper.finished()


def _directions(paper: Canvas, ticket: PrintedTicket, size: int) -> None:
    if not ticket.directions:
        return
    paper.space(4)
    paper.rule()
    paper.space(8)
    paper.text(ticket.directions_title, size, "heavy", "start")
    for direction in ticket.directions:
        paper.space(6)
        paper.direction(direction.arrow, direction.words, size)
