"""What the store says no with."""

from elderapp.errors import ElderError


class Refused(ElderError):
    """A request that cannot be served: the HTTP status, and a sentence for whoever writes the other program."""

    code = "xapi-refused"

    def __init__(self, status: int, why: str) -> None:
        """Says `why` with `status`."""
        super().__init__(why)
        self.status, self.why = status, why


def need(holds: object, why: str) -> None:
    """Raises `Refused` with 400 unless it holds."""
    if not holds:
        raise Refused(400, why)
