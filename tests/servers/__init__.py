"""Real servers that the tests start themselves: on loopback, on free ports, in temporary folders, ended by their own process id."""
