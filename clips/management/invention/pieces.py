"""The pieces of invented texts: parts of compounds, verbs and sentences; none of them is about anybody."""

from typing import Final

# What compounds begin with, and what they end with by its gender.
BEGINNINGS: Final = tuple(
    "Wetter Wasser Stadt Land Markt Garten Winter Sommer Brücken Hafen Bahn Schul Sport Musik Feuer Wald Wiesen Mühlen "
    "Turm Ufer Kirch Bürger Jugend Berg Fluss Straßen Licht Holz Stein Papier Theater Rad Fähr Obst Vogel Apfel Kuchen "
    "Wander Nacht Morgen Wärme Strom Boden Dach Tür Glas Ton Salz Honig Kräuter".split()
)
ENDINGS: Final = {
    "der": "hof bau garten weg plan tag rat kreis verein markt preis lauf chor steg ring gang stoff dienst".split(),
    "die": "schule halle bühne straße brücke woche messe stelle kasse werkstatt ordnung führung schau linie".split(),
    "das": "haus werk fest netz lager museum amt feld ufer blatt lied spiel heft archiv dach rad".split(),
}
PLACES_BEFORE: Final = "Ober Unter Neu Alt Klein Hinter Vorder Nieder".split()
PLACES_BETWEEN: Final = "lan mar ven tor hel wid ros bir fal gun sel ner lom wes tar rin hol bru kel dam".split()
PLACES_AFTER: Final = "bach berg dorf hausen heim stedt au feld ingen moor rode".split()

ADJECTIVES: Final = "neu alt klein groß lang kurz hell ruhig bunt leicht breit schmal warm kühl".split()
ADVERBS: Final = (
    "heute, morgen, am Montag, am Dienstag, am Mittwoch, am Donnerstag, am Freitag, am Wochenende, im Frühjahr, "
    "im Sommer, im Herbst, im Winter, wieder, zum ersten Mal, nach langer Pause, wie geplant, "
    "früher als erwartet, für zwei Wochen"
).split(", ")
# With an accusative, and the participle of the same.
VERBS: Final = (
    "öffnet erneuert plant sucht bekommt erweitert zeigt prüft ordnet verlegt feiert sammelt baut teilt lobt "
    "übernimmt verkauft reinigt vermisst verschiebt"
).split()
PARTICIPLES: Final = (
    "geöffnet erneuert geplant gesucht erweitert gezeigt geprüft geordnet verlegt gefeiert gesammelt gebaut geteilt "
    "gelobt übernommen verkauft gereinigt vermessen verschoben"
).split()

# Of nouns {n} and {m} are nominatives, {a} is an accusative, {d} a dative; {o} is a place, {w} when, {v} and {p} verbs.
HEADLINES: Final = (
    "{N} in {o} {v} {a}",
    "{o} {v} {w} {a}",
    "{N} {v} {a}",
    "{x} Gäste kommen zu {d} nach {o}",
    "{o}: {N} wird {w} {p}",
    "{N} und {m} werden {w} {p}",
    "Warum {n} {w} {a} {v}",
)
SENTENCES: Final = (
    "{N} in {o} {v} {w} {a}.",
    "{W} {v} {n} {a}.",
    "Nach {d} {v} {n} nun auch {a}.",
    "{N} und {m} werden {w} {p}.",
    "In {o} wird {n} {w} {p}, das teilte {m} mit.",
    "Die Kosten für {a} liegen bei {x} Millionen Euro.",
    "Rund {x} Besucher kamen zu {d}.",
    "Bis zum Jahr 20{x} soll {n} {p} sein.",
    "Wie lange {n} noch {a} {v}, ist offen.",
    "Wer {a} sehen will, meldet sich bei {d} in {o}.",
    "Zwischen {o} und {q} fehlt {n} seit {x} Tagen.",
    "„Für {a} reicht das“, hieß es bei {d}.",
    "Der Eintritt zu {d} kostet {x} Euro, für Kinder die Hälfte.",
    "Ohne {a} bleibt {n} vorerst geschlossen.",
)
ENGLISH: Final = (
    "The {b} in {o} opens its {c} this week.",
    "About {x} people came to see the {b} in {o}.",
    "After {x} days the {b} is back, and so is the {c}.",
    "Between {o} and {q} the {b} takes {x} minutes.",
    "The {c} stays as it is, said the {b}.",
)
ENGLISH_HEADLINES: Final = ("{o} opens its {b}", "The {b} in {o} is back", "{x} days without the {b}")
SECTIONS: Final = (
    *("Kurz gemeldet", "Aus dem Land", "Märkte", "Forschung"),
    *("Bühne und Platz", "Reise", "Meinung", "Umwelt"),
)
