"""The fields of a PAM Configuration, environment by environment."""

from __future__ import annotations

from dataclasses import replace

from pamdesk.records.fields import Choice, Field, FieldKind

USE_INSTANCE_ROLE = "USE_INSTANCE_ROLE"

ENVIRONMENTS = (
    Choice("aws", "AWS"),
    Choice("local", "Local network"),
    Choice("azure", "Azure"),
    Choice("domain", "Domain controller"),
    Choice("gcp", "Google Cloud"),
    Choice("oci", "Oracle Cloud"),
)
# Other programs have one record type for each environment.
LEGACY_TYPES = {
    "pamAwsConfiguration": "aws",
    "pamNetworkConfiguration": "local",
    "pamLocalConfiguration": "local",
    "pamAzureConfiguration": "azure",
    "pamDomainConfiguration": "domain",
    "pamGcpConfiguration": "gcp",
    "pamOciConfiguration": "oci",
}
PARTITIONS = (
    Choice("aws", "AWS"),
    Choice("aws-us-gov", "AWS GovCloud (US)"),
    Choice("aws-cn", "AWS China"),
    Choice("aws-eusc", "AWS European Sovereign Cloud"),
    Choice("aws-iso", "AWS ISO"),
    Choice("aws-iso-b", "AWS ISOB"),
)

_IDENTITY = (
    Field(
        name="environment",
        label="Environment",
        kind=FieldKind.CHOICE,
        required=True,
        choices=ENVIRONMENTS,
        default="aws",
        help="What this configuration reaches.",
    ),
    Field(
        name="gateway",
        label="Gateway",
        kind=FieldKind.RECORD,
        required=True,
        refers_to="gateway",
        help="The gateway that does the work; the built-in one runs inside this program.",
        legacy_names=("gateway_name", "controllerUid"),
    ),
    Field(
        name="application_folder",
        label="Application folder",
        kind=FieldKind.RECORD,
        required=True,
        refers_to="folder",
        help="A shared folder that the gateway's application may read; best with few members.",
        legacy_names=("folderUid",),
    ),
)
_COMMON = (
    Field(
        name="rotation_enabled",
        label="Rotation",
        kind=FieldKind.YES_NO,
        default=True,
        section="Rotation",
        help="Off: nothing that uses this configuration is rotated.",
        legacy_names=("rotation",),
    ),
    Field(
        name="default_schedule",
        label="Default schedule",
        section="Rotation",
        placeholder="daily 03:00 Asia/Tokyo",
        help="For accounts that have no schedule of their own.",
        legacy_names=("default_rotation_schedule", "defaultRotationSchedule"),
    ),
    Field(
        name="default_complexity",
        label="Default complexity",
        section="Rotation",
        placeholder="20,1,1,1,1",
        help="Length, then least counts of upper case, lower case, digits and symbols.",
    ),
    Field(
        name="port_mapping",
        label="Port mapping",
        kind=FieldKind.LINES,
        section="Network",
        placeholder="3307=mysql",
        help="Ports that are not the usual ones, one a line.",
        legacy_names=("portMapping",),
    ),
    Field(
        name="identity_provider",
        label="Identity provider",
        section="Network",
        help="Another program's identity provider: kept and exported again.",
        legacy_names=("identity_provider_uid", "identityProviderUid"),
    ),
)


def _of(environment: str, section: str, *fields: Field) -> tuple[Field, ...]:
    return tuple(replace(f, section=section, environments=(environment,)) for f in fields)


