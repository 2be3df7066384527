"""AWS only: identity (the instance's role first), clients, rate limits, and the calls that targets are given."""
