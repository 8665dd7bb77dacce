"""People in their roles: as few and as little of them as the register's work needs."""
