# SPDX-License-Identifier: MIT
"""Two network namespaces of this machine, joined by one cable that can be pulled.

Standard library, ip(8), unshare(1) and nsenter(1). Whoever is not root runs in a user namespace of
their own, which begin() enters; where the system permits neither it says so.
"""
import contextlib
import ctypes
import os
import socket
import subprocess
import sys
import threading

from installation import wait_until

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)
OWN_USERS = "MASH_OWN_USER_NAMESPACE"


def begin():
    """Call first: runs the program again as root of a user namespace if it is not root."""
    if os.geteuid() == 0 or OWN_USERS in os.environ:
        return
    words = ["unshare", "--user", "--map-root-user"]
    if subprocess.run([*words, "true"], check=False).returncode != 0:
        sys.exit("This test makes network namespaces: run it as root, or permit user namespaces "
                 "(sysctl kernel.unprivileged_userns_clone=1)")
    os.environ[OWN_USERS] = "1"
    os.execvp(words[0], [*words, sys.executable, *sys.argv])


class Room:
    """A network namespace, kept by a process that waits."""

    def __init__(self):
        self.keeper = subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE)
        self.forwarders = []
        own = os.readlink("/proc/self/ns/net")
        wait_until("a network namespace", lambda: self.network() != own)
        self.enter = ["nsenter", "--target", str(self.keeper.pid), "--net"]
        self.ip("link", "set", "lo", "up")

    def network(self):
        if self.keeper.poll() is not None:
            raise AssertionError("No network namespace: see what unshare(1) has said above")
        return os.readlink(f"/proc/{self.keeper.pid}/ns/net")

    def ip(self, *words):
        subprocess.run([*self.enter, "ip", *words], check=True)

    def close(self):
        for forwarder in self.forwarders:
            forwarder.kill()
            forwarder.wait()
        self.keeper.stdin.close()
        self.keeper.wait()

    @contextlib.contextmanager
    def inside(self):
        """Sockets that this thread makes meanwhile are the room's."""
        with open("/proc/thread-self/ns/net", "rb") as own, \
                open(f"/proc/{self.keeper.pid}/ns/net", "rb") as there:
            self.go(there)
            try:
                yield
            finally:
                self.go(own)

    @staticmethod
    def go(where):
        if LIBC.setns(where.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")

    def forward(self, address, port):
        """What comes to this address and port goes to the same port of 127.0.0.1, as a router in
        front of a machine does."""
        forwarder = subprocess.Popen(
            [*self.enter, sys.executable, __file__, address, str(port)], stdout=subprocess.PIPE)
        self.forwarders.append(forwarder)
        if forwarder.stdout.readline() != b"ready\n":
            raise AssertionError("nothing forwards")
        forwarder.stdout.close()


class Cable:
    """Between two rooms; the addresses are theirs."""

    ADDRESSES = ["10.77.0.1", "10.77.0.2"]

    def __init__(self, one, two):
        self.one = one
        one.ip("link", "add", "cable", "type", "veth", "peer", "name", "other")
        one.ip("link", "set", "other", "netns", str(two.keeper.pid))
        for room, name, address in zip([one, two], ["cable", "other"], self.ADDRESSES):
            room.ip("address", "add", f"{address}/24", "dev", name)
            room.ip("link", "set", name, "up")

    def pull(self):
        self.one.ip("link", "set", "cable", "down")

    def plug(self):
        self.one.ip("link", "set", "cable", "up")


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    for side in (source, target):
        with contextlib.suppress(OSError):
            side.shutdown(socket.SHUT_RDWR)


def forward_for_ever(address, port):
    with socket.create_server((address, port)) as listener:
        print("ready", flush=True)
        while True:
            outer, _ = listener.accept()
            try:
                inner = socket.create_connection(("127.0.0.1", port), 5)
            except OSError:
                outer.close()
                continue
            inner.settimeout(None)
            for ends in ((outer, inner), (inner, outer)):
                threading.Thread(target=pump, args=ends, daemon=True).start()


if __name__ == "__main__":
    forward_for_ever(sys.argv[1], int(sys.argv[2]))
