"""What can go wrong between tablet and hub, by what the tablet does about it. Either way its log keeps everything."""

from elderapp.errors import ElderError


class HubUnreachable(ElderError):
    """No hub answered, or it is busy: try again later, not before `retry_after` seconds."""

    code = "hub-unreachable"

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        """`retry_after` is what the hub asked for, in seconds."""
        super().__init__(message)
        self.retry_after = retry_after


class OtherHub(HubUnreachable):
    """Somebody answers in our hub's place: a swindler, or a hub whose machine was changed without its key."""

    code = "other-hub"


class HubRefused(ElderError):
    """The hub answered and will not have this tablet as it is: stop, tell the trainer. `code` is the hub's."""

    code = "hub-refused"

    def __init__(self, code: str, message: str) -> None:
        """`code` is one of the wire's codes."""
        super().__init__(message)
        self.code = code