_AWS = _of(
    "aws",
    "AWS",
    Field(
        name="aws_id",
        label="AWS ID",
        required=True,
        placeholder="production",
        help="Your own name for this AWS environment.",
        legacy_names=("awsId",),
    ),
    Field(
        name="account_id",
        label="Account ID",
        placeholder="123456789012",
        help="12 digits; filled in at the first success, once you accept it.",
    ),
    Field(
        name="access_key_id",
        label="Access key ID",
        placeholder=USE_INSTANCE_ROLE,
        help=f"Used where the instance's role is absent or not enough; {USE_INSTANCE_ROLE} means there is no key.",
        legacy_names=("aws_access_key_id", "accessKeyId"),
    ),
    Field(
        name="secret_access_key",
        label="Secret access key",
        kind=FieldKind.SECRET,
        placeholder=USE_INSTANCE_ROLE,
        help=f"The key's secret, or {USE_INSTANCE_ROLE} in both.",
        legacy_names=("aws_secret_access_key", "accessSecretKey"),
    ),
    Field(
        name="region_names",
        label="Regions",
        kind=FieldKind.LINES,
        placeholder="ap-northeast-1",
        help="One a line; the first is the default, all are searched by discovery.",
        legacy_names=("aws_region_names", "regionNames"),
    ),
    Field(
        name="profile",
        label="AWS CLI profile",
        help="A named profile of this machine, instead of an access key.",
    ),
    Field(
        name="role_arn",
        label="Role ARN",
        placeholder="arn:aws:iam::123456789012:role/Rotation",
        help="A role to assume, in this account or another.",
    ),
    Field(
        name="external_id", label="External ID", help="What the role's trust policy asks for, if anything."
    ),
    Field(
        name="endpoint_url",
        label="Endpoint URL",
        placeholder="https://vpce-….vpce.amazonaws.com",
        help="A VPC endpoint, GovCloud or a practice environment; empty means AWS's own.",
    ),
    Field(
        name="partition",
        label="Partition",
        kind=FieldKind.CHOICE,
        choices=PARTITIONS,
        default="aws",
        help="Which AWS this is.",
    ),
)
_LOCAL = _of(
    "local",
    "Local network",
    Field(
        name="network_id",
        label="Network ID",
        help="Starts the names of what discovery finds.",
        legacy_names=("networkId",),
    ),
    Field(
        name="network_cidr",
        label="Network CIDR",
        placeholder="10.0.0.0/24",
        help="The addresses that discovery searches.",
        legacy_names=("networkCIDR",),
    ),
)
_AZURE = _of(
    "azure",
    "Azure",
    Field(
        name="az_entra_id",
        label="Azure ID",
        help="Your own name for this Azure environment.",
        legacy_names=("azureId",),
    ),
    Field(name="az_client_id", label="Client ID", kind=FieldKind.SECRET, legacy_names=("clientId",)),
    Field(
        name="az_client_secret", label="Client secret", kind=FieldKind.SECRET, legacy_names=("clientSecret",)
    ),
    Field(
        name="az_subscription_id",
        label="Subscription ID",
        kind=FieldKind.SECRET,
        legacy_names=("subscriptionId",),
    ),
    Field(name="az_tenant_id", label="Tenant ID", kind=FieldKind.SECRET, legacy_names=("tenantId",)),
    Field(
        name="az_resource_groups",
        label="Resource groups",
        kind=FieldKind.LINES,
        help="One a line; empty means all.",
        legacy_names=("resourceGroups",),
    ),
)
_DOMAIN = _of(
    "domain",
    "Domain controller",
    Field(
        name="dom_domain_id",
        label="Domain",
        help="The domain's full DNS name.",
        legacy_names=("pamDomainId",),
    ),
    Field(name="dom_hostname", label="Host", kind=FieldKind.HOST),
    Field(name="dom_port", label="Port", kind=FieldKind.PORT),
    Field(name="dom_use_ssl", label="Use TLS", kind=FieldKind.YES_NO, default=True),
    Field(
        name="dom_scan_dc_cidr", label="Scan the controller's network", kind=FieldKind.YES_NO, default=False
    ),
    Field(name="dom_network_cidr", label="Network CIDR", placeholder="10.0.0.0/24"),
    Field(name="dom_user_match", label="User filter", help="An OU, a DN filter or a regular expression."),
    Field(
        name="dom_administrative_credential",
        label="Administrative credential",
        kind=FieldKind.RECORD,
        refers_to="pamUser",
        legacy_names=("adminCredentialRef",),
    ),
)
_GCP = _of(
    "gcp",
    "Google Cloud",
    Field(
        name="gcp_id",
        label="Google Cloud ID",
        help="Your own name for this environment.",
        legacy_names=("pamGcpId",),
    ),
    Field(
        name="gcp_service_account_key",
        label="Service account key",
        kind=FieldKind.SECRET_MULTILINE,
        legacy_names=("pamServiceAccountKey",),
    ),
    Field(
        name="gcp_google_admin_email", label="Workspace administrator", legacy_names=("pamGoogleAdminEmail",)
    ),
    Field(name="gcp_region_names", label="Regions", kind=FieldKind.LINES, legacy_names=("pamGcpRegionName",)),
)
_OCI = _of(
    "oci",
    "Oracle Cloud",
    Field(
        name="oci_id",
        label="Oracle Cloud ID",
        help="Your own name for this environment.",
        legacy_names=("pamOciId",),
    ),
    Field(
        name="oci_admin_id", label="Administrator OCID", kind=FieldKind.SECRET, legacy_names=("adminOcid",)
    ),
    Field(
        name="oci_admin_public_key",
        label="Public key",
        kind=FieldKind.SECRET_MULTILINE,
        legacy_names=("adminPublicKey",),
    ),
    Field(
        name="oci_admin_private_key",
        label="Private key",
        kind=FieldKind.SECRET_MULTILINE,
        legacy_names=("adminPrivateKey",),
    ),
    Field(name="oci_tenancy", label="Tenancy OCID", legacy_names=("tenancyOci",)),
    Field(name="oci_region", label="Region", legacy_names=("regionOci",)),
)

FIELDS: tuple[Field, ...] = (*_IDENTITY, *_AWS, *_LOCAL, *_AZURE, *_DOMAIN, *_GCP, *_OCI, *_COMMON)
