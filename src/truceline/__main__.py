"""``python -m truceline`` is the command ``truceline``."""

from truceline.cli.main import main

main()
