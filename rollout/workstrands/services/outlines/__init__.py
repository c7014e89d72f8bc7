"""Every write to outline proposals: started, answered, signed, submitted and withdrawn."""
