"""What must never happen, tried as somebody would who means harm."""
