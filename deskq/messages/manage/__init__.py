"""The pages on which an admin says what messages are sorted by and where they go, each with its own blueprint."""

from deskq.messages.manage import boxes, categories, classes, districts, plan, plan_picture, policy, units

PAGES = (policy, units, categories, classes, districts, boxes, plan, plan_picture)
