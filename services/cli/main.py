"""The console script `counterclaim`: gathers the verbs and turns errors into one line."""

from __future__ import annotations

import sys

import typer

from services.cli import (
    claims,
    compare,
    contradictions,
    database,
    doctor,
    events,
    extract,
    failed,
    keys,
    matters,
    parties,
    replay,
    report,
    status,
    submit,
    throughput,
    up,
    verdict,
    withdraw,
)
from services.domain.errors import CounterclaimError

app = typer.Typer(
    name="counterclaim",
    help="Reads news articles, records who claims what on whose behalf, and shows where the parties contradict "
    "each other, with the words that prove it.",
    epilog="Start with:  counterclaim up    then, in another terminal:  counterclaim submit FILE --wait    "
    "and:  counterclaim report",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for verb in (up, submit, status, report, verdict, withdraw, throughput, replay, doctor, extract, compare):
    verb.register(app)
for group, name in (
    (claims, "claims"),
    (contradictions, "contradictions"),
    (parties, "parties"),
    (matters, "matters"),
    (failed, "failed"),
    (events, "events"),
    (database, "db"),
    (keys, "keys"),
):
    app.add_typer(group.app, name=name)


def main() -> None:
    """Run the command line. Errors that a person can mend are one line on standard error and exit status 2."""
    try:
        app()
    except CounterclaimError as error:
        where = f" ({error.field})" if error.field else ""
        sys.stderr.write(f"counterclaim: {error.message}{where}\n")
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(141) from None


if __name__ == "__main__":
    main()
