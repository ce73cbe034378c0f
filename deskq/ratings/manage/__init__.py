"""Pages of what ratings say, and of appeals against them."""

from deskq.ratings.manage import appeals, own, results

PAGES = (results, appeals, own)
