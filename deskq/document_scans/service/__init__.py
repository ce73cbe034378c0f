"""Services of scans."""
