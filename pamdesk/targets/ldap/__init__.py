"""Users of directories over LDAP: Active Directory and OpenLDAP."""
