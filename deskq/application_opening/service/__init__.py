"""The actions by which an application is opened."""
