"""A private Jupyter kernel of the running interpreter.

A user's kernel named ``python3`` may belong to another environment, and a fresh
virtual environment may have none, so kernel specifications on disk are never
consulted. The kernel talks over sockets in its own folder where the platform
allows, since parallel kernels on TCP now and then pick the same port.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync

LONGEST_SOCKET = 90
"""Bytes of a socket path that every Unix accepts, suffix included."""


class OwnKernelSpecs(KernelSpecManager):
    """Knows one kernel, whatever it is called: the running interpreter."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Specification of the running interpreter's kernel."""
        return KernelSpec(resource_dir="", **get_kernel_dict())


class OwnKernel(AsyncKernelManager):
    """A kernel that is told its folder and environment, and remembers its clients."""

    launch: Mapping[str, Any] = {}
    clients: tuple[Any, ...] = ()

    async def start_kernel(  # type: ignore[override]  # its type is the synchronous manager's
        self, **options: Any
    ) -> None:
        """Start it in its own folder and environment."""
        await super().start_kernel(**{**options, **self.launch})

    def client(self, **options: Any) -> Any:
        """A client, whose sockets :meth:`end` will close."""
        made = super().client(**options)
        self.clients = (*self.clients, made)
        return made

    def end(self) -> None:
        """Kill the kernel and close the sockets to it; harmless when repeated."""
        run_sync(self.shutdown_kernel)(now=True)
        for made in self.clients:
            made.stop_channels()


_RUNNING: set[OwnKernel] = set()


@contextmanager
def own_kernel(folder: Path, environment: Mapping[str, str]) -> Iterator[OwnKernel]:
    """A kernel that whoever runs a notebook starts, and that ends with the block.

    Args:
        folder: Working folder of the kernel; also holds its connection file.
        environment: Variables to set besides those of this process.
    """
    kernel = OwnKernel(kernel_name="python3", kernel_spec_manager=OwnKernelSpecs())
    kernel.launch = {"cwd": str(folder), "env": {**os.environ, **environment}}
    kernel.connection_file = str(folder / "kernel.json")
    socket = folder / "socket"
    if sys.platform != "win32" and len(os.fsencode(socket)) < LONGEST_SOCKET:
        kernel.transport = "ipc"
        kernel.ip = str(socket)
    _RUNNING.add(kernel)
    try:
        yield kernel
    finally:
        _RUNNING.discard(kernel)
        kernel.end()


def kill_kernels() -> None:
    """Kill every kernel at once, so that threads that wait for one return."""
    for kernel in list(_RUNNING):
        process = getattr(kernel.provisioner, "process", None)
        if process is not None:
            process.kill()
