"""Follow the tags of PubMed's files by a parser in C and count their records: FOLDER RECORDS."""

import gzip
import sys
from pathlib import Path
from xml.parsers import expat

END = b"</PubmedArticle>"
found = 0
for path in Path(sys.argv[1]).iterdir():
    held, parser = b"", expat.ParserCreate()
    with gzip.open(path) as handle:
        # In blocks: by lines, a file of short ones would cost the loop and not the parser.
        while block := handle.read(64 * 1024):
            found += (held + block).count(END)
            held = block[1 - len(END):]
            parser.Parse(block)
    parser.Parse(b"", True)
assert found == int(sys.argv[2]), found
