"""Keyset pages: `limit` and `cursor` in, `next_cursor` and a Link header out."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from services.reports import shapes

T = TypeVar("T")


class PageOf(BaseModel, Generic[T]):
    """One page in a stable order; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None = Field(description="Pass it as `cursor` to get the next page; null at the end.")


class Paging:
    """The page that a request asks for."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=500, description="Items a page.")] = 50,
        cursor: Annotated[
            str | None, Query(max_length=500, description="`next_cursor` of the page before; opaque.")
        ] = None,
    ) -> None:
        self.limit = limit
        self.cursor = cursor
        self._request = request
        self._response = response

    def page(self, page: shapes.Page[T]) -> PageOf[T]:
        """The page as it is sent, with a `Link: <…>; rel="next"` header (RFC 8288) where one follows."""
        if page.next_cursor:
            url = self._request.url.include_query_params(cursor=page.next_cursor, limit=self.limit)
            self._response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return PageOf(items=list(page.items), next_cursor=page.next_cursor)


PagingDep = Annotated[Paging, Depends()]
