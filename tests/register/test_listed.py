"""What lists draw at once is escaped as templates escape."""

from django.template import Context, Template

from belvedere.register.organisations.views import Line
from belvedere.tables.words import Words


def shown(template: str, **given) -> str:
    return Template(template).render(Context({"language": "fr", **given}))


def test_a_list_escapes_every_text():
    row = (7, "<b>U 1</b>", "A&B", ("Paris & Lyon", '"U"'), ("2014-05-31", ""))
    assert shown("{% listed_rows 'entry' rows %}", rows=[row], at="2015") == (
        '<tr><th scope="row"><a href="/fr/register/7/?at=2015">&lt;b&gt;U 1&lt;/b&gt;</a> '
        "<small>A&amp;B</small></th><td>Paris &amp; Lyon</td><td>&quot;U&quot;</td>"
        "<td>31 mai 2014</td><td></td></tr>")


def test_options_of_a_vocabulary_of_texts_and_of_pairs():
    words = {"unit": Words("Unit", "Unité"), "team": Words("Team", "<Équipe>")}
    assert shown("{% options 'team' some %}", some=words) == (
        '<option value="unit">Unité</option>'
        '<option value="team" selected>&lt;Équipe&gt;</option>')
    assert shown("{% options '' some %}", some=["a&b"]) == (
        '<option value="a&amp;b">a&amp;b</option>')
    assert shown("{% options '12' some %}", some=[(12, "Paris"), (1, "Lyon")]) == (
        '<option value="12" selected>Paris</option><option value="1">Lyon</option>')


def test_a_branch_has_its_twigs_and_how_many_parts_open():
    tree = [Line(1, "<U 1>", "unité", 2, [Line(2, "A", "équipe", 0, [])])]
    assert shown("{% load hierarchy %}{% branch tree at %}", tree=tree, at="2015") == (
        '<ul class="tree"><li><a href="/fr/register/1/?at=2015">&lt;U 1&gt;</a> '
        '<small>unité</small> <a class="small" href="?of=1&amp;at=2015" '
        'aria-label="&lt;U 1&gt;: 2 parties">2 parties</a><ul class="tree"><li>'
        '<a href="/fr/register/2/?at=2015">A</a> <small>équipe</small></li></ul></li></ul>')
