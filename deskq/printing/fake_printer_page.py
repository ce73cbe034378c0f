"""/kiosk/paper, only in the demo: the papers of the simulated printer, and the choice of its fault."""

from io import BytesIO
from typing import TYPE_CHECKING, Literal

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from deskq.core.errors import N_, NotFound
from deskq.printing import printers
from deskq.web.forms import Form, read_page

if TYPE_CHECKING:
    from PIL.Image import Image

    from deskq.printing.fake_printer import FakePrinter

blueprint = Blueprint("tray", __name__, url_prefix="/kiosk/paper")
MOODS = {
    "": N_("Printing"),
    "paper_low": N_("Paper low"),
    "paper_out": N_("No paper"),
    "tears": N_("Runs out mid-ticket"),
    "cover_open": N_("Cover open"),
    "offline": N_("Offline"),
    "error": N_("Fault"),
    "hangs": N_("Not responding"),
    "off": N_("Switched off"),
}


class MoodForm(Form):
    mood: Literal["", "paper_low", "paper_out", "tears", "cover_open", "offline", "error", "hangs", "off"] = ""


@blueprint.get("")
def show() -> str:
    printer = _printer()
    return render_template("printing/tray.html", papers=list(reversed(printer.papers)), mood=printer.mood, moods=MOODS)


@blueprint.get("/<int:number>.png")
def picture(number: int) -> Response:
    for paper in _printer().papers:
        if paper.number == number:
            return Response(_png(paper.picture), mimetype="image/png")
    raise NotFound


@blueprint.post("/mood")
def set_mood() -> AnyResponse:
    _printer().mood = read_page(MoodForm, request.form).mood
    return redirect(url_for("tray.show"), 303)


def _printer() -> "FakePrinter":
    known = printers.current()
    found = next((one for one in known.real if one.kind == "fake"), None)
    if not current_app.config["DEMO"] or found is None:
        raise NotFound
    return known.fake(found.name)


def _png(picture: "Image") -> bytes:
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()
