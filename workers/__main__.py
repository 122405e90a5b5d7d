"""Starts a worker: `python -m workers [Celery's worker options]`.

SIGTERM then hands work back within the soft shutdown's seconds instead of waiting for it without limit: billiard reads
the variable when it is first imported, which Celery's own command does before it imports the application.
Numerical libraries keep to one thread: the machine is shared out among processes.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a Celery worker of this application."""
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from workers.app import app
    from workers.stopping import StoppingWorker

    app.Worker = app.subclass_with_self(StoppingWorker)
    # Workers need not know of each other: work is shared out by the database.
    app.worker_main(["worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle", *sys.argv[1:]])


if __name__ == "__main__":
    main()
