"""Sets up the data folder of an embedded PostgreSQL, wholly or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from services.domain.errors import ServiceUnavailable
from services.embedded import child
from services.embedded.account import Account

_SECONDS = 60.0


def initialise(install: Path, data_dir: Path, account: Account, *, log: Path, durable: bool) -> None:
    """Fill the empty `data_dir`. It is set up beside its place and moved there when it is whole, so that an
    interrupted start leaves nothing that the next would take for finished. Raises `ServiceUnavailable`."""
    if any(data_dir.iterdir()):
        raise ServiceUnavailable(f"{data_dir} holds files that are no PostgreSQL database; move them elsewhere")
    draft = data_dir.with_name(data_dir.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if account.uid is not None:
        os.chown(draft, account.uid, -1)
    command = [
        str(install / "bin" / "initdb"), "-D", str(draft), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
        "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    process = child.start(command, log, account)
    try:
        status = process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ServiceUnavailable(f"PostgreSQL did not set up {data_dir} within {_SECONDS:.0f} seconds") from error
    finally:
        child.end(process)
    if status != 0:
        raise ServiceUnavailable(f"PostgreSQL could not set up {data_dir}: {child.tail(log)}")
    try:
        draft.rename(data_dir)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise ServiceUnavailable(f"{data_dir} must be an ordinary folder, mounted above if at all: {error}") from error
