"""The clinical research desk: requests to the institute as sponsor, and its projects."""
