"""One module for each kind of account whose secret can be changed."""
