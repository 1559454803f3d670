"""What the parent of all processes loads first: Django, with the settings of this test run."""

import django

django.setup()
