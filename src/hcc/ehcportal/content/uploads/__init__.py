"""What a file has to pass before it is kept, by whichever way it comes."""
