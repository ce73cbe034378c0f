"""Rules of coding: codes, proposals from words, agreement of two readers."""
