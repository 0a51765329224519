"""A worker that ends takes in everybody who waits, and only then stops to listen."""

from __future__ import annotations

import selectors
import socket

from tcb_analytics.app.api.draining import DrainingWorker


class Sparse(DrainingWorker):
    """A worker without a process: it notes whom it took in."""

    def __init__(self, listener: socket.socket) -> None:
        self.alive = True
        self.sockets = [listener]
        self.poller = selectors.DefaultSelector()
        self._accepting = False
        self.taken: list[socket.socket] = []

    def accept(self, listener: socket.socket) -> None:
        """Take in one who waits."""
        self.taken.append(listener.accept()[0])


def test_everybody_who_waits_is_taken_in_and_then_nobody() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    address = listener.getsockname()
    worker = Sparse(listener)
    worker.set_accept_enabled(True)
    waiting = [socket.create_connection(address) for _ in range(20)]

    worker.alive = False
    worker.set_accept_enabled(False)

    assert len(worker.taken) == 20
    assert listener.fileno() == -1
    with socket.socket() as late:
        assert late.connect_ex(address) != 0
    for one in (*waiting, *worker.taken):
        one.close()


def test_a_worker_that_is_only_full_leaves_the_others_to_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = Sparse(listener)
        worker.set_accept_enabled(True)
        with socket.create_connection(listener.getsockname()):
            worker.set_accept_enabled(False)

            assert worker.taken == []
            assert listener.fileno() != -1
