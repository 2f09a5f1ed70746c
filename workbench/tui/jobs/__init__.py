"""What a person does with the screen, one job a file: each carries out its actions and speaks to the workspace in workers."""
