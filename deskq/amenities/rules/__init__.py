"""Rules of amenities: kinds, codes on stickers, when a repair is late, figures of a period."""
