"""What an administrator describes: records, fields, links, rotation settings, secrets and their rules; pure values."""
