"""The promise of the product, tried for real: programs that rotate are killed at random, and every account is signed in to.

python -m tests.faults.crash --kills 2000 --target postgresql --target mariadb

Each round starts the program anew on one vault: it recovers what the killed one left, as it does at every start; an
independent client signs in to every account with what the vault says; then all accounts are rotated, over and over, until
SIGKILL ends the process, at a random moment or at a chosen packet on its way to the server.
"""
