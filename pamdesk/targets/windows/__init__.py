"""Local users of Windows hosts, EC2 instances among them."""
