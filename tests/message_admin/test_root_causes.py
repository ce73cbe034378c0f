"""Every root cause that can be chosen has a name, and every name can be chosen."""

from collections import Counter

from deskq.message_settings.root_causes import AXIS_NAMES, CAUSE_NAMES, CAUSES


def test_each_cause_is_of_one_axis_and_named_in_both_languages():
    offered = Counter(cause for causes in CAUSES.values() for cause in causes)

    assert offered == Counter(CAUSE_NAMES.keys())
    assert list(CAUSES) == list(AXIS_NAMES)
    assert all(name.fa and name.en for name in (*CAUSE_NAMES.values(), *AXIS_NAMES.values()))


def test_no_two_causes_or_axes_read_alike():
    for names in (CAUSE_NAMES, AXIS_NAMES):
        assert len({name.fa for name in names.values()}) == len({name.en for name in names.values()}) == len(names)
