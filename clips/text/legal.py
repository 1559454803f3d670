"""Templates of the pages that the law asks for: what an operator fills in stands in double brackets.

After the law of 2025, in Germany (DDG, MStV, BFSG), in Austria (ECG, MedienG, BaFG), and in both (GDPR). What is said
of the site itself is what this program does.
"""

from typing import Final, NamedTuple


class LegalText(NamedTuple):
    """`body` is clean HTML."""

    title: str
    body: str


IMPRINT_DE: Final = """
<h2>Anbieter</h2>
<p>[[Name, bei Unternehmen mit Rechtsform]]</p>
<p>[[Straße und Hausnummer, Postleitzahl und Ort, Land]]</p>
<p>Vertreten durch: [[Vor- und Nachname; bei Einzelpersonen diese Zeile löschen]]</p>
<h2>Kontakt</h2>
<p>E-Mail: [[E-Mail-Adresse]]</p>
<p>Telefon: [[Telefonnummer]]</p>
<h2>Register und Steuern</h2>
<p>[[Registergericht und Registernummer, in Österreich Firmenbuchgericht und Firmenbuchnummer; sonst löschen]]</p>
<p>Umsatzsteuer-Identifikationsnummer: [[Nummer, wenn es eine gibt; sonst löschen]]</p>
<p>Aufsichtsbehörde: [[Name der Behörde oder Kammer, wenn eine zuständig ist; sonst löschen]]</p>
<h2>Redaktionell verantwortlich</h2>
<p>Verantwortlich nach § 18 Absatz 2 des Medienstaatsvertrags:
[[Vor- und Nachname mit Anschrift; gilt in Deutschland, in Österreich löschen]]</p>
<h2>Offenlegung nach § 25 des österreichischen Mediengesetzes</h2>
<p>[[Entscheidung, ob dieser Abschnitt bleibt: Er gilt in Österreich; in Deutschland mit Überschrift löschen]]</p>
<ul>
<li>Medieninhaber, Herausgeber und Sitz: [[Name und Ort]]</li>
<li>Unternehmensgegenstand: [[in wenigen Worten]]</li>
<li>Vertretungsbefugte Organe und Beteiligungen: [[Namen und Anteile]]</li>
<li>Grundlegende Richtung: [[Haltung des Mediums in einem Satz]]</li>
</ul>
"""
PRIVACY_DE: Final = """
<p>Wer hier liest, bekommt keine Cookies. Die Seiten laden nichts von anderen Servern und messen niemanden.</p>
<h2>Verantwortlich</h2>
<p>[[Name und Anschrift]], E-Mail: [[E-Mail-Adresse]]</p>
<p>Datenschutzbeauftragte Person: [[Kontakt, wenn eine bestellt ist; sonst löschen]]</p>
<h2>Was beim Lesen anfällt</h2>
<p>Ihr Browser überträgt bei jedem Aufruf die IP-Adresse, Datum und Uhrzeit, die aufgerufene Adresse (bei einer Suche
auch deren Wörter), die Adresse der Seite, von der Sie kommen, und den Namen des Browsers. Ohne IP-Adresse kann der
Server nicht antworten.</p>
<p>Der Server hält diese Angaben [[Zahl]] Tage lang in einem Protokoll fest, damit wir Störungen und Angriffe erkennen.
Das ist unser berechtigtes Interesse; Grundlage ist Artikel 6 Absatz 1 Buchstabe f der Datenschutz-Grundverordnung
(DSGVO).</p>
<h2>Wenn Sie uns schreiben</h2>
<p>Was Sie uns mitteilen, verwenden wir, um Ihnen zu antworten oder den Hinweis zu prüfen, und löschen es, wenn es dafür
nicht mehr gebraucht wird und keine Frist uns bindet. Grundlage ist Artikel 6 Absatz 1 Buchstabe f DSGVO.</p>
<h2>Wer Daten von uns erhält</h2>
<p>Unser Rechenzentrum, das sie nur in unserem Auftrag verarbeitet: [[Name und Sitz; außerhalb der Europäischen Union
auch die Garantien nach Artikel 46 DSGVO]]. Sonst erhält sie niemand. Keine Entscheidung trifft hier eine Maschine
allein.</p>
<h2>Unsere Berichterstattung</h2>
<p>Namen in unseren Meldungen verarbeiten wir zu journalistischen Zwecken. Dafür gelten nach Artikel 85 DSGVO eigene
Regeln: in Deutschland § 23 des Medienstaatsvertrags, in Österreich § 9 des Datenschutzgesetzes.</p>
<h2>Für die Redaktion</h2>
<p>Nur wer sich im Redaktionsbereich anmeldet, erhält Cookies: für die Anmeldung, gegen gefälschte Formulare und für die
gewählte Sprache. Ohne sie kann dort niemand arbeiten. Wer was wann geändert hat, wird festgehalten.</p>
<h2>Ihre Rechte</h2>
<p>Sie können Auskunft verlangen (Artikel 15 DSGVO), Berichtigung (16), Löschung (17), Einschränkung (18) und Ihre Daten
in einem gängigen Format (20).</p>
<p><strong>Sie können der Verarbeitung aus Gründen, die in Ihrer Situation liegen, jederzeit widersprechen
(21).</strong></p>
<p>Und Sie können sich bei einer Aufsichtsbehörde beschweren (77), zum Beispiel bei dieser: [[Name und Adresse der
Datenschutzbehörde am Sitz des Anbieters]].</p>
<p>Stand: [[Monat und Jahr]]</p>
"""
ACCESSIBILITY_DE: Final = """
<p>Alle sollen diese Seiten lesen können. Sie richten sich nach den Web Content Accessibility Guidelines (WCAG) 2.2,
Stufe AA.</p>
<h2>Was Sie hier finden</h2>
<p>Kurze Nachrichten als Text, oft mit einem Bild, geordnet nach Rubriken, Schlagwörtern, Dossiers und Tagen. Lesen
kostet nichts und geht ohne Anmeldung.</p>
<h2>Was dafür getan ist</h2>
<ul>
<li>Alles lässt sich mit der Tastatur bedienen und vorlesen; ein Sprunglink führt zum Inhalt.</li>
<li>Schrift und Fläche haben genug Kontrast, im hellen wie im dunklen Erscheinungsbild.</li>
<li>Der Text wächst mit der Schriftgröße des Browsers und bleibt bei 400 Prozent lesbar.</li>
<li>Bilder haben eine Beschreibung, Texte in einer anderen Sprache sind so ausgezeichnet.</li>
<li>Nichts bewegt sich von selbst, und ohne JavaScript fehlt kein Inhalt.</li>
</ul>
<h2>Was noch nicht gelingt</h2>
<p>[[Bekannte Mängel und was stattdessen hilft; sonst: Uns sind keine Mängel bekannt.]]</p>
<h2>Stand</h2>
<p>Geprüft am [[Datum]] durch [[eigene Prüfung, oder Name der Prüfstelle]].</p>
<h2>Sagen Sie es uns</h2>
<p>Wenn Ihnen etwas im Weg steht, schreiben Sie bitte an [[E-Mail-Adresse]] oder rufen Sie an: [[Telefonnummer]]. Wir
antworten innerhalb von [[Zahl]] Tagen.</p>
<h2>Wenn unsere Antwort nicht hilft</h2>
<p>[[Auswahl: nur eines der beiden Länder stehen lassen]]</p>
<ul>
<li>In Deutschland wacht die Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und
Dienstleistungen (MLBF) in Magdeburg über das Barrierefreiheitsstärkungsgesetz (BFSG). Diese Angaben stehen hier nach
§ 14 und Anlage 3 des Gesetzes.</li>
<li>In Österreich wacht das Sozialministeriumservice über das Barrierefreiheitsgesetz (BaFG).</li>
</ul>
"""
IMPRINT_EN: Final = """
<h2>Provider</h2>
<p>[[name, for a company with its legal form]]</p>
<p>[[street and number, postcode and town, country]]</p>
<p>Represented by: [[first and last name; delete this line for a single person]]</p>
<h2>Contact</h2>
<p>Email: [[email address]]</p>
<p>Telephone: [[telephone number]]</p>
<h2>Register and taxes</h2>
<p>[[register court and number, in Austria company register court and number; otherwise delete]]</p>
<p>VAT identification number: [[number, if there is one; otherwise delete]]</p>
<p>Supervisory authority: [[name of the authority or chamber, if there is one; otherwise delete]]</p>
<h2>Responsible for the content</h2>
<p>Responsible under section 18 (2) of the German Interstate Media Treaty (MStV):
[[first and last name with address; for Germany, delete in Austria]]</p>
<h2>Disclosure under section 25 of the Austrian Media Act</h2>
<p>[[decision whether this part stays: it is for Austria; in Germany delete it with its heading]]</p>
<ul>
<li>Media owner, publisher and seat: [[name and town]]</li>
<li>Object of the company: [[in a few words]]</li>
<li>Bodies authorised to represent it, and holdings: [[names and shares]]</li>
<li>Editorial line: [[the attitude of the medium in one sentence]]</li>
</ul>
"""
PRIVACY_EN: Final = """
<p>Readers get no cookies here. The pages load nothing from other servers and measure nobody.</p>
<h2>Who is responsible</h2>
<p>[[name and address]], email: [[email address]]</p>
<p>Data protection officer: [[contact, if one was appointed; otherwise delete]]</p>
<h2>What reading leaves behind</h2>
<p>With each request your browser sends the IP address, date and time, the address asked for (of a search also its
words), the address of the page you come from, and the name of the browser. Without the IP address the server cannot
answer.</p>
<p>The server keeps these in a log for [[number]] days, so that we notice faults and attacks. That is our legitimate
interest; the basis is article 6 (1) (f) of the General Data Protection Regulation (GDPR).</p>
<h2>If you write to us</h2>
<p>We use what you tell us to answer you or to look into the matter, and delete it once it is no longer needed for that
and no period binds us. The basis is article 6 (1) (f) GDPR.</p>
<h2>Who receives data from us</h2>
<p>Our data centre, which processes them on our behalf only: [[name and seat; outside the European Union also the
safeguards under article 46 GDPR]]. Nobody else receives them. No decision here is made by a machine alone.</p>
<h2>Our reporting</h2>
<p>Names in our clips are processed for journalistic purposes. Under article 85 GDPR this has rules of its own: in
Germany section 23 of the Interstate Media Treaty, in Austria section 9 of the Data Protection Act.</p>
<h2>For the newsroom</h2>
<p>Only those who log in to the newsroom get cookies: for the login, against forged forms, and for the language they
chose. Nobody can work there without them. Who changed what and when is recorded.</p>
<h2>Your rights</h2>
<p>You can ask for access (article 15 GDPR), rectification (16), erasure (17), restriction (18), and for your data in a
common format (20).</p>
<p><strong>You can object to the processing at any time, on grounds that lie in your situation (21).</strong></p>
<p>And you can complain to a supervisory authority (77), for example this one: [[name and address of the data protection
authority where the provider is]].</p>
<p>As of: [[month and year]]</p>
"""
ACCESSIBILITY_EN: Final = """
<p>Everybody shall be able to read these pages. They follow the Web Content Accessibility Guidelines (WCAG) 2.2, level
AA.</p>
<h2>What you find here</h2>
<p>Short news as text, often with a picture, by sections, topics, dossiers and days. Reading costs nothing and needs no
login.</p>
<h2>What has been done for it</h2>
<ul>
<li>Everything works with the keyboard and can be read out; a skip link leads to the content.</li>
<li>Letters have enough contrast, in the light appearance as in the dark one.</li>
<li>The text grows with the browser's font size and can be read at 400 per cent.</li>
<li>Pictures have a description, and texts in another language are marked as such.</li>
<li>Nothing moves by itself, and without JavaScript no content is missing.</li>
</ul>
<h2>What does not work yet</h2>
<p>[[known faults and what helps instead; otherwise: We know of no faults.]]</p>
<h2>As of</h2>
<p>Tested on [[date]] by [[ourselves, or the name of the testing body]].</p>
<h2>Tell us</h2>
<p>If something is in your way, please write to [[email address]] or call [[telephone number]]. We answer within
[[number]] days.</p>
<h2>If our answer does not help</h2>
<p>[[choice: leave only one of the two countries]]</p>
<ul>
<li>In Germany the market surveillance authority of the states for the accessibility of products and services (MLBF) in
Magdeburg watches over the Barrierefreiheitsstärkungsgesetz (BFSG). What stands here is what its section 14 and annex 3
ask for.</li>
<li>In Austria the Sozialministeriumservice watches over the Barrierefreiheitsgesetz (BaFG).</li>
</ul>
"""
TEMPLATES: Final = {
    ("imprint", "de"): LegalText("Impressum", IMPRINT_DE),
    ("privacy", "de"): LegalText("Datenschutz", PRIVACY_DE),
    ("accessibility", "de"): LegalText("Barrierefreiheit", ACCESSIBILITY_DE),
    ("imprint", "en"): LegalText("Imprint", IMPRINT_EN),
    ("privacy", "en"): LegalText("Privacy", PRIVACY_EN),
    ("accessibility", "en"): LegalText("Accessibility", ACCESSIBILITY_EN),
}


def find_template(kind: str, language: str) -> LegalText:
    """Raises KeyError for a kind that has none."""
    title, body = TEMPLATES[kind, language]
    return LegalText(title, " ".join(body.split()).replace("> <", "><"))
