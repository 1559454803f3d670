"""What a file is, told by its first bytes and never by its name."""

MAGIC = (
    ("jpeg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("gif", b"GIF8"),
    ("bmp", b"BM"),
    ("tiff", b"II*\x00"),
    ("tiff", b"MM\x00*"),
    ("pdf", b"%PDF-"),
)
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
MARKUP_HEAD = 2048


def sniff_kind(data: bytes) -> str:
    """One of jpeg, png, webp, avif, gif, heic, bmp, tiff, pdf, svg; empty for everything else."""
    for kind, magic in MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _sniff_brands(data)
    return "svg" if b"<svg" in data[:MARKUP_HEAD].lower() else ""


def _sniff_brands(data: bytes) -> str:
    """ISO media: the box lists every brand the file claims (ISO/IEC 14496-12, 4.3); a film claims none of ours."""
    box = data[8 : int.from_bytes(data[:4], "big")]
    brands = {box[at : at + 4] for at in range(0, len(box), 4)}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return "heic" if brands & HEIC_BRANDS else ""
