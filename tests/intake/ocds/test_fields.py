from cchc_analysis.intake.ocds.fields import used_fields


def test_only_what_figures_are_made_of_is_kept() -> None:
    release = {
        "ocid": "ocds-abc123-1",
        "planning": {"budget": {"amount": 1}},
        "tender": {
            "title": "A",
            "title_fr": "B",
            "title_fr_CA": "C",
            "titles": "D",
            "documents": [1],
            "value": None,
        },
        "awards": [{"id": 1, "items": [], "suppliers": [{"id": "S", "address": {}}]}, "x"],
        "contracts": "x",
    }
    assert used_fields(release) == {
        "ocid": "ocds-abc123-1",
        "tender": {"title": "A", "title_fr": "B", "title_fr_CA": "C", "value": None},
        "awards": [{"id": 1, "suppliers": [{"id": "S"}]}, "x"],
        "contracts": "x",
    }
