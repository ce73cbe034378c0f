// Draws the API page from the OpenAPI document that the page names. Redoc is a plain script and leaves itself on window.
const place = document.getElementById("api-docs");

window.Redoc.init(place.dataset.document, { hideDownloadButton: false, nativeScrollbars: true }, place);
