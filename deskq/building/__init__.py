"""Buildings, floors and rooms of an office: where everything is, the public directory, signs, and the way to a room."""
