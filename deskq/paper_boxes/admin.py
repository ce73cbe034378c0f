"""The admin's list of boxes under /manage/messages/boxes."""

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.message_admin.forms import NamedForm
from deskq.message_admin.views.settings_list import SettingsList, Words
from deskq.office.forms import Line, Slug
from deskq.paper_boxes import queries
from deskq.paper_boxes.models import Box


class BoxForm(NamedForm):
    place_fa: Line = ""
    place_en: Line = ""


class NewBoxForm(BoxForm):
    code: Slug


BOXES = SettingsList(
    name="boxes",
    model=Box,
    form=BoxForm,
    new_form=NewBoxForm,
    words=Words(
        title=N_("Boxes"),
        item=N_("Box"),
        note=N_(
            "Boxes for criticism and suggestions on paper. Each is opened before witnesses, and its slips are typed in."
        ),
        add=N_("Add a box"),
        save_new=N_("Add the box"),
        deletable=N_("Only a box that was never opened can be deleted."),
        delete=N_("Delete the box"),
        deleted=N_("The box is deleted."),
        offered=N_("Hangs and is opened"),
        offered_hint=N_("One that was taken down keeps what was in it."),
        empty=N_("There is no box yet. Boxes and where they hang will stand here."),
    ),
    rows=lambda settings: queries.boxes(db.session(), settings.policy.office_id),
    labels={"place_fa": N_("Where it hangs, in Persian"), "place_en": N_("Where it hangs, in English")},
    columns=(("place", N_("Place")),),
)
