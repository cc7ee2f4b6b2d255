"""Look-ups over the tables: event types, CAMEO codes, states, parties, contexts. No algorithm."""
