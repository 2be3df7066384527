"""What each operating system tells of the person before the screen."""
