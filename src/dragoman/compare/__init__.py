"""Across articles: which events tell one happening, and how many independent origins stand behind it."""
