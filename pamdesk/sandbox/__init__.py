"""A practice environment on this machine: AWS, databases, directory, SSH."""
