"""The browser's fixtures, for the long tests too."""

from tests.browser.conftest import browser_context_args, browser_type_launch_args, console, page_of

__all__ = ["browser_context_args", "browser_type_launch_args", "console", "page_of"]
