"""What a report must satisfy. Each rule takes a report and yields problems; ``corpus.check`` lists them."""
