"""The funding desk: calls for projects, applications, funded projects, accredited centres."""
