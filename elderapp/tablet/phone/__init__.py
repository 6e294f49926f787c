"""The practice phone, drawn from a mock."""

from elderapp.tablet.phone.layout import fits, overflow
from elderapp.tablet.phone.widget import PhoneWidget

__all__ = ["PhoneWidget", "fits", "overflow"]
