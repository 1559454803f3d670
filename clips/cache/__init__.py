"""What readers, their browsers and the machines between may keep, and how they learn that it changed."""
