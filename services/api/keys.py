"""API keys with scopes; a server without keys answers its own machine and trusted networks only."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass, field

from services.api.problems import ApiError
from services.api.settings import ApiSettings

READ, SUBMIT, JUDGE, OPERATE = "read", "submit", "judge", "operate"
SCOPES = frozenset((READ, SUBMIT, JUDGE, OPERATE))
LOCAL_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of the key (None without keys) and what it may do."""

    name: str | None
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Access:
    """The rules that one server runs under, read once from its settings."""

    keys: tuple[tuple[str, frozenset[str], bytes], ...] = ()
    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = field(default=LOCAL_NAMES)

    @property
    def mode(self) -> str:
        """How the server is protected, for /v1/health."""
        return "API keys" if self.keys else "open, on loopback and trusted networks only (no API keys configured)"

    def caller(self, key: str | None, client: str | None, host: str) -> Caller:
        """Who a request comes from. Raises `ApiError` with code unauthorised or forbidden."""
        if self.keys:
            return self._holder(key)
        if not self._trusted(client) or host.casefold() not in self.hosts:
            raise ApiError(
                "forbidden", "This server has no API keys and answers its own machine only. Set COUNTERCLAIM_API_KEYS."
            )
        return Caller(None, SCOPES)

    def _holder(self, key: str | None) -> Caller:
        digest = hashlib.sha256((key or "").encode()).digest()
        found = None
        for name, scopes, stored in self.keys:
            if hmac.compare_digest(digest, stored):
                found = Caller(name, scopes)
        if key is None or found is None:
            raise ApiError(
                "unauthorised", "Send a valid API key as `Authorization: Bearer KEY`.",
                headers={"WWW-Authenticate": 'Bearer realm="counterclaim"'},
            )
        return found

    def _trusted(self, client: str | None) -> bool:
        try:
            address = ipaddress.ip_address(client or "")
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self.networks if network.version == address.version)


def read_access(settings: ApiSettings) -> Access:
    """The rules in the settings. Raises `ValueError` naming the entry at fault, never the digest."""
    keys = tuple(_key(entry) for entry in settings.keys.replace(";", " ").split())
    networks = tuple(ipaddress.ip_network(part.strip()) for part in settings.trusted.split(",") if part.strip())
    more = {part.strip().casefold() for part in settings.hosts.split(",") if part.strip()}
    return Access(keys, networks, LOCAL_NAMES | more)


def _key(entry: str) -> tuple[str, frozenset[str], bytes]:
    name, _, rest = entry.partition(":")
    scopes_text, _, digest = rest.partition(":")
    scopes = frozenset(scopes_text.replace("+", ",").split(","))
    try:
        stored = bytes.fromhex(digest)
    except ValueError:
        stored = b""
    if not name or not scopes <= SCOPES or len(stored) != hashlib.sha256().digest_size:
        raise ValueError(
            f"COUNTERCLAIM_API_KEYS: entry {name!r} must read name:scopes:sha256hex with scopes of "
            f"{', '.join(sorted(SCOPES))}, separated by commas"
        )
    return name, scopes, stored
