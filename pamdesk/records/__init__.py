"""What an administrator describes: record types, fields, links, rotation settings, secrets, rules. Pure values, no I/O."""
