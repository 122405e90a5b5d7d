"""`counterclaim failed`: articles that ended in the failed list, and another try."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import connect, console, queries
from services.cli.output import AsJson, Cursor, Limit, print_json, print_page, short
from services.domain.errors import InvalidInput
from services.reports.shapes import JobRow

app = typer.Typer(help="List, show and retry failed work.", no_args_is_help=True)


@app.command("list")
def list_(limit: Limit = 50, cursor: Cursor = None, as_json: AsJson = False) -> None:
    """List what failed after all its attempts."""
    page = queries().failed(limit=limit, cursor=cursor)
    columns = ("job", "step", "article", "#attempts", "failed at", "error")
    print_page(page, columns, _cells, as_json=as_json, empty="Nothing has failed.")


@app.command("show")
def show(job: Annotated[str, typer.Argument(help="id, or its first characters")], as_json: AsJson = False) -> None:
    """Show one failed job with its whole error."""
    row = queries().job(job)
    if as_json:
        print_json(row)
        return
    console().print(f"job      {row.id}\nstep     {row.consumer}\nstate    {row.state} after {row.attempts} attempts")
    console().print(f"article  {row.article_id} {row.article_title or ''}")
    console().print(f"error    {row.error or 'none'}")


@app.command("retry")
def retry(
    jobs: Annotated[list[str] | None, typer.Argument(help="ids, or their first characters")] = None,
    all_: Annotated[bool, typer.Option("--all", help="everything that failed")] = False,
) -> None:
    """Try failed work again, with its attempts counted anew."""
    if not jobs and not all_:
        raise InvalidInput("name jobs to retry, or give --all")
    ids = None if all_ else [queries().job(job).id for job in jobs or ()]
    count = connect().retry_failed(ids)
    console().print(f"{count} queued again")
    if ids and count < len(ids):
        console().print("The others have not failed, or wait for `counterclaim db rebuild`: see `failed show`.")


def _cells(row: JobRow) -> tuple[object, ...]:
    error = (row.error or "").strip().splitlines()
    return (
        short(row.id),
        row.consumer,
        row.article_title or row.article_id,
        row.attempts,
        row.updated_at,
        error[-1] if error else "",
    )
