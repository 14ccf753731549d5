"""What a career is made of: frozen values, and each field declared once."""
