"""The pamdesk command."""
