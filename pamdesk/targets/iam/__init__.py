"""Users of AWS IAM: console passwords and access keys."""
