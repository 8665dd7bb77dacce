"""Follow the tags of a PubMed file by a parser in C and count its records: FILE RECORDS."""

import gzip
import sys
from xml.parsers import expat

END = b"</PubmedArticle>"
found, held, parser = 0, b"", expat.ParserCreate()
with gzip.open(sys.argv[1]) as handle:
    # In blocks: by lines, a file of short ones would cost the loop and not the parser.
    while block := handle.read(64 * 1024):
        found += (held + block).count(END)
        held = block[1 - len(END):]
        parser.Parse(block)
parser.Parse(b"", True)
assert found == int(sys.argv[2]), found
