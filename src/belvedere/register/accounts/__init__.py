"""Who may do what, and what was done: accounts, roles, the audit."""
