"""The register: the institute's own books, written by its people, every change kept.

Inside an app: ``models`` holds what the database enforces, ``actions`` every write
(who, why, one transaction, one audit entry), ``queries`` the named reads, ``views``
the pages.
"""
