"""What a PAM configuration says about its AWS environment."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.regions import partition_of
from pamdesk.records.secret import Secret

# In place of either half of the access key: only the machine's own role may be used, and nothing else is ever tried.
USE_INSTANCE_ROLE = "USE_INSTANCE_ROLE"

# Where the calls of a partition go when the configuration names no region; IAM itself has one region a partition.
DEFAULT_REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsSettings:
    """The AWS fields of a PAM configuration (records.md §1); `title` is what sentences call it."""

    title: str
    account_id: str = ""
    access_key_id: str = ""
    secret_access_key: Secret = Secret("")  # noqa: RUF009 - immutable
    profile: str = ""
    role_arn: str = ""
    external_id: str = ""
    endpoint_url: str = ""
    region_names: tuple[str, ...] = ()
    partition: str = ""

    @property
    def role_only(self) -> bool:
        """Whether only the machine's own role may be used."""
        return USE_INSTANCE_ROLE in (self.access_key_id.strip(), self.secret_access_key.reveal().strip())

    @property
    def partition_name(self) -> str:
        """The partition that is meant: the one named, else that of the first region, else the commercial one."""
        if self.partition:
            return self.partition
        region = self.region_names[0] if self.region_names else ""
        return partition_of(region)

    @property
    def default_region(self) -> str:
        """The first region that is named, else the partition's own."""
        if self.region_names:
            return self.region_names[0]
        return DEFAULT_REGIONS.get(self.partition_name, DEFAULT_REGIONS["aws"])

    @property
    def loopback(self) -> bool:
        """Whether the calls stay on this machine (the sandbox, tests): a real role is then never asked for."""
        return is_loopback(self.endpoint_url)

    def require_usable(self) -> None:
        """Raise InvalidRecord, naming the configuration and the rule, where the fields contradict each other."""
        if self.endpoint_url and urlsplit(self.endpoint_url).scheme != "https" and not self.loopback:
            raise InvalidRecord(
                f"{self.title}: the endpoint {self.endpoint_url} is not https, and secrets would travel in clear text.",
                code="endpoint_not_https",
            )
        if bool(self.access_key_id) != bool(self.secret_access_key) and not self.role_only:
            missing = "secret access key" if self.access_key_id else "access key id"
            raise InvalidRecord(f"{self.title}: the {missing} is missing.", code="access_key_incomplete")
        if self.external_id and not self.role_arn:
            raise InvalidRecord(
                f"{self.title}: an external id is given, but no role that it would belong to.",
                code="external_id_alone",
            )


def is_loopback(url: str) -> bool:
    """Tell whether a URL names this machine's loopback interface."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
