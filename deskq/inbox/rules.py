"""Refusals when a person saves filters of the inbox."""

from deskq.core.errors import N_, DomainError

#: Largest number of filters of one person.
MOST_SAVED = 20


class TooManySaved(DomainError):
    slug = "too-many-filters"
    title = N_("You can save up to %(most)s filters. Please delete one that you no longer need.")


class NameTaken(DomainError):
    slug = "filter-name-taken"
    title = N_("You already have a filter with this name. Please choose another one.")
