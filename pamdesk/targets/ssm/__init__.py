"""Accounts of EC2 instances that AWS Systems Manager reaches, without a port that is open to anybody."""
