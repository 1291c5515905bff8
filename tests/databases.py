"""Databases of a test's own: made as clones of a template, and dropped."""

from collections.abc import Iterator
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
    name = f"test_{uuid4().hex}"
    template = f' template "{_name(like)}" strategy file_copy' if like else ""
    _run(servers_url, f'create database "{name}"{template}')
    yield urlsplit(servers_url)._replace(path=f"/{name}").geturl()
    _run(servers_url, f'drop database "{name}" with (force)')


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
