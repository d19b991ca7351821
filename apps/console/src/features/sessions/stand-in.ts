/** Where the stand-in help desk is that the demo runs on this machine; `null`: there is none. */
export const standInOf = (connections: readonly { readonly apiBaseUrl: string }[]): string | null =>
  connections.map(({ apiBaseUrl }) => urlOf(apiBaseUrl)).find(isStandIn)?.origin ?? null;

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** As the simulator serves the API of its first workspace, on the machine it is started on. */
const isStandIn = (url: URL | null): url is URL =>
  url !== null &&
  ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
  url.pathname.startsWith('/intercom/');
