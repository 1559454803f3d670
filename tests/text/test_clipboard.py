"""What word processors and browsers put on the clipboard, in short."""

from clips.text.markup import clean_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><title>Entwurf</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=DE><!--StartFragment-->
<p class=MsoNormal>
<b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt'>Wichtig:<o:p></o:p></span></b></p>
<p class=MsoNormal><span lang=DE>Der Rat hat&nbsp;am <i>Montag</i>
mit 5&nbsp;% zugestimmt.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
ITEM = "<p style='margin:0cm;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{}<span>&nbsp;</span></span>{}</p>"
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:400">Titel</span></h2><p dir="ltr"><span style="font-weight:400">Ein </span><span
style="font-weight:700;">fetter</span><span style="font-style:italic"> Satz.</span></p><br /><ul><li aria-level="1"><p
role="presentation"><span>Punkt</span></p></li></ul></b><br class="Apple-interchange-newline">"""


def test_word_comes_out_clean():
    assert clean_html(WORD) == (
        "<p><strong>Wichtig:</strong></p><p>Der Rat hat am <em>Montag</em> mit 5\u00a0% zugestimmt.</p>"
    )


def test_paragraphs_that_word_calls_a_list_become_one():
    html = ITEM.format("·", "a") + ITEM.format("·", "b") + ITEM.format("1.", "c") + "<p>d</p>" + ITEM.format("o", "e")
    assert clean_html(html) == "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><p>d</p><ul><li>e</li></ul>"


def test_google_docs_comes_out_clean():
    assert clean_html(GOOGLE) == (
        "<h2>Titel</h2><p>Ein <strong>fetter</strong> <em>Satz.</em></p><ul><li>Punkt</li></ul>"
    )


def test_a_mail_of_divs_becomes_paragraphs():
    assert clean_html("<div>eins</div><div><br></div><div>zwei&nbsp;drei</div>") == "<p>eins</p><p>zwei drei</p>"
