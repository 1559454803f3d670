"""Templates of the pages that the law asks for: what an operator fills in stands in double brackets."""

from typing import Final, NamedTuple


class LegalText(NamedTuple):
    """`body` is clean HTML."""

    title: str
    body: str


IMPRINT_DE: Final = """
<h2>Angaben zum Anbieter</h2>
<p>[[Name des Unternehmens oder der Person, mit Rechtsform]], [[Straße und Hausnummer]],
[[Postleitzahl und Ort]]</p>
<p>Vertreten durch: [[Name der vertretungsberechtigten Person]]</p>
<h2>Kontakt</h2>
<p>Telefon: [[Telefonnummer]]</p>
<p>E-Mail: [[E-Mail-Adresse]]</p>
<h2>Register und Steuern</h2>
<p>[[Registergericht und Registernummer]]</p>
<p>Umsatzsteuer-Identifikationsnummer: [[Nummer]]</p>
<h2>Verantwortlich für den Inhalt</h2>
<p>[[Name und Anschrift der nach § 18 Absatz 2 Medienstaatsvertrag verantwortlichen Person]]</p>
<h2>Offenlegung für Österreich</h2>
<p>Medieninhaber, Unternehmensgegenstand und grundlegende Richtung nach § 25 Mediengesetz: [[Angaben]]</p>
"""
PRIVACY_DE: Final = """
<p>Diese Seiten setzen keine Cookies, laden nichts von Dritten und messen nicht, wer sie liest.</p>
<h2>Verantwortlich</h2>
<p>[[Name und Anschrift]], [[E-Mail-Adresse]]</p>
<h2>Was der Server festhält</h2>
<p>Bei jedem Aufruf überträgt der Browser die IP-Adresse, die Zeit, die aufgerufene Adresse und eine
Kennung des Programms.
Diese Angaben stehen [[Zahl der Tage]] Tage lang in Protokollen, damit wir Störungen und Angriffe
erkennen. Grundlage ist
Artikel 6 Absatz 1 Buchstabe f der Datenschutz-Grundverordnung.</p>
<h2>Wer die Seiten für uns betreibt</h2>
<p>[[Name und Anschrift des Rechenzentrums]]</p>
<h2>Ihre Rechte</h2>
<p>Sie können Auskunft, Berichtigung, Löschung und Einschränkung der Verarbeitung verlangen, der
Verarbeitung widersprechen
und sich bei einer Aufsichtsbehörde beschweren: [[Name der Aufsichtsbehörde]].</p>
"""
ACCESSIBILITY_DE: Final = """
<p>Alle sollen diese Seiten lesen können. Sie folgen den Richtlinien WCAG 2.2 auf der Stufe AA: Sie
lassen sich mit der
Tastatur bedienen, vorlesen und vergrößern, und sie kommen ohne JavaScript aus.</p>
<h2>Was noch nicht gelingt</h2>
<p>[[Bekannte Mängel, oder: Uns sind keine Mängel bekannt.]]</p>
<h2>Rückmeldung</h2>
<p>Wenn Ihnen etwas im Weg steht, schreiben Sie uns bitte: [[E-Mail-Adresse]]</p>
<h2>Durchsetzung</h2>
<p>Antworten wir nicht zufriedenstellend, hilft diese Stelle weiter: [[Schlichtungs- oder
Marktüberwachungsstelle]]</p>
"""
IMPRINT_EN: Final = """
<h2>Provider</h2>
<p>[[name of the company or person, with its legal form]], [[street and number]], [[postcode and town]]</p>
<p>Represented by: [[name]]</p>
<h2>Contact</h2>
<p>Telephone: [[number]]</p>
<p>Email: [[address]]</p>
<h2>Register and taxes</h2>
<p>[[register court and number]]</p>
<p>VAT number: [[number]]</p>
<h2>Responsible for the content</h2>
<p>[[name and address of the person responsible under section 18 (2) of the German Media Treaty]]</p>
<h2>Disclosure for Austria</h2>
<p>Media owner, object of the company and editorial line under section 25 of the Austrian Media Act:
[[details]]</p>
"""
PRIVACY_EN: Final = """
<p>These pages set no cookies, load nothing from third parties and do not measure who reads them.</p>
<h2>Who is responsible</h2>
<p>[[name and address]], [[email address]]</p>
<h2>What the server records</h2>
<p>With each request the browser sends the IP address, the time, the address asked for and the name
of the program. These stay
in log files for [[number]] days, so that we notice faults and attacks. The basis is article 6 (1)
(f) of the General Data
Protection Regulation.</p>
<h2>Who runs the pages for us</h2>
<p>[[name and address of the data centre]]</p>
<h2>Your rights</h2>
<p>You can ask for access, correction, erasure and restriction of processing, object to it, and
complain to a supervisory
authority: [[name of the authority]].</p>
"""
ACCESSIBILITY_EN: Final = """
<p>Everybody shall be able to read these pages. They follow the guidelines WCAG 2.2 at level AA:
they work with the keyboard,
can be read out and enlarged, and need no JavaScript.</p>
<h2>What does not work yet</h2>
<p>[[known faults, or: We know of no faults.]]</p>
<h2>Tell us</h2>
<p>If something is in your way, please write to us: [[email address]]</p>
<h2>Enforcement</h2>
<p>If our answer does not satisfy you, this body helps: [[arbitration or market surveillance body]]</p>
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
