#!/usr/bin/env python3
"""Django's command line for cbtracker."""

import os
import sys


def main() -> None:
    """Run a management command with cbtracker's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cbtracker.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
