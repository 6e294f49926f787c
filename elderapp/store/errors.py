"""What can be wrong with the tablet's file, by what the caller can do about it."""

from elderapp.errors import ElderError


class StoreTooNew(ElderError):
    """A newer app wrote this file: update the app. Nothing was changed."""

    code = "store-too-new"


class StoreFull(ElderError):
    """The disk is full, and the ballast is used up: free some room. Nothing of the last write was kept."""

    code = "store-full"


class StoreDamaged(ElderError):
    """The file cannot be read or written as it should: mend it from a backup (`elderapp.store.mend`)."""

    code = "store-damaged"
