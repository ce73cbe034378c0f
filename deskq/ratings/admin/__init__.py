"""Pages of what ratings say, and of appeals against them."""

from deskq.ratings.admin import appeals, own_appeals, results

PAGES = (results, appeals, own_appeals)
