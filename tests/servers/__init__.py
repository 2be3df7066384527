"""Real servers that the tests start: on loopback, on free ports, in temporary folders, ended by their own process id."""
