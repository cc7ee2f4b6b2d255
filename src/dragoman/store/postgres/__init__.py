"""A record that a team shares, on PostgreSQL: the same statements as on SQLite, carried over once each."""
