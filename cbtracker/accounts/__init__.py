"""People: users, roles, permissions, sign-in and invitations."""
