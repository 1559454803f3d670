"""The site as readers see it: pages that only read, the same for everybody."""
