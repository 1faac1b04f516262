"""Training of the reader: needs the ``training`` extra, never imported at run time."""
