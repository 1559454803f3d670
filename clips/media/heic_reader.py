"""A program of its own: reads HEIC from standard input, writes PNG to standard output.

libheif and libde265 are C++ and meet files from strangers: of a thousand with a few wrong bytes, twenty ended the
process. Here that ends nothing but this one, and its memory and time have a limit. pi-heif's wheel can decode and
nothing else; its sister pillow-heif reads the same, but brings x265, an encoder under the GPL that nobody here needs.
"""

import resource
import sys
from io import BytesIO

try:
    from pi_heif import HeifImageFile, options
    from PIL import Image
except ImportError:
    sys.exit(3)

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
TOO_MANY_PIXELS = 4


def limit_resources() -> None:
    """No more than this, and no more than the operator's own limit."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))
    # Each thread would take a share of the memory for itself.
    options.DECODE_THREADS = 2
    options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False


def convert(data: bytes, most_pixels: int, longest_side: int) -> bytes:
    """Opening reads the header only, so that nothing large is decoded; the marks for upright are followed."""
    image: Image.Image = HeifImageFile(BytesIO(data))
    if image.width * image.height > most_pixels:
        sys.exit(TOO_MANY_PIXELS)
    profile = image.info.get("icc_profile")
    image.load()
    image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    file = BytesIO()
    image.save(file, "PNG", compress_level=0, icc_profile=profile)
    return file.getvalue()


if __name__ == "__main__":
    limit_resources()
    sys.stdout.buffer.write(convert(sys.stdin.buffer.read(), *map(int, sys.argv[1:])))
