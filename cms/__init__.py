"""The project: settings, addresses, WSGI and middleware around the application `clips`."""
