"""Databases of a test's own: made as clones of a template, and dropped."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg


@contextmanager
def made(servers_url: str, *, like: str = "") -> Iterator[str]:
    """Make a database for as long as the block lasts.

    Args:
        servers_url: any other database there.
        like: the URL of a database nobody is connected to, to be cloned; "" makes an empty one.
    """
    url = _make(servers_url, like)
    yield url
    _drop(servers_url, url)


class Clones:
    """Clones of one database; the next is made, and the last dropped, while a test works."""

    def __init__(self, servers_url: str, like: str) -> None:
        self._servers_url, self._like = servers_url, like
        self._beside = ThreadPoolExecutor(1)
        self._next = self._begin()
        self._drops: list[Future[None]] = []

    @contextmanager
    def one(self) -> Iterator[str]:
        """Give one for as long as the block lasts."""
        url = self._next.result()
        self._next = self._begin()
        yield url
        self._drops.append(self._beside.submit(_drop, self._servers_url, url))

    def close(self) -> None:
        """Drop what is left, and say what went wrong with those before."""
        _drop(self._servers_url, self._next.result())
        self._beside.shutdown()
        for drop in self._drops:
            drop.result()

    def _begin(self) -> Future[str]:
        return self._beside.submit(_make, self._servers_url, self._like)


def _make(servers_url: str, like: str) -> str:
    name = f"test_{uuid4().hex}"
    template = f' template "{_name(like)}" strategy file_copy' if like else ""
    _run(servers_url, f'create database "{name}"{template}')
    return urlsplit(servers_url)._replace(path=f"/{name}").geturl()


def _drop(servers_url: str, url: str) -> None:
    _run(servers_url, f'drop database "{_name(url)}" with (force)')


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
