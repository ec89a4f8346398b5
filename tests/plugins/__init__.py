"""What every test run of this project does; loaded by tests/conftest.py."""
