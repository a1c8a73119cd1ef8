"""The pages of keeping the directory, a module per thing that one does."""
