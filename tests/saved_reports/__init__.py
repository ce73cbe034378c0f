"""Tests of saved reports."""
