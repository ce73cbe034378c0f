"""What the kiosk says about a group: its own words, or the names of the services that are really offered there."""

from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.office import service_templates
from deskq.office.group_description import describe

NOTHING = Name("", "")
OWN_NAME = Name("ساختن", "Build")
BUILDING = service_templates.GROUPS[0]


@dataclass(frozen=True)
class Offered:
    code: str
    name: Name


@dataclass(frozen=True)
class Group:
    covers: Name = NOTHING
    name: Name = OWN_NAME


def of_template(count: int = 6) -> list[Offered]:
    return [Offered(item.code, Name(item.fa, item.en)) for item in service_templates.SERVICES[:count]]


def test_without_words_of_its_own_a_group_names_its_services_in_the_order_of_the_kiosk():
    assert describe(Group(), of_template(2)) == ("صدور پروانهٔ ساختمان، تمدید پروانه", "Building permit, Permit renewal")


def test_of_many_services_three_are_named_and_the_rest_is_not_hidden():
    said = describe(Group(), of_template(4))

    assert said.en == "Building permit, Permit renewal, Permit change and more"
    assert said.fa.endswith("تغییر و اصلاح پروانه و کارهای دیگر")


def test_one_service_is_named_in_persian_without_an_english_name_and_not_at_all_with_the_name_of_the_group():
    assert describe(Group(), [Offered("own", Name("مشاوره", ""))]) == ("مشاوره", "مشاوره")
    assert describe(Group(), [Offered("own", OWN_NAME)]) == NOTHING


def test_the_words_of_a_template_count_while_all_its_services_are_offered_and_those_of_the_office_always():
    group, own = Group(Name(BUILDING.covers_fa, BUILDING.covers_en)), Name("هر کار ساختمان", "")

    assert describe(group, of_template(6)) == group.covers
    assert describe(group, of_template(5)) != group.covers
    assert describe(Group(own), of_template(2)) == own
