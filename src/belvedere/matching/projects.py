"""How many organisations a project joins, once its participants are known apart."""

PARTIES = """
SELECT p.project_id,
       count(DISTINCT coalesce(i.organisation_id, p.organisation_id)) AS organisations,
       count(DISTINCT coalesce(i.organisation_id, p.organisation_id))
         FILTER (p.role = 'coordinator') AS coordinators
FROM participations p
LEFT JOIN organisation_identities i ON i.record_id = p.organisation_id
WHERE p.role IS NULL OR p.role IN ('coordinator', 'participant')
GROUP BY p.project_id
ORDER BY p.project_id
"""
"""Beneficiaries only: third parties and associated partners are not parties to the grant."""
