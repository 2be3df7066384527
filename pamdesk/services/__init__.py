"""What each button and each command means; no Qt, no click."""
