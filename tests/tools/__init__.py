"""What developers run, and nobody else: pictures of every window, the guided run, the printed guide, figures of the code."""
