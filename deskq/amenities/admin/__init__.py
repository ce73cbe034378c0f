"""Pages for supervisors and admins: the list of objects, people and hours, stickers to print."""
