"""How pages look: geometry of every page that people can reach, and pictures to compare with."""
