"""*Thank you* from the hall: the star on the wall ripples, and nobody knows for whom."""
