"""The waiting estimate: learning, the line played forward, bands, and what the screens say."""
