"""The lists by which messages are sorted: categories (domain §6), deadlines (R21), districts."""

from typing import Any

from flask_babel import gettext

from deskq.core.errors import N_
from deskq.message_admin.forms import CategoryForm, ClassForm, NamedForm, NewCategoryForm, NewClassForm, NewNamedForm
from deskq.message_admin.service import lists
from deskq.message_admin.service.lists import BY_KIND
from deskq.message_admin.views.choices import choice, measures
from deskq.message_admin.views.settings_list import SettingsList, Words
from deskq.message_settings.models import Category, District, MessageClass
from deskq.message_settings.queries import MessageSettings
from deskq.office.admin.icons import pictures
from deskq.office.admin_pages import FilledForm


def _category_choices(settings: MessageSettings, form: FilledForm) -> dict[str, Any]:
    return {
        "classes": choice(settings.classes.values(), form.get("class_id")),
        "units": choice(settings.units.values(), form.get("unit_id"), gettext("whoever the operator chooses")),
        "pictures": pictures(form.get("icon")),
    }


CATEGORIES = SettingsList(
    name="categories",
    model=Category,
    form=CategoryForm,
    new_form=NewCategoryForm,
    words=Words(
        title=N_("Categories"),
        item=N_("Category"),
        note=N_(
            "What citizens write about. The category proposes a deadline and a unit; whoever sorts the message may "
            "choose others."
        ),
        add=N_("Add a category"),
        save_new=N_("Add the category"),
        deletable=N_("Only a category that no message ever had can be deleted."),
        delete=N_("Delete the category"),
        deleted=N_("The category is deleted."),
        offered=N_("Offered to citizens and operators"),
        empty=N_("There is no category yet. What citizens write about will stand here."),
    ),
    rows=lambda settings: settings.categories,
    labels={"icon": N_("Picture"), "class_id": N_("Deadline"), "unit_id": N_("Usual unit")},
    columns=(("deadline", N_("Deadline")), ("unit", N_("Usual unit")), ("needs", N_("Needs"))),
    defaults=lambda settings: {"icon": "info", "class_id": next(iter(settings.classes), None)},
    choices=_category_choices,
    save=lists.save_category,
    is_wide=True,
)
CLASSES = SettingsList(
    name="classes",
    model=MessageClass,
    form=ClassForm,
    new_form=NewClassForm,
    words=Words(
        title=N_("Deadlines"),
        item=N_("Deadline"),
        note=N_(
            "Published to citizens. At half of the time a message turns amber, at three quarters red; past it the "
            "head of the unit is told, then those above."
        ),
        add=N_("Add a deadline"),
        save_new=N_("Add the deadline"),
        deletable=N_("Only a deadline that no message and no category has can be deleted."),
        delete=N_("Delete the deadline"),
        deleted=N_("The class is deleted."),
    ),
    rows=lambda settings: settings.classes,
    labels={"amount": N_("How much"), "measure": N_("Unit of time")},
    columns=(("length", N_("How long")),),
    defaults=lambda settings: {"measure": "working_days"},
    choices=lambda settings, form: {"measures": measures()},
    save=lists.save_class,
    permanent=BY_KIND,
)
DISTRICTS = SettingsList(
    name="districts",
    model=District,
    form=NamedForm,
    new_form=NewNamedForm,
    words=Words(
        title=N_("Districts"),
        item=N_("District"),
        note=N_("Parts of the town that people know by name; a message may say in which it is."),
        add=N_("Add a district"),
        save_new=N_("Add the district"),
        deletable=N_("Only a district that no message is in can be deleted."),
        delete=N_("Delete the district"),
        deleted=N_("The district is deleted."),
        empty=N_("There is no district yet. Citizens give an address instead."),
    ),
    rows=lambda settings: settings.districts,
)
