"""The clinical research desk: requests to the institute as sponsor, and the projects it sponsors."""
