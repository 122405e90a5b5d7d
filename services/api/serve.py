"""Runs the API: uvicorn on the host and port of the settings, until told to stop."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from types import FrameType

import uvicorn
from fastapi import FastAPI

from db.wakeups import Wakeups
from services.api.app import create_app
from services.api.kept_answers import DatabaseAnswers
from services.api.settings import ApiSettings
from services.bootstrap import system
from services.domain.errors import CounterclaimError
from services.settings import Settings


class Server(uvicorn.Server):
    """Ends live streams at the first signal, so that the shutdown need not wait for them."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End the streams, then shut down as uvicorn does."""
        self._app.state.tail.close()
        super().handle_exit(sig, frame)


def serve(settings: Settings, api: ApiSettings) -> None:
    """Serve until SIGINT or SIGTERM; requests under way get `drain_seconds`.

    Raises `ServiceUnavailable` where no database is named.
    """
    running = system(settings, name="counterclaim-api")
    wakeups = Wakeups(running.settings.database_url or "")
    app = create_app(running, DatabaseAnswers(running.engine), api, wakeups.wait)
    logging.getLogger("counterclaim.api").setLevel(logging.INFO)
    config = uvicorn.Config(
        app, host=api.host, port=api.port, timeout_graceful_shutdown=api.drain_seconds, access_log=False,
        server_header=False, proxy_headers=False, log_level="info",
    )
    try:
        Server(config, app).run()
    finally:
        wakeups.close()
        running.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m services.api`: serve at --host and --port, or where the environment says."""
    given = ApiSettings()
    parser = argparse.ArgumentParser(prog="python -m services.api", description="Serve the API and the web pages.")
    parser.add_argument("--host", default=given.host)
    parser.add_argument("--port", type=int, default=given.port)
    options = parser.parse_args(arguments)
    try:
        serve(Settings(), given.model_copy(update={"host": options.host, "port": options.port}))
    except (CounterclaimError, ValueError) as error:
        sys.exit(f"counterclaim: {error}")
