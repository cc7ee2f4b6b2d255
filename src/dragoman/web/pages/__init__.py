"""The pages: each module holds the views of one family, a view makes a ``Page`` of what was asked."""
