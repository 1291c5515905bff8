import socket

import pytest

from flows.errors import InputError
from sayso.web import check_port


def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"PORT {port}: .*set another"):
            check_port("127.0.0.1", port)

    check_port("127.0.0.1", port)
