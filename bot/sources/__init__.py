"""Seeds, feeds and pages to articles; `fetch` is the one place that touches the network."""
