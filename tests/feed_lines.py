"""Lines of a case system about Tony Bread, as the guide has his case."""

FAMILY = {"type": "family", "id": "F-1", "title": "Rixon and Bread"}

CASE = {
    "type": "case",
    "id": "C-1",
    "family": "F-1",
    "title": "Tony Bread",
    "date_of_birth": "2020-03-03",
    "gender": "male",
    "reference": "6427917",
    "request_received": "2024-09-01",
    "request_source": "education",
    "state": "open",
}
