"""The tablet's file: log, progress, people, health."""

from elderapp.store.errors import StoreDamaged, StoreFull, StoreTooNew
from elderapp.store.file import Store

__all__ = ["Store", "StoreDamaged", "StoreFull", "StoreTooNew"]
