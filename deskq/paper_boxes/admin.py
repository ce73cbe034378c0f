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
            "Boxes for criticism and suggestions on paper. Each is opened in front of witnesses, and its slips are "
            "entered here."
        ),
        add=N_("Add a box"),
        save_new=N_("Add box"),
        deletable=N_("You can only delete a box that has never been opened."),
        delete=N_("Delete box"),
        deleted=N_("Box deleted."),
        offered=N_("In use"),
        offered_hint=N_("A box that was taken down keeps its messages."),
        empty=N_("There are no boxes yet. Boxes and their locations will appear here."),
    ),
    rows=lambda settings: queries.boxes(db.session(), settings.policy.office_id),
    labels={"place_fa": N_("Location in Persian"), "place_en": N_("Location in English")},
    columns=(("place", N_("Place")),),
)
