"""Mends moto's services one by one, each when the first call to it arrives: importing all of them takes seconds."""

from __future__ import annotations

from pamdesk.sandbox import (
    local_aws_consoles,
    local_aws_moto_commands,
    local_aws_moto_databases,
    local_aws_moto_directories,
)


def install_service(service: str) -> None:
    """Make the local AWS answer for this service, named as in a signature's scope ("rds")."""
    match service:
        case "rds":
            local_aws_moto_databases.install()
        case "ds":
            local_aws_moto_directories.install()
        case "ssm":
            local_aws_moto_commands.install()
        case "ec2":
            local_aws_consoles.install()
