"""The one base class of our exceptions; its children live in the room that raises them."""


class ElderError(Exception):
    """Something a caller can act on. The message tells place, fact and remedy.

    `code` is stable: it stands in API answers and logs, and never changes once released.
    """

    code = "error"
