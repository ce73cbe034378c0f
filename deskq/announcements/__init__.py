"""What the lobby board shows between calls: words, pictures and videos of the office, each for its days."""
