"""Reports of applications for any period: how many, which promises were kept, where the days go, with a picture."""
