"""What the pages and the API read from the record: one module for each kind of thing, plain data out."""
