"""The programs that gather texts for AI, by the names to which they listen in robots.txt, and what for.

As their operators say it themselves; a name that nobody uses any more does no harm. Whoever does not read robots.txt
is not kept away by it.
"""

from enum import Enum
from typing import Final, NamedTuple

from clips.models import Site


class Purpose(Enum):
    """What becomes of the texts: part of a model, or of an answer that names its source."""

    TRAINING = "training"
    ANSWERS = "answers"


class Crawler(NamedTuple):
    """One program; `operator` is who runs it."""

    name: str
    operator: str
    purpose: Purpose


TRAINING, ANSWERS = Purpose.TRAINING, Purpose.ANSWERS
# Where a crawler serves both, it stands under training: who wants none of it can refuse it no other way. Two of these
# names are no programs but words for what another one brought: Google-Extended and Applebot-Extended.
CRAWLERS: Final = (
    Crawler("AI2Bot", "Ai2", TRAINING),
    Crawler("Ai2Bot-Dolma", "Ai2", TRAINING),
    Crawler("Amazonbot", "Amazon", TRAINING),
    Crawler("anthropic-ai", "Anthropic", TRAINING),
    Crawler("Applebot-Extended", "Apple", TRAINING),
    Crawler("Bytespider", "ByteDance", TRAINING),
    Crawler("CCBot", "Common Crawl", TRAINING),
    Crawler("ClaudeBot", "Anthropic", TRAINING),
    Crawler("cohere-training-data-crawler", "Cohere", TRAINING),
    Crawler("Diffbot", "Diffbot", TRAINING),
    Crawler("FacebookBot", "Meta", TRAINING),
    Crawler("Google-Extended", "Google", TRAINING),
    Crawler("GPTBot", "OpenAI", TRAINING),
    Crawler("ImagesiftBot", "Hive", TRAINING),
    Crawler("meta-externalagent", "Meta", TRAINING),
    Crawler("omgili", "Webz.io", TRAINING),
    Crawler("PanguBot", "Huawei", TRAINING),
    Crawler("Timpibot", "Timpi", TRAINING),
    Crawler("webzio-extended", "Webz.io", TRAINING),
    Crawler("Amzn-SearchBot", "Amazon", ANSWERS),
    Crawler("Amzn-User", "Amazon", ANSWERS),
    Crawler("ChatGPT-User", "OpenAI", ANSWERS),
    Crawler("Claude-SearchBot", "Anthropic", ANSWERS),
    Crawler("Claude-User", "Anthropic", ANSWERS),
    Crawler("DuckAssistBot", "DuckDuckGo", ANSWERS),
    Crawler("meta-externalfetcher", "Meta", ANSWERS),
    Crawler("MistralAI-User", "Mistral", ANSWERS),
    Crawler("OAI-SearchBot", "OpenAI", ANSWERS),
    Crawler("Perplexity-User", "Perplexity", ANSWERS),
    Crawler("PerplexityBot", "Perplexity", ANSWERS),
    Crawler("YouBot", "You.com", ANSWERS),
)
REFUSED: Final = {
    Site.Crawlers.ALLOW: frozenset[Purpose](),
    Site.Crawlers.NO_TRAINING: frozenset({TRAINING}),
    Site.Crawlers.BLOCK: frozenset({TRAINING, ANSWERS}),
}


def list_refused(choice: str) -> list[str]:
    """The names that the operator's choice keeps out, each purpose together."""
    return [crawler.name for crawler in CRAWLERS if crawler.purpose in REFUSED[Site.Crawlers(choice)]]
