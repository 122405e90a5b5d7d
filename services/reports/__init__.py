"""What is shown: report shapes and their exports."""
