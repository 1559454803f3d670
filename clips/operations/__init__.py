"""What one can do: every write, each a plain function with `by`, one transaction and one journal line."""
