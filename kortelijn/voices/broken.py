"""What is said of bytes that are not what they seem."""


class Broken(ValueError):
    """These bytes are not wholly one file of sound."""
