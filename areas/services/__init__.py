"""Every write to places and the people who look after them."""
