"""The API over areas, authorities and departments; and what every viewset of the programme stands on."""
