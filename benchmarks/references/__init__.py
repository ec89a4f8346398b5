"""What the product is measured against: small honest programs that speak the same messages."""
