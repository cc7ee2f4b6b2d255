"""Who is meant: the gazetteer of names, offices and their holders, mentions, coreference, links."""
