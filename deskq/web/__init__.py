"""What all pages share: languages and filters, forms, static files, error pages, images and uploads."""
