"""The lists by which messages are sorted: categories (domain §6), deadlines (R21), districts."""

from typing import Any

from flask_babel import gettext

from deskq.core.errors import N_
from deskq.message_admin.forms import CategoryForm, ClassForm, NamedForm, NewCategoryForm, NewClassForm, NewNamedForm
from deskq.message_admin.service import lists
from deskq.message_admin.service.lists import BY_KIND
from deskq.message_admin.views.choices import choice, measures
from deskq.message_admin.views.settings_list import SettingsList, Words
from deskq.message_settings.kinds import KIND_NAMES, OF_SUBJECTS
from deskq.message_settings.models import Category, District, MessageClass
from deskq.message_settings.queries import MessageSettings
from deskq.office.admin.icons import pictures
from deskq.office.admin_pages import FilledForm
from deskq.web.filters import named


def _category_choices(settings: MessageSettings, form: FilledForm) -> dict[str, Any]:
    return {
        "classes": choice(settings.classes.values(), form.get("class_id")),
        "units": choice(settings.units.values(), form.get("unit_id"), gettext("chosen by the operator")),
        "pictures": pictures(form.get("icon")),
        "kinds": [("", gettext("as chosen")), *((kind, named(KIND_NAMES[kind])) for kind in OF_SUBJECTS)],
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
            "What citizens write about. The category suggests a deadline and a unit. The person sorting the message "
            "can choose others."
        ),
        add=N_("Add a category"),
        save_new=N_("Add category"),
        deletable=N_("You can only delete a category that has never been used."),
        delete=N_("Delete category"),
        deleted=N_("Category deleted."),
        offered=N_("Shown to citizens and operators"),
        empty=N_("There are no categories yet. What citizens write about will appear here."),
    ),
    rows=lambda settings: settings.categories,
    labels={
        "icon": N_("Picture"),
        "class_id": N_("Deadline"),
        "unit_id": N_("Usual unit"),
        "other_words": N_("Other words people use for it"),
        "proof": N_("“Done” needs a photo of the finished work"),
        "sets_kind": N_("Kind of its messages"),
        "listed": N_("Open requests are on the public page"),
        "permit": N_("A complaint about it asks for the building permit number"),
    },
    columns=(("deadline", N_("Deadline")), ("unit", N_("Usual unit")), ("needs", N_("Requires"))),
    defaults=lambda settings: {"icon": "info", "listed": True, "class_id": next(iter(settings.classes), None)},
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
            "Published to citizens. A message turns amber when half its time has passed and red at three quarters. "
            "After the deadline, the head of the unit is told, then those above."
        ),
        add=N_("Add a deadline"),
        save_new=N_("Add deadline"),
        deletable=N_("You can only delete a deadline that no message or category uses."),
        delete=N_("Delete deadline"),
        deleted=N_("Deadline deleted."),
    ),
    rows=lambda settings: settings.classes,
    labels={"amount": N_("Amount"), "measure": N_("Unit of time")},
    columns=(("length", N_("Duration")),),
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
        note=N_("Parts of the city that people know by name. A message can say which one it is about."),
        add=N_("Add a district"),
        save_new=N_("Add district"),
        deletable=N_("You can only delete a district that no message uses."),
        delete=N_("Delete district"),
        deleted=N_("District deleted."),
        empty=N_("There are no districts yet. Citizens give an address instead."),
    ),
    rows=lambda settings: settings.districts,
)
