"""Themes: what the descriptors of one are."""

import re

import pytest

from belvedere.tables.themes import themes


def test_the_descriptors_of_cancer_are_each_told_once():
    told = themes()["cancer"].mesh
    assert len(told) == len(set(told)) == 648
    assert all(re.fullmatch(r"D\d{6}|D\d{9}", code) for code in told)


@pytest.mark.parametrize("code, within", [
    ("D009369", True),  # Neoplasms
    ("D008527", True),  # Medulloblastoma, five levels down
    ("D000077192", True),  # Adenocarcinoma of Lung
    ("D001471", True),  # Barrett Esophagus: a precancerous condition
    ("D003884", True),  # Dermoid Cyst: among the cysts, and a teratoma
    ("D011085", False),  # Polycystic Ovary Syndrome: among the cysts only
    ("D009157", False),  # Myasthenia Gravis: among the paraneoplastic syndromes only
    ("D014402", True),  # Tuberous Sclerosis: a hamartoma, and a hereditary syndrome
    ("D000970", False),  # Antineoplastic Agents: not of the tree
])
def test_cancer_is_the_tree_of_neoplasms_without_what_is_none(code, within):
    assert (code in themes()["cancer"].mesh) is within
