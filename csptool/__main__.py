"""`python -m csptool`."""

from csptool.cli.app import main

main()
