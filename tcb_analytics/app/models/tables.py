"""All entities at once, for who needs every table."""

from __future__ import annotations

from tcb_analytics.app.models import accounts, catalogue, holdings, watching, work
from tcb_analytics.app.models.base import Base

ROOMS = (accounts, catalogue, holdings, work, watching)
METADATA = Base.metadata
