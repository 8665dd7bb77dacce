"""Addresses of a desk, made from its books, and of what all desks share."""

from django.urls import include, path

from belvedere.register.desk import acts, lists, views
from belvedere.register.desk.books import Book, Desk
from belvedere.register.desk.exchanging import files_of
from belvedere.register.exchange.urls import addresses


def of_desk(desk: Desk, *books: Book) -> list:
    """Return the addresses of a desk: its dashboard, and those of each book."""
    made = [path("", views.dashboard, {"desk": desk}, name=desk.slug)]
    if any(book.brings for book in books):
        made.append(path("files/", include(addresses(files_of(desk, *books)))))
    for book in books:
        end, told = book.address, {"book": book}
        made += [
            path(f"{end}/", views.listing, told, name=book.slug),
            *([path(f"{end}/new/", acts.create, told, name=book.create)] if book.opens else ()),
            *(path(f"{end}.{form}", lists.export, {**told, "form": form},
                   name=f"{book.slug}_{form}") for form in ("csv", "xlsx")),
            path(f"{end}/<int:pk>/", views.view, told, name=book.entry),
            path(f"{end}/<int:pk>/<slug:deed>/", acts.act, told, name=book.act),
        ]
    return made


urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/", views.told, name="told"),
    path("documents/<slug:key>/", views.document, name="document"),
]
