"""The names of who acts: written into the journal, and read from it."""

from deskq.core import actors


def test_the_id_is_read_from_names_of_that_kind_only():
    names = [actors.person(3), actors.device(7), actors.token(5), "visitor", "keeper", "import"]

    assert names[:3] == ["person:3", "device:7", "token:5"]
    assert [actors.person_id(name) for name in names] == [3, None, None, None, None, None]
    assert [actors.device_id(name) for name in names] == [None, 7, None, None, None, None]
    assert [actors.kind(name) for name in ("person:3", "visitor", "")] == ["person", "visitor", ""]
