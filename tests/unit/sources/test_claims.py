"""Claims: figures that documents state, in files that people write."""

import pytest
from reading_sources import harvested

from belvedere.errors import InputError
from belvedere.sources.base import Files
from belvedere.sources.claims import SOURCE
from belvedere.sources.fetching import Fetcher

HEAD = '# text A: "At a glance" (figures of 2014)\n\n[institute]\nname = "Alice"\n'


def written(folder, *claims, head=HEAD, name="claims/alice.toml", encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = head + "".join(f"[[claim]]\n{claim}\n" for claim in claims)
    path.write_bytes(text.encode(encoding))
    return path


def stated(found):
    return [{key: value for key, value in row.items() if value is not None}
            for row in found.rows["claims"]]


def test_a_claim_is_read_whole(tmp_path):
    written(tmp_path, 'text = "A"\nsaid = "projects"\nvalue = 37\nperiod = "2014..2023"\n'
                      'programme = "FP7"\nof = "FR"\ntheme = "cancer"\nindicator = "eu_projects"')
    assert stated(harvested(SOURCE, tmp_path)) == [{
        "claim_id": "alice:1", "document": '"At a glance" (figures of 2014)', "said": "projects",
        "value": 37.0, "precision": "exact", "period": "2014..2023", "programme": "FP7",
        "about": "FR", "theme": "cancer", "indicator": "eu_projects",
    }]


@pytest.mark.parametrize(("line", "expected"), [
    ("value = 1\napproximate = true", {"precision": "approximate"}),
    ("value = 1\nlower_bound = true", {"precision": "more_than"}),
    ("value = 1\nlower_bound = false", {"precision": "exact"}),
    ("value = 0.14", {"value": 0.14}),
    ('value = ["CH", "IT"]', {"values": ["CH", "IT"]}),
    ("value = 1\nat = 2015", {"at": "2015"}),
    ("value = 1\nat = 2015-01-02", {"at": "2015-01-02"}),
    ("value = 1\nperiod = 2014", {"period": "2014"}),
    ('value = 1\ntext = "Z"', {"document": "text Z"}),
    ("value = 1", {"document": "unnamed document"}),
])
def test_a_claim_means_what_it_says(tmp_path, line, expected):
    written(tmp_path, f'said = "x"\n{line}')
    (row,) = stated(harvested(SOURCE, tmp_path))
    assert expected.items() <= row.items()


@pytest.mark.parametrize(("line", "reason"), [
    ("value = 1\ncolour = 3\nat = 2015", "has colour, which no claim has"),
    ("at = 2015", "does not say its 'value'"),
    ("value = true", "neither a number nor a list"),
    ('value = "many"', "neither a number nor a list"),
    ("value = 1\napproximate = true\nlower_bound = true", "say which"),
    ('value = 1\napproximate = "yes"', "are true or false"),
    ("value = 1\nat = 20151", "neither a year nor a day"),
    ("value = 1\nat = 2015-01-02T10:00:00", "neither a year nor a day"),
    ('value = 1\nat = "0000-00-00"', "`at`: '0000-00-00'"),
    ('value = 1\nperiod = "2014-2023"', "neither 2014 nor 2014..2023"),
    ("value = 1\nprogramme = 7", "Expected `str | null`"),
])
def test_a_claim_that_does_not_fit_is_set_aside_with_its_line(tmp_path, line, reason):
    written(tmp_path, 'said = "good"\nvalue = 1', f'said = "x"\n{line}')
    found = harvested(SOURCE, tmp_path)
    assert [row["said"] for row in stated(found)] == ["good"]
    (aside,) = found.ledger.aside
    assert (aside.file, aside.row) == ("claims/alice.toml", 8)
    assert reason in aside.reason
    assert found.ledger.records_in == 2


def test_bad_toml_names_its_file_and_line(tmp_path):
    written(tmp_path, 'said = "x"\nvalue = = 1')
    with pytest.raises(InputError, match=r"claims/alice\.toml, line 7: not TOML"):
        harvested(SOURCE, tmp_path)
    written(tmp_path, 'said = """x\nvalue = 1')
    with pytest.raises(InputError, match=r"claims/alice\.toml, line \d+: not TOML"):
        harvested(SOURCE, tmp_path)
    written(tmp_path, head="[claim]\nvalue = 1\n")
    with pytest.raises(InputError, match=r"\[\[claim\]\]"):
        harvested(SOURCE, tmp_path)
    written(tmp_path, head="claim = [3]\n")
    assert harvested(SOURCE, tmp_path).ledger.aside[0].reason.startswith("is not a table")


def test_a_latin_1_file_is_read_and_counted(tmp_path):
    written(tmp_path, 'said = "unités"\nvalue = 1', encoding="latin-1")
    found = harvested(SOURCE, tmp_path)
    assert stated(found)[0]["said"] == "unités"
    assert sum(found.ledger.repairs.values()) == 1


def test_files_of_a_landscape_are_taken_beside_it(tmp_path):
    written(tmp_path / "landscape", 'said = "x"\nvalue = 1', name="alice.toml")
    fetcher = Fetcher(tmp_path / "home", quiet=True)
    settings = {"folder": str(tmp_path / "landscape")}
    assert SOURCE.fetch(fetcher, settings) == []
    paths = SOURCE.fetch(fetcher, settings | {"files": ["alice.toml"]})
    assert Files(fetcher.folder, tuple(paths)).name(paths[0]) == "claims/alice.toml"
    assert len(stated(harvested(SOURCE, fetcher.folder))) == 1
    with pytest.raises(InputError, match=r"bob\.toml is not there"):
        SOURCE.fetch(fetcher, settings | {"files": ["bob.toml"]})
