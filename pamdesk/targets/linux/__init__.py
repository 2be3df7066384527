"""Accounts of Linux hosts, whichever way a host is reached: what it tells of them, and its programs for passwords."""
