"""The hub's own diary: one JSON object a line through Python's logging. Ids and codes, never names."""

import logging

import structlog

logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger("elderapp.hub"),
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)
