"""Pages of administrators: accounts and their roles, what was done. Only pages: no table.

They stand apart because roles are given in organisations, which come after accounts.
"""
