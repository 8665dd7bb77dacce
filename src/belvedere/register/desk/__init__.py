"""What the desks share: dossiers with a number, a state, deadlines, documents, comments.

A desk keeps one book or more. A book is declared (``books``): its model, its
workflow, who keeps it, what its pages show and do. The lists, pages, forms and
addresses follow from the declaration; a desk adds its own columns and actions.
"""
