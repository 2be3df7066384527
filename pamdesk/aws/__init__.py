"""AWS only: identity, clients and their rate limits, discovery, preflight."""
