"""Article to reading: tokens, sentences, tags, parse and names, and what the parse says about factuality."""
