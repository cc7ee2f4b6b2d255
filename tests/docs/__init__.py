"""Running what the documents show: their commands, their Python, their output."""
