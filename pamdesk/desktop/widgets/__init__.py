"""The parts of the window that know how they look and nothing of vaults or servers."""
