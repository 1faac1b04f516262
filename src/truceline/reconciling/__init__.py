"""The reconciling room: records of many articles become events, answers find their proposals."""

from truceline.reconciling.events import reconcile

__all__ = ["reconcile"]
