"""Ready sentences: said in one tap, in every language, with no key to wait for."""
