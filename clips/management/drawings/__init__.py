"""Pictures for the demo newsroom, made by the program: calm scenes in flat colours, like prints."""

from collections.abc import Callable
from random import Random

from PIL import Image

from clips.management.drawings import scenes_air as air
from clips.management.drawings import scenes_garden as garden
from clips.management.drawings import scenes_land as land
from clips.management.drawings import scenes_library as library
from clips.management.drawings import scenes_market as market
from clips.management.drawings import scenes_places as places
from clips.management.drawings import scenes_station as station
from clips.management.drawings import scenes_town as town
from clips.management.drawings import scenes_tram as tram
from clips.management.drawings import scenes_water as water
from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import PALETTES

Scene = tuple[Callable[[Canvas, Random], None], tuple[str, ...]]

# Every motif has compositions, and each of them the times of day that suit it.
SCENES: dict[str, tuple[Scene, ...]] = {
    "river": ((land.river_in_meadows, ("morning", "evening")), (land.river_with_gravel, ("day", "grey"))),
    "bridge": ((water.bridge_of_stone, ("morning", "day")), (water.bridge_with_cables, ("evening", "dusk"))),
    "forest": ((land.forest_in_layers, ("day", "grey")), (land.forest_in_mist, ("morning", "evening"))),
    "field": ((land.field_fan, ("day", "evening")), (land.field_with_flowers, ("day", "morning"))),
    "mountains": ((land.mountain_ranges, ("winter", "morning")), (land.mountain_peak, ("evening", "dusk"))),
    "harbour": ((water.harbour_at_work, ("day", "evening")), (water.harbour_in_haze, ("morning", "grey"))),
    "windmills": ((air.windmills_inland, ("day", "morning")), (air.windmills_at_sea, ("evening", "dusk"))),
    "snow": ((air.snow_on_firs, ("winter", "morning")), (air.snow_at_the_hut, ("dusk", "night"))),
    "night_sky": ((air.night_with_stars, ("night", "dusk")), (air.night_with_moon, ("night", "dusk"))),
    "town": ((town.town_skyline, ("morning", "evening")), (town.town_roofs, ("dusk", "night"))),
    "school": ((places.school_front, ("day", "grey")), (places.school_yard, ("morning", "day"))),
    "stadium": ((places.stadium_inside, ("day", "evening")), (places.stadium_lights, ("dusk", "night"))),
    "tram": ((tram.tram_in_street, ("day", "morning")), (tram.tram_at_stop, ("dusk", "night"))),
    "station": ((station.station_hall, ("morning", "grey")), (station.station_platform, ("night", "dusk"))),
    "library": ((library.library_shelves, ("day", "grey")), (library.library_lamp, ("dusk", "night"))),
    "market": ((market.market_stalls, ("day", "morning")), (market.market_parasols, ("day", "evening"))),
    "greenhouse": ((garden.greenhouse_gable, ("morning", "evening")), (garden.greenhouse_dome, ("dusk", "day"))),
    "orchard": ((garden.orchard_fruit, ("day", "evening")), (garden.orchard_blossom, ("morning", "day"))),
}


def draw_scene(motif: str, seed: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """The same picture for the same seed; even and odd seeds differ in composition, every second pair in hour."""
    scenes = SCENES[motif]
    paint, times = scenes[seed % len(scenes)]
    rng = Random(f"{motif} {seed}")  # noqa: S311
    canvas = Canvas(PALETTES[times[seed // len(scenes) % len(times)]])
    paint(canvas, rng)
    return canvas.finish(rng, size)
