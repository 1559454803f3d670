"""What a browser sends to the desk, without the signs that no database keeps."""

from django.http import HttpRequest, QueryDict

from clips.text.characters import drop_forbidden


def clean_request(request: HttpRequest) -> None:
    """Once for every page, so that no field and no search can bring a NUL or half a character to the database."""
    request.GET = clean_query(request.GET)  # type: ignore[assignment]
    if request.method == "POST":
        request.POST = clean_query(request.POST)  # type: ignore[assignment]


def clean_query(query: QueryDict) -> QueryDict:
    """A password stays as it is: logging in compares every sign of it."""
    cleaned = query.copy()
    for name, values in query.lists():
        if "password" not in name:
            cleaned.setlist(name, [drop_forbidden(str(value)) for value in values])
    cleaned._mutable = False
    return cleaned
