"""Logs: one JSON object per line for machines, or coloured lines for a developer; never both in one process."""

from typing import Any

import structlog

CHAIN: list[Any] = [
    structlog.contextvars.merge_contextvars,  # the request's id, or the event's that a worker is handling
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# One list for the whole process: a logger once used keeps the list it found, also when this is set up again.
PROCESSORS: list[Any] = [
    structlog.stdlib.filter_by_level,
    *CHAIN,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.StackInfoRenderer(),
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
]


def configured(level: str, *, readable: bool) -> dict[str, Any]:
    """Django's LOGGING for this level, with structlog set up to feed it."""
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _formatter(readable=readable)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # Gunicorn's own lines; its requests are told by django-structlog, with their ids.
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # A wrong Host header is the sender's mistake, and scanners make it all day.
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def _formatter(*, readable: bool) -> dict[str, Any]:
    # Tracebacks without local variables: those hold passwords and tokens, and printing them takes seconds.
    frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    renderer = (
        [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
        if readable
        else [structlog.processors.ExceptionRenderer(frames), structlog.processors.JSONRenderer()]
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": CHAIN,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
    }
