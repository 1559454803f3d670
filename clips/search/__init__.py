"""What is found without anybody naming it: the public clips that go with another one."""
