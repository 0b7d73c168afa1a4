// A script for a test.
