"""A manager gives the site a colour and a logo; its readers see both, in the light and in the dark."""

from clips.models import Site
from tests.make import make_jpeg, make_picture


def accent_of(page):
    """The accent as the browser paints it."""
    return page.evaluate(
        """() => {
            const probe = document.createElement("a");
            probe.href = "#";
            document.querySelector("main").append(probe);
            const colour = getComputedStyle(probe).color;
            probe.remove();
            return colour;
        }"""
    )


def test_a_colour_and_a_logo_reach_the_readers(open_page, log_in, mona, find_barriers):
    make_picture(make_jpeg(640, 100), alt_text="Elbbote in Buchstaben")
    desk = open_page()
    log_in(desk, mona)
    desk.goto("/admin/clips/site/")
    desk.locator("[data-colour] input[type=color]").fill("#c8102e")
    desk.locator("#id_logo").click()
    desk.get_by_role("option", name="Elbbote in Buchstaben").click()
    with desk.expect_navigation():
        desk.locator("button.primary").click()
    site = Site.objects.settings()
    assert (site.accent, site.logo.alt_text) == ("#c8102e", "Elbbote in Buchstaben")

    for theme, colour in (("light", "rgb(200, 16, 46)"), ("dark", "rgb(237, 125, 132)")):
        reader = open_page(color_scheme=theme)
        reader.goto("/pages/imprint/")
        assert accent_of(reader) == colour
        logo = reader.get_by_role("link", name=site.name).first.locator("img")
        assert logo.evaluate("image => image.naturalWidth") > 0
        assert find_barriers(reader) == []
