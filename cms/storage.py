"""Static files under names that change with their content, so that a browser never asks twice for the same one."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Also where one ES module imports another: a new version of the program never meets an old module."""

    support_js_module_import_aggregation = True
