// Renders the API page from the OpenAPI document named by the page. Redoc is a classic script that sets a global.
const place = document.getElementById("api-docs");

window.Redoc.init(place.dataset.document, { hideDownloadButton: false, nativeScrollbars: true }, place);
