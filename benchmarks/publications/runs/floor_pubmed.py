"""Follow the tags of a PubMed file by a parser in C and count its records: FILE RECORDS."""

import gzip
import sys
from xml.parsers import expat

found, parser = 0, expat.ParserCreate()
with gzip.open(sys.argv[1]) as handle:
    for line in handle:
        found += line.startswith(b"<PubmedArticle>")
        parser.Parse(line)
parser.Parse(b"", True)
assert found == int(sys.argv[2]), found
