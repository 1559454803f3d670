"""What is found: the clips that somebody asks for, and without being asked the public ones that go with another."""
