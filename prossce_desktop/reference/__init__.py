"""What is delivered beside the program: code lists and the guide."""
