"""Hides pandas, which only tests and Spark need: where it is there, pyarrow loads it unasked."""

import sys


class _Hidden:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name, name=name)


sys.meta_path.insert(0, _Hidden)
