"""What every operation of the API stands on: access tokens, the count of use, and what was answered to a key."""
