"""One printed card for each role: what it does every day, with the buttons as the pages name them."""
