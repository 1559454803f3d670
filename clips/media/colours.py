"""Every way a file can hold colour, turned into plain sRGB with or without transparency."""

from io import BytesIO

from PIL import Image, ImageCms

SRGB = ImageCms.createProfile("sRGB")
WHITE = (255, 255, 255)
MANAGED_MODES = {"L", "RGB", "RGBA", "CMYK"}


def unpack_pixels(image: Image.Image) -> Image.Image:
    """Palette, bitmap and 16-bit pixels as channels of 8 bits, so that the picture can be scaled."""
    if image.mode.startswith("I"):
        # Pillow would clip 16 bits at 255, which leaves a white sheet.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in MANAGED_MODES else image.convert("RGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA in sRGB; an unreadable or unfitting colour profile is ignored, as browsers do."""
    profile = image.info.get("icc_profile")
    alpha = image.mode == "RGBA"
    if profile:
        image = _apply_profile(image, profile, "RGBA" if alpha else "RGB")
    return _drop_opaque_alpha(image) if alpha else image.convert("RGB")


def flatten(image: Image.Image) -> Image.Image:
    """Without transparency, on white paper."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, WHITE)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _apply_profile(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _drop_opaque_alpha(image: Image.Image) -> Image.Image:
    lowest, _highest = image.getchannel("A").getextrema()
    return image.convert("RGB") if lowest == 255 else image
