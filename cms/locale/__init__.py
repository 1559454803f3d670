"""The languages of the product: catalogues, and how each writes dates."""
