/** What an inspector entered, kept in this browser (IndexedDB) until it is sent and a week longer. */

const NAME = "deskq-inspections";
const STORE = "records";

/** {all, put, remove}; each resolves when the browser has stored it. `idb` is the browser's IndexedDB. */
export async function openStore(idb = indexedDB) {
  const database = await done(idb.open(NAME, 1), (request) => {
    request.result.createObjectStore(STORE, { keyPath: "key" });
  });
  const act = (mode, what) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const answer = done(what(transaction.objectStore(STORE)));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => answer.then(resolve, reject);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => act("readonly", (store) => store.getAll()),
    put: (record) => act("readwrite", (store) => store.put(record)),
    remove: (key) => act("readwrite", (store) => store.delete(key)),
  };
}

function done(request, upgrade) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    if (upgrade) request.onupgradeneeded = () => upgrade(request);
  });
}
