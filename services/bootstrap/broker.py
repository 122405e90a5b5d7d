"""Whether the broker answers."""

from __future__ import annotations

Check = tuple[str, bool, str]
"""What was looked at, whether it is well, what was seen or is to be done."""


def broker(url: str | None) -> Check:
    """What is to be told of the broker at `url`."""
    from redis import Redis, RedisError

    if not url:
        return "broker", False, "REDIS_URL is not set; start `counterclaim up`"
    try:
        with Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3) as client:
            client.ping()
    except RedisError:
        return "broker", False, "can't be reached; is it running, and does REDIS_URL name it?"
    return "broker", True, "answers"
