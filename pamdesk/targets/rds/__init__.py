"""The master users of RDS databases."""
