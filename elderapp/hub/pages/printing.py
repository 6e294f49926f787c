"""What is printed or drawn, loaded when it is first asked for.

ReportLab with its fonts and Pillow is thirty megabytes, which a hub on an old laptop needs on one day of the month.
"""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

__all__ = ["certificate", "charts", "letter", "pairing", "people", "register", "report"]

if TYPE_CHECKING:
    from elderapp.paper import certificate, charts, letter, pairing, people, register, report
else:

    def __getattr__(name: str) -> ModuleType:
        """The module of the paper room with this name. Raises AttributeError for any other."""
        if name not in __all__:
            raise AttributeError(f"nothing called {name} is printed")
        return importlib.import_module(f"elderapp.paper.{name}")
