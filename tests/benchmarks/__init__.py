"""What `make bench` measures: no test, because an absolute figure says nothing of another machine."""
