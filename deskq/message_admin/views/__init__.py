"""The pages on which an admin says what messages are sorted by and where they go, each with its own blueprint."""

from deskq.message_admin.views import boxes, categories, city_map, city_map_image, classes, districts, policy, units

PAGES = (policy, units, categories, classes, districts, boxes, city_map, city_map_image)
