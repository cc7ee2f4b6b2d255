"""Every development score in one command: ``python -m evaluation SHARED`` (``make eval``)."""
