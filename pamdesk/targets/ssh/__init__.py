"""Users of Linux machines over SSH: passwords and keys."""
