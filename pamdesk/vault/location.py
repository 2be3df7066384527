"""Where a vault may be: not on a network share, where SQLite's write-ahead log is not safe (sqlite.org/wal.html)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pamdesk.records.errors import UnsafeLocation

_NETWORK = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs 9p afs ceph glusterfs lustre ncpfs coda beegfs gpfs afpfs webdav davfs ncp".split()
)
_NETWORK_FUSE = (
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs",
    "fuse.glusterfs",
    "fuse.s3fs",
    "fuse.cifs",
    "fuse.smb",
)
_DRIVE_REMOTE = 4  # Windows: GetDriveTypeW


def require_local(folder: Path) -> None:
    """Raise `UnsafeLocation` where the folder, or the nearest one above that exists, is on a network share."""
    kind = file_system_of(folder)
    if is_network(kind):
        raise UnsafeLocation(
            f"{folder.name} is on a network share ({kind}), where several programs at once could damage it. It was not opened.",
            hint="Keep the vault on a disk of this machine, and put backups on the share.",
            help_page="where-to-keep-a-vault",
            code="unsafe_location",
        )


def is_network(kind: str) -> bool:
    """Tell whether a file system of this type is shared over a network."""
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def file_system_of(folder: Path) -> str:
    """Return the type of the file system that holds a folder; empty where the system does not say."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    if sys.platform == "win32":
        return _windows(place)
    place = place.resolve()
    if sys.platform == "darwin":
        return _macos(place)
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return type_in_mountinfo(mounts, place)


def type_in_mountinfo(mounts: str, place: Path) -> str:
    """Return the type of the mount that holds a path (proc(5): field 5 is the mount point, the type follows ` - `)."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), fields[4]))
        depth = len(point.parts)
        # The later of two mounts on one point is the one in force.
        if place.is_relative_to(point) and depth >= best:
            best, kind = depth, after.split(" ")[0]
    return kind


def _windows(place: Path) -> str:
    import ctypes

    drive = place.resolve().drive or place.drive
    if drive.startswith("\\\\") and not drive.startswith("\\\\?\\"):
        return "smb"
    # Named through getattr: the attribute exists on Windows only.
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    return "smb" if kernel.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE else "local"


def _macos(place: Path) -> str:
    import ctypes
    import os

    # struct statfs of macOS (sys/mount.h): f_fstypename is 16 bytes at offset 72.
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(4096)
    if libc.statfs(os.fsencode(place), buffer) != 0:
        return ""
    return buffer.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
