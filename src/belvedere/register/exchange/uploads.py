"""How much may be sent: what is larger is refused before it is kept anywhere."""

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

LARGEST = 30_000_000
"""Bytes of one sending."""


class Bounded(TemporaryFileUploadHandler):
    """Keeps a file that is sent, unless it is too large: then nothing of it is kept."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.too_large = content_length > LARGEST

    def new_file(self, *arguments, **more):
        if self.too_large:
            raise SkipFile
        super().new_file(*arguments, **more)


def too_large(request) -> bool:
    """Whether more was sent than may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > LARGEST
