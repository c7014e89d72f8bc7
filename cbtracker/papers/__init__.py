"""Board papers: their structure and the files made from it."""
