"""Messages that leave: rows in the same transaction as the change that causes them."""
